"""What everybody sees: complaints by business and category, how authorities keep their times, online settlement."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.models import ComplaintFigure
from hengjian.apps.consumer.queries.odr import members, speed, takes_part
from hengjian.apps.consumer.rules import categories
from hengjian.kernel import divisions
from hengjian.kernel.models import Subject
from hengjian.web.access import Request, public
from hengjian.web.navigation import Entry, View, to_charge_and_own
from hengjian.web.queries import division_choices

from .visitor import shown

PAGE = 30
navigation = [
    Entry("record", gettext_lazy("Complaints by business"), "/complaints/", public=True),
    Entry("record", gettext_lazy("How complaints are handled"), "/complaints/figures/", public=True),
    Entry("services", gettext_lazy("Online settlement"), "/complaints/odr/", public=True),
]
views = [View(gettext_lazy("Complaints"), "/complaints/of/{}/")]


@public
@require_GET
def by_enterprise(request: Request) -> HttpResponseBase:
    """Businesses with published complaints; who complained is never part of it."""
    text, place, group = (request.GET.get(name, "").strip()[:60] for name in ("q", "place", "group"))
    place = place if place.isdigit() and len(place) in (2, 4, 6) else ""
    groups = categories.trades()
    context: dict[str, Any] = {
        "title": _("Complaints by business"),
        "rows": [
            {
                "e": line,
                "place": divisions.full_name(line.place),
                "groups": "、".join(groups.get(g, g) for g in line.categories),
            }
            for line in queries.by_enterprise(text, place, group if group in groups else "")
        ],
        "q": text,
        "place": place,
        "group": group,
        "places": division_choices(),
        "groups": list(groups.items()),
    }
    return shown(request, "consumer/published.html", context)


@public
@require_GET
def of_subject(request: Request, pk: int) -> HttpResponseBase:
    """A business's published complaints for everybody; all of them for itself and the officers in charge."""
    subject = get_object_or_404(Subject, pk=pk)
    within = to_charge_and_own(request, subject)
    context = {
        "title": _("Complaints about %(name)s") % {"name": subject.name},
        "s": subject,
        "within": within,
        "published": list(queries.of_enterprise(pk)[:PAGE]),
        "complaints": list(queries.of_subject(pk)[:PAGE]) if within else [],
        "member": takes_part(pk),
    }
    return shown(request, "consumer/of_subject.html", context)


@public
@require_GET
def figures(request: Request) -> HttpResponseBase:
    """Times kept and times missed by every authority: what is overdue is public."""
    last = ComplaintFigure.objects.aggregate(day=Max("day"))["day"]
    rows = list(ComplaintFigure.objects.filter(day=last).order_by("code")) if last else []
    context = {
        "title": _("How complaints are handled"),
        "day": last,
        "rows": [_line(row) for row in rows],
        "total": _line(_sum(rows)) if rows else None,
    }
    return shown(request, "consumer/figures.html", context)


def _line(row: Any) -> dict[str, Any]:
    return {
        "f": row,
        "name": divisions.full_name(row.code) or row.code,
        "settled": _share(row.settled, row.closed),
        "on_time": _share(row.accepted_on_time, row.received),
        "stars": f"{row.stars / row.rated:.1f}" if row.rated else "—",
    }


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


def _sum(rows: list[ComplaintFigure]) -> ComplaintFigure:
    names = ("received", "accepted_on_time", "closed", "settled", "open", "overdue", "stars", "rated")
    return ComplaintFigure(code="", **{name: sum(getattr(row, name) for row in rows) for name in names})


@public
@require_GET
def odr(request: Request) -> HttpResponseBase:
    """Businesses that negotiate first, in how many days they settle, and how often."""
    text = request.GET.get("q", "").strip()[:60]
    found = members(text)[:PAGE]
    pace = speed([row.subject_id for row in found if row.subject_id])
    context = {
        "title": _("Online settlement"),
        "q": text,
        "rows": [{"m": row, "pace": pace.get(row.subject_id or 0)} for row in found],
        "recent": list(queries.settlements()[:10]),
    }
    return shown(request, "consumer/odr.html", context)
