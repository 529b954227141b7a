"""A commission at a glance: members with their duties, meetings, and what they resolved, the overdue first."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import Commission, JointMeeting, Resolution
from hengjian.kernel.procedure import Procedure
from hengjian.web.access import Request, officers
from hengjian.web.proceeding import invite

MEETINGS, RESOLUTIONS = 20, 100


@invite
def to_commission(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a commission, its meetings and resolutions to the whole of it; from a meeting that was held to a resolution."""
    if request.principal.kind != "officer":
        return None
    if isinstance(row, JointMeeting) and row.state == "conducted":
        return _("Enter what was resolved"), f"/start/planning.resolution/resolve/?meeting={row.pk}"
    if isinstance(row, Commission):
        return _("Meetings and resolutions"), f"/commissions/{row.pk}/"
    if isinstance(row, JointMeeting | Resolution):
        return _("Meetings and resolutions"), f"/commissions/{row.commission_id}/"
    return None


@officers
@require_GET
def commission(request: Request, pk: int) -> HttpResponseBase:
    """One commission within what the officer may see; the chair finds what is overdue on top."""
    row = Commission.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    now = timezone.now()
    resolved = list(queries.resolutions_of(pk)[:RESOLUTIONS])
    still = [one for one in resolved if one.closed_at is None]
    late = [one for one in still if one.due and one.due < now]
    owned: dict[str, list[Resolution]] = {}
    for one in resolved:
        owned.setdefault(one.owner, []).append(one)
    context = {
        "title": row.title,
        "c": row,
        "mine": request.principal.officer_id == row.chair_id,
        "members": [_member(one, owned.get(one["name"], []), now) for one in row.members],
        "meetings": list(queries.meetings_of(pk)[:MEETINGS]),
        "late": late,
        "rest": [one for one in still if one not in late],
        "done": [one for one in resolved if one.closed_at is not None],
    }
    return render(request, "planning/commission.html", context)


def _member(one: dict[str, str], owned: list[Resolution], now: Any) -> dict[str, Any]:
    still = [r for r in owned if r.closed_at is None]
    return {"m": one, "open": len(still), "late": sum(bool(r.due and r.due < now) for r in still), "all": len(owned)}


urlpatterns = [path("commissions/<int:pk>/", commission, name="commission")]
