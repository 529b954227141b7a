"""Campaigns: how one stands by authority and subject, its frozen list as a file, what everybody may read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import Campaign, CampaignTask
from hengjian.apps.planning.procedures.campaigns import FIRST, LOOK_BACK, ROUNDS
from hengjian.apps.planning.queries import campaigns as standing
from hengjian.apps.planning.queries import scopes
from hengjian.apps.planning.rules.campaigns import Counts
from hengjian.kernel.models import Disclosure
from hengjian.kernel.procedure import Procedure
from hengjian.web.access import Request, officers, public
from hengjian.web.lights import of as light_of
from hengjian.web.lists import number
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

PAGE = 50
navigation = [Entry("record", gettext_lazy("Campaigns"), "/campaigns/", public=True)]
SHOWN = {
    "open": gettext_lazy("Not looked at"),
    "checked": gettext_lazy("Nothing found"),
    "found": gettext_lazy("To be mended"),
    "mended": gettext_lazy("Mended"),
    "cased": gettext_lazy("Case opened"),
}
TONES = {"open": "", "checked": "ok", "found": "bad", "mended": "ok", "cased": "warn"}


def base_of(request: Request) -> str:
    """Officers see public pages in the office, everybody else in the public frame."""
    return "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html"


@invite
def to_campaign(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From the file of a campaign or a task to how it stands."""
    if request.principal.kind != "officer":
        return None
    if isinstance(row, Campaign):
        return _("How the campaign stands"), f"/campaigns/{row.pk}/"
    if isinstance(row, CampaignTask):
        return _("Subjects of this task"), f"/campaigns/{row.campaign_id}/?round={row.nth}&place={row.code}"
    return None


def _found(pk: int) -> Campaign:
    row = Campaign.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@officers
@require_GET
def campaign(request: Request, pk: int) -> HttpResponseBase:
    """Counts by authority, live; below them the subjects with what led to each outcome."""
    row, nth = _found(pk), LOOK_BACK if request.GET.get("round") == "2" else FIRST
    place, is_ = request.GET.get("place", ""), request.GET.get("is", "")
    found = queries.campaign_lines(row.pk, row.number, nth)
    tasks = queries.tasks_of(row.pk)
    offices = queries.by_office(found, [task for task in tasks if task.nth == nth])
    shown = [one for one in found if place in ("", one.row.place) and is_ in ("", one.outcome.words)]
    first = min(number(request.GET.get("from"), 0), max(len(shown) - 1, 0))
    total = sum((one.counts for one in offices), Counts())
    context: dict[str, Any] = {
        "title": row.title,
        "c": row,
        "nth": nth,
        "rounds": [(n, label) for n, label in ROUNDS if n == FIRST or row.chosen_again],
        "scope": scopes.Scope.of(row.scope).words,
        "preview": scopes.count(scopes.Scope.of(row.scope), row.code) if row.state == "drafted" else None,
        "offices": [_office(one) for one in offices],
        "total": total,
        "stats": _stats(total),
        "lines": [_line(one) for one in shown[first : first + PAGE]],
        "count": len(shown),
        "more": first + PAGE if len(shown) > first + PAGE else None,
        "place": place,
        "chosen": is_,
        "states": list(SHOWN.items()),
        "late": sum(one.late for one in found),
    }
    return render(request, "planning/campaign.html", context)


def _office(one: standing.OfficeLine) -> dict[str, Any]:
    width = round(240 * one.counts.checked / one.counts.listed) if one.counts.listed else 0
    left = one.counts.listed - one.counts.checked
    return {"o": one, "width": width, "left": left, "late": bool(left) and _late(one.task)}


def _late(task: CampaignTask | None) -> bool:
    return task is not None and task.closed_at is None and light_of(task).tone == "red"


def _stats(total: Counts) -> list[dict[str, Any]]:
    labels = (_("On the list"), _("Subjects checked"), _("Problem found"), _("Mended"), _("Case opened"))
    whole = (0, total.listed, total.checked, total.found, total.found)
    rows = zip(labels, total.facts.values(), whole, strict=True)
    return [{"label": label, "n": n, "of": f"{100 * n / w:.1f}%" if w else ""} for label, n, w in rows]


def _line(one: standing.Line) -> dict[str, Any]:
    words = one.outcome.words
    return {"l": one, "words": SHOWN[words], "tone": TONES[words]}


@officers
@require_GET
def list_file(request: Request, pk: int) -> HttpResponseBase:
    """The frozen list, byte for byte what its hash was taken of."""
    row = _found(pk)
    if not row.list_hash:
        raise Http404
    answer = HttpResponse(standing.file_of(row), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="campaign-{row.pk}.txt"'
    return answer


@public
@require_GET
def published(request: Request) -> HttpResponseBase:
    """Campaigns with their plan and, once closed, their figures; nobody on the list is named."""
    rows = Disclosure.objects.filter(kind__in=("campaign", "campaign_report"), withdrawn_at=None).order_by("-pk")[:200]
    by_number: dict[str, dict[str, Any]] = {}
    for one in rows:
        kept = by_number.setdefault(str(one.body.get("number", one.pk)), {})
        kept["plan" if one.kind == "campaign" else "report"] = one
    found = [one for one in by_number.values() if "plan" in one]
    return render(
        request, "planning/campaigns.html", {"base": base_of(request), "title": _("Campaigns"), "rows": found}
    )


urlpatterns = [
    path("campaigns/", published, name="campaigns"),
    path("campaigns/<int:pk>/", campaign, name="campaign"),
    path("campaigns/<int:pk>/list/", list_file, name="campaign-list"),
]
