"""How a campaign stands, lists in force, what commissions have resolved. Acts have endpoints of their own."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema

from hengjian.api.auth import READ
from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import Campaign, Commission, SelfCheckRound
from hengjian.apps.planning.procedures.campaigns import FIRST, LOOK_BACK
from hengjian.kernel.refusal import not_found

router = Router()
Key = Path(..., ge=1, lt=2**63)
NOT_READ = "It was not read."


class CountsOut(Schema):
    listed: int
    checked: int
    found: int
    mended: int
    cased: int


class OfficeOut(Schema):
    code: str
    name: str
    counts: CountsOut
    task: str | None
    due_on: date | None


class CampaignOut(Schema):
    id: int
    number: str
    title: str
    state: str
    list_hash: str
    total: CountsOut
    offices: list[OfficeOut]


class ListOut(Schema):
    number: str
    kind: str
    title: str
    code: str
    lines: list[dict[str, str]]


class RoundOut(Schema):
    number: str
    state: str
    due_on: date
    asked: int
    answered: int
    in_time: int
    overdue: int
    met: int
    unmet: int
    cleared: int
    pursued: int


class ResolutionOut(Schema):
    number: str
    what: str
    owner: str
    due_on: date
    due: datetime | None
    state: str
    missed: bool
    reminders: int
    talks: int


@router.get("/campaigns/{int:id}", response=CampaignOut, auth=READ, operation_id="planning_campaign_standing")
def campaign(request: HttpRequest, id: int = Key, round: int = Query(FIRST, ge=FIRST, le=LOOK_BACK)) -> Any:
    """The counts of a round, live, in all and by authority, within what the key may see."""
    row = Campaign.objects.filter(pk=id).first()
    if row is None:
        raise not_found(NOT_READ)
    found = queries.campaign_lines(row.pk, row.number, round)
    offices = queries.by_office(found, [task for task in queries.tasks_of(row.pk) if task.nth == round])
    total: dict[str, int] = dict.fromkeys(CountsOut.model_fields, 0)
    for one in offices:
        total = {name: n + one.counts.facts[name] for name, n in total.items()}
    return {
        "id": row.pk, "number": row.number, "title": row.title, "state": row.state, "list_hash": row.list_hash, "total": total,
        "offices": [
            {"code": one.code, "name": one.name, "counts": one.counts.facts, "task": one.task.state if one.task else None,
             "due_on": one.task.due_on if one.task else None}
            for one in offices
        ],
    }  # fmt: skip


@router.get("/responsibility-lists", response=list[ListOut], auth=None, operation_id="planning_responsibility_lists")
def lists(request: HttpRequest, kind: str = Query("", max_length=40)) -> Any:
    """Responsibility lists in force, each line with its article. Open to everybody."""
    rows = queries.published_lists()
    rows = rows.filter(body__list_kind=kind) if kind else rows
    return [
        {
            "number": d.body["number"],
            "kind": d.body["list_kind"],
            "title": d.title,
            "code": d.code,
            "lines": d.body["lines"],
        }
        for d in rows[:200]
    ]


@router.get("/self-check-rounds/{int:id}", response=RoundOut, auth=READ, operation_id="planning_self_check_round")
def self_check_round(request: HttpRequest, id: int = Key) -> Any:
    """A round of self-checks in numbers."""
    row = SelfCheckRound.objects.filter(pk=id).first()
    if row is None:
        raise not_found(NOT_READ)
    return {"number": row.number, "state": row.state, "due_on": row.due_on, **vars(queries.round_counts(id))}


@router.get(
    "/commissions/{int:id}/resolutions", response=list[ResolutionOut], auth=READ, operation_id="planning_resolutions"
)
def resolutions(request: HttpRequest, id: int = Key) -> Any:
    """What a commission has resolved, open ones first."""
    if not Commission.objects.filter(pk=id).exists():
        raise not_found(NOT_READ)
    return [
        {"number": r.number, "what": r.what, "owner": r.owner, "due_on": r.due_on, "due": r.due, "state": r.state,
         "missed": r.missed, "reminders": len(r.reminders), "talks": len(r.talks)}
        for r in queries.resolutions_of(id)[:500]
    ]  # fmt: skip
