"""Pages for everybody: who stands on the lists; and the page on which an enterprise sees what it can have repaired."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.credit import queries
from hengjian.apps.credit.models.entries import KINDS, LISTS
from hengjian.apps.credit.rules import reports as rules
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.web.access import Request, public, signed_in
from hengjian.web.export import table
from hengjian.web.navigation import Entry

PAGE, MOST_EXPORTED = 30, 5000
WORDS = {key: label for key, label in KINDS if key in LISTS}
navigation = [
    Entry("record", gettext_lazy("Credit lists"), "/credit/lists/", public=True),
    Entry("mine", gettext_lazy("My credit"), "/credit/mine/", public=True, roles=frozenset({"party"})),
]


@public
@require_GET
def lists(request: Request) -> HttpResponseBase:
    """Who stands on the lists today, newest first; as a table for everybody with `as=csv`."""
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:60]
    rows = queries.public_lists(kind if kind in WORDS else "", text)
    if request.GET.get("as") == "csv":
        return _csv(rows.order_by("-since", "-pk")[:MOST_EXPORTED])
    found = list(_before(rows, request.GET.get("before", "")).order_by("-since", "-pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "title": _("Credit lists"),
        "rows": [{"e": e, "kind": WORDS[e.kind]} for e in found[:PAGE]],
        "more": f"{last.since.isoformat()}~{last.pk}" if last else "",
        "kinds": list(WORDS.items()),
        "kind": kind,
        "q": text,
    }
    return render(request, "credit/lists.html", context)


def _before(rows: Any, cursor: str) -> Any:
    """The rows behind `day~key`."""
    text, _tilde, key = cursor.partition("~")
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not key.isdigit() or len(key) > 17:
        return rows
    return rows.filter(Q(since__lt=day) | Q(since=day, pk__lt=int(key)))


def _csv(rows: Any) -> HttpResponse:
    head = (
        _("Name"), _("Code"), _("Name of the list"), _("Content"), _("Article"), _("Authority"), _("Since"), _("Until"),
    )  # fmt: skip
    lines = [
        [e.subject.name, e.subject.code or "", WORDS[e.kind], e.title, e.article, e.authority, e.since, e.until or ""]
        for e in rows
    ]
    return table("credit-lists", head, lines)


@signed_in
@require_GET
def mine(request: Request) -> HttpResponseBase:
    """What stands under one's businesses, since when it can be repaired, what is missing; and the reports that are owed."""
    law, today = LawOn(timezone.localdate()), timezone.localdate()
    subjects = list(Subject.objects.filter(pk__in=request.principal.concerns).order_by("name")[:50])
    year = today.year - 1
    firms = [
        {
            "s": s,
            "form": "file_individual" if s.kind == "individual_business" else "file_company",
            "repairs": [_line(r) for r in queries.repairs_of(s, today, law)],
            "missing": queries.missing_years(s, today, law),
            "due": _due(s, year, today, law),
            "measures": queries.measures_for(s.pk),
        }
        for s in subjects
    ]
    for one in firms:
        repairs: list[dict[str, Any]] = one["repairs"]  # type: ignore[assignment]
        one["ready"] = ",".join(str(r["entry"].pk) for r in repairs if r["ready"])
    return render(request, "credit/mine.html", {"title": _("My credit"), "firms": firms, "year": year})


def _line(one: queries.Repairable) -> dict[str, Any]:
    grounds = [{"fact": g.fact, "article": g.article, "remedy": g.remedy} for g in one.finding.grounds if g.bars]
    return {"entry": one.entry, "ready": one.ready, "earliest": one.earliest, "grounds": grounds}


def _due(subject: Subject, year: int, today: Any, law: LawOn) -> Any:
    """The last day of the running report, while it is owed and not filed."""
    first, last = rules.window(year, law)
    owed = subject.status in rules.OWING and rules.owed(subject.opened_on, year, law) and first <= today <= last
    return last if owed and not queries.reports_of(subject.pk, year).exists() else None
