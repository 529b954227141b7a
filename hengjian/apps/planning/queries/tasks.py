"""Reads of the tasks of plans: by plan and place, what is due, how they lie in time, what money they took."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from hengjian.apps.planning.procedures import PlanTask
from hengjian.kernel.divisions import bounds
from hengjian.kernel.models import Authority


def tasks_of(plan: str = "", code: str = "") -> QuerySet[PlanTask]:
    """Tasks of a plan or of all, of the authorities at or below a place, in the order in which they were set."""
    rows = PlanTask.objects.filter(plan_key=plan) if plan else PlanTask.objects.all()
    if code:
        lo, hi = bounds(code)
        rows = rows.filter(code__gte=lo, code__lt=hi)
    return rows.order_by("pk")


def to_watch(today: date, near: int) -> list[int]:
    """Open tasks that became overdue and are not supervised yet, and those due in exactly so many days."""
    soon = today + timedelta(days=near)
    rows = PlanTask.objects.filter(state="running").filter(Q(next_due__lt=today, supervised=False) | Q(next_due=soon))
    return list(rows.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class Chapter:
    """Tasks of one chapter in figures: how many, done, late; and money in fen."""

    name: str
    total: int
    done: int
    late: int
    budget: int
    spent: int


def chapters(rows: Iterable[PlanTask], today: date) -> list[Chapter]:
    """The tasks by chapter, in the order in which the chapters come."""
    found: dict[str, list[PlanTask]] = {}
    for row in rows:
        if row.state != "dropped":
            found.setdefault(row.chapter, []).append(row)
    return [
        Chapter(
            name,
            len(tasks),
            sum(t.state == "done" for t in tasks),
            sum(is_late(t, today) for t in tasks),
            sum(t.budget or 0 for t in tasks),
            sum(t.spent for t in tasks),
        )
        for name, tasks in found.items()
    ]


def is_late(task: PlanTask, today: date) -> bool:
    """Still under way, and a milestone or the end is over; what waits for confirmation is not late."""
    return task.state == "running" and task.next_due is not None and task.next_due < today


def owners(codes: Iterable[str]) -> dict[str, str]:
    """Names of the authorities by code."""
    return dict(Authority.objects.filter(pk__in=set(codes)).values_list("pk", "name"))


def money(rows: QuerySet[PlanTask]) -> dict[str, Any]:
    """Budget and what was spent of it, in fen, of the tasks that have a budget."""
    return rows.filter(budget__isnull=False).aggregate(budget=Sum("budget"), spent=Sum("spent"))
