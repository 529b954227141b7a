"""What many complaints say: what rises and where, clusters that call for an incident, related complaints, the index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import ConsumptionWarning, JointIncident
from hengjian.apps.consumer.rules.categories import problem_called
from hengjian.kernel import divisions
from hengjian.kernel.models import Proceeding
from hengjian.kernel.procedure import Procedure
from hengjian.web import export
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

navigation = [
    Entry("supervision", gettext_lazy("What rises"), "/consumer/signals/"),
    Entry("supervision", gettext_lazy("Consumer environment"), "/consumer/environment/"),
]
BY = {
    "what": (gettext_lazy("By goods and problem"), ("category", "problem")),
    "where": (gettext_lazy("By place and problem"), ("place", "problem")),
    "who": (gettext_lazy("By online platform"), ("platform",)),
}
WINDOWS = (7, 28, 84)
GROUPS = {
    "place": gettext_lazy("By county"),
    "city": gettext_lazy("By city"),
    "trade": gettext_lazy("By trade"),
}
SPANS = (90, 365, 1095)
PARTS = {
    "few": gettext_lazy("Few complaints"),
    "on_time": gettext_lazy("Closed in time"),
    "settled": gettext_lazy("Settled by agreement"),
    "safe": gettext_lazy("Without danger"),
    "satisfied": gettext_lazy("Rated four stars and more"),
    "survey": gettext_lazy("Satisfied in surveys"),
}


@invite
def to_like(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a complaint to those that tell the same, where there are any to be looked at."""
    if row._meta.app_label != "consumer" or request.principal.kind != "officer":
        return None
    return (_("Complaints like this"), f"/consumer/like/{row.pk}/") if queries.likeness.told(row.pk) else None


def place_of(request: Request) -> str:
    """The place looked at: the officer's own, or one below it."""
    asked = request.GET.get("place", "")
    return asked if asked.isdigit() and request.principal.sees(asked) else request.principal.place


@officers
@require_GET
def rising(request: Request) -> HttpResponseBase:
    """What rises beyond chance within the officer's range, and clusters about one subject."""
    place, by = place_of(request), request.GET.get("by", "what")
    by = by if by in BY else "what"
    asked = request.GET.get("days", "")
    window = int(asked) if asked in map(str, WINDOWS) else queries.signals.WINDOW
    found = queries.signals.rising(BY[by][1], place, window=window)
    context = {
        "title": _("What rises"),
        "place": divisions.names().get(place, place),
        "by": by,
        "ways": [(key, label) for key, (label, _columns) in BY.items()],
        "window": window,
        "windows": WINDOWS,
        "history": queries.signals.HISTORY,
        "rows": [_shown(one) for one in found],
        "clusters": [row | {"raise": _raise(row)} for row in queries.signals.clusters(place)],
    }
    return render(request, "consumer/signals.html", context)


def _shown(one: Any) -> dict[str, Any]:
    named = dict(zip(one.by, one.rise.key, strict=True))
    given = {name: named[name] for name in ("category", "problem") if name in named}
    start = f"/start/{ConsumptionWarning.key}/draft_warning/?{urlencode(given)}" if given else ""
    return {"names": one.names, "rise": one.rise, "warn": start}


def _raise(row: dict[str, Any]) -> str:
    lane = "prepaid" if row["problem"] == "prepaid" else "safety" if row["urgent"] else "shop"
    given = {"lane": lane, "subject": row["subject_id"], "matters": ",".join(map(str, row["matters"][:200]))}
    return f"/start/{JointIncident.key}/raise_incident/?{urlencode(given)}"


def _raise_of(told: Any, others: Sequence[Any]) -> str:
    """To an incident over this telling and the others of the same problem, chosen already."""
    same = [told.pk, *(one.pk for one in others if one.problem == told.problem)]
    facts = {"subject_id": told.subject_id, "problem": told.problem, "urgent": told.urgency == "urgent"}
    return _raise(facts | {"matters": same})


@officers
@require_GET
def like(request: Request, pk: int) -> HttpResponseBase:
    """Complaints that tell the same matter or one like it, each with the reasons and points."""
    about = get_object_or_404(Proceeding, pk=pk)
    told = queries.likeness.told(pk)
    if told is None:
        raise Http404
    found = queries.likeness.related(pk)
    others = queries.likeness.about_the_same(told, [one.proceeding_id for one in found])
    rows = Proceeding.objects.in_bulk([*(one.proceeding_id for one in found), *(one.pk for one in others)])
    context = {
        "title": _("Complaints like %(number)s") % {"number": about.number},
        "about": about,
        "told": told,
        "rows": [{"found": one, "p": rows[one.proceeding_id]} for one in found],
        "others": [
            {"p": rows[one.pk], "problem": problem_called(one.problem), "same": one.problem == told.problem}
            for one in others
        ],
        "raise": _raise_of(told, others) if len(others) > 1 else "",
        "incident": queries.incidents.of_matter(pk),
    }
    return render(request, "consumer/like.html", context)


@officers
@require_GET
def environment(request: Request) -> HttpResponseBase:
    """The index of each county, city or trade over a span with the parts it is made of; the same as a file."""
    by, days = request.GET.get("by", ""), request.GET.get("days", "")
    by = by if by in GROUPS else "place"
    span = int(days) if days in map(str, SPANS) else 365
    today, place = timezone.localdate(), place_of(request)
    rows = queries.environment.environment(place, today - timedelta(days=span), today, by)
    if request.GET.get("as") == "csv":
        return export.table(f"environment-{place}-{by}", *_as_lines(rows, by))
    context = {
        "title": _("Consumer environment index"),
        "place": divisions.names().get(place, place),
        "code": place,
        "by": by,
        "ways": list(GROUPS.items()),
        "span": span,
        "spans": SPANS,
        "parts": list(PARTS.items()),
        "rows": [row | {"by": {part.key: part for part in row["index"].parts}} for row in rows],
    }
    return render(request, "consumer/environment.html", context)


def _as_lines(rows: list[dict[str, Any]], by: str) -> tuple[list[str], list[list[Any]]]:
    head = [str(GROUPS[by]), _("Index"), *(str(label) for label in PARTS.values()), _("Complaints")]
    lines = []
    for row in rows:
        parts = {part.key: part.points for part in row["index"].parts}
        lines.append([row["name"], row["index"].points, *(parts.get(key) for key in PARTS), row["complaints"]])
    return head, lines


urlpatterns = [
    path("consumer/signals/", rising, name="signals"),
    path("consumer/like/<int:pk>/", like, name="like"),
    path("consumer/environment/", environment, name="environment"),
]
