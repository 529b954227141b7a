"""Tasks of plans within what a key may see, and the published reports, for programs."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hengjian.api.auth import READ
from hengjian.apps.planning import queries

router = Router()
MOST = 500


class PlanTaskOut(Schema):
    id: int
    number: str
    plan_key: str
    chapter: str
    place: str
    title: str
    code: str
    partners: list[str]
    starts_on: date | None
    ends_on: date | None
    next_due: date | None
    milestones: list[dict[str, str]]
    waits_for: list[int]
    budget: int | None
    spent: int
    progress: int
    score: int | None
    state: str


class PlanReportOut(Schema):
    id: int
    title: str
    plan: str
    kind: str
    as_of: date
    targets: int
    reached: int
    missed: int
    url: str


@router.get("/tasks", response=list[PlanTaskOut], auth=READ, operation_id="planning_tasks")
def tasks(request: HttpRequest, plan: str = Query("", max_length=60)) -> Any:
    """Tasks, of one plan or of all, at most five hundred, in the order in which they were set; money in fen."""
    return list(queries.tasks.tasks_of(plan)[:MOST])


@router.get("/reports", response=list[PlanReportOut], auth=None, operation_id="planning_reports")
def reports(request: HttpRequest, plan: str = Query("", max_length=60)) -> Any:
    """Published reports, the newest first, with the address of each signed file."""
    rows = queries.reporting.published(plan)[:MOST]
    return [
        {**{name: row.body[name] for name in ("plan", "kind", "as_of", "targets", "reached", "missed")},
         "id": row.pk, "title": row.title, "url": f"/plan-reports/signed/{row.pk}.pdf"}
        for row in rows
    ]  # fmt: skip
