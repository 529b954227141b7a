"""The register of an entity in time: what it said on a day, as known on a day; versions; two days compared."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.kernel.divisions import NATION
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.web.access import Request, officers, public
from hengjian.web.templatetags.hengjian import status

from . import queries
from .procedures.showing import NAMES, compared, shown
from .queries import growth
from .rules import capital
from .rules.items import Items, changed

PAGE = 50
CAUSES = {
    "establishment": gettext_lazy("Registration"),
    "change": gettext_lazy("Change of registration"),
    "capital_reduction": gettext_lazy("Reduction of capital"),
    "merger": gettext_lazy("Merger"),
    "division": gettext_lazy("Division"),
    "relocation": gettext_lazy("Relocation to another authority"),
    "filing": gettext_lazy("Filing"),
    "correction": gettext_lazy("Correction"),
    "cancellation": gettext_lazy("Cancellation of a registration"),
    "deregistration": gettext_lazy("Deregistration"),
    "conversion": gettext_lazy("Conversion into an enterprise"),
    "compulsory": gettext_lazy("Compulsory deregistration"),
    "striking_off": gettext_lazy("Striking off"),
    "restoration": gettext_lazy("Restoration"),
    "annotation": gettext_lazy("Entry in the register"),
    "dormancy": gettext_lazy("Dormancy"),
    "resumption": gettext_lazy("Business resumed"),
}


def day_of(text: str) -> date | None:
    """A day such as 2026-11-20; anything else is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def known_by(day: date | None) -> datetime | None:
    """The end of the day: what was recorded on it was known."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time(0))) if day else None


@public
@require_GET
def register(request: Request, pk: int) -> HttpResponseBase:
    """What the register says, or said on a day as known on a day, beside the list of its versions."""
    subject = get_object_or_404(Subject, pk=pk)
    on, known, against = (day_of(request.GET.get(name, "")) for name in ("on", "known", "against"))
    version = queries.register_on(subject, on, known_by(known))
    items = Items.model_validate(version.items) if version else None
    other = queries.items_of(subject, against, known_by(known)) if against else None
    officer = request.principal.kind == "officer"
    rows = queries.versions(subject, PAGE)
    context: dict[str, Any] = {
        "base": "web/base_office.html" if officer else "web/base_public.html",
        "title": subject.name,
        "s": subject,
        "asked": {"on": on or "", "known": known or "", "against": against or ""},
        "wrong": [n for n in ("on", "known", "against") if request.GET.get(n) and day_of(request.GET[n]) is None],
        "version": version,
        "cause": CAUSES.get(version.cause, version.cause) if version else "",
        "items": [(_("Type"), queries.type_name(items.type_code)), *shown(items)] if items else [],
        "against": against,
        "nothing_then": against is not None and other is None,
        "compared": _told(other, items) if other and items else [],
        "versions": [
            {"row": row, "cause": CAUSES.get(row.cause, row.cause), "changes": changes}
            for row, changes in _with_changes(rows)
        ],
        "more": len(rows) == PAGE,
        "told": _capital(subject, items),
        "converted": growth.converted(subject),
    }
    return render(request, "registry/register.html", context)


def _with_changes(rows: list[Any]) -> list[tuple[Any, list[Any]]]:
    """Each version with what differs from the one before it in time."""
    parsed = [Items.model_validate(row.items) for row in rows]
    pairs = zip(rows, parsed, [*parsed[1:], None], strict=True)
    return [(row, _told(old, new) if old else []) for row, new, old in pairs]


def _told(old: Items, new: Items) -> list[tuple[Any, str, str]]:
    """What differs, the state in words."""
    rows = compared(old, new, changed(old, new))
    return [(label, status(a), status(b)) if label is NAMES["status"] else (label, a, b) for label, a, b in rows]


@officers
@require_GET
def terms(request: Request) -> HttpResponseBase:
    """Companies of one's own place whose terms of contribution break the law, to be told before the deadline."""
    own = request.principal.authority_code
    rows = queries.breaking_the_term("" if own == NATION else own, timezone.localdate())
    word = request.GET.get("q", "").strip()
    found = [r for r in rows if word in r["subject"].name] if word else rows
    context = {"title": _("Terms of contribution"), "rows": found, "q": word, "all": len(rows)}
    return render(request, "registry/terms.html", context)


def _capital(subject: Subject, items: Items | None) -> Any:
    """What the company is told about its terms of contribution."""
    if items is None or subject.opened_on is None or subject.status != "registered":
        return None
    return capital.adjustment(items, subject.opened_on, LawOn(max(timezone.localdate(), date(2024, 7, 1))))
