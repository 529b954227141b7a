"""What the forms offer: plans, tasks of a plan, its milestones, texts of a report."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.planning.procedures import PlanReport, PlanTask
from hengjian.apps.planning.queries.plans import plans_by_key
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with

Choices = list[tuple[str, str]]
MOST = 200


def _plans(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(one.key, one.title) for one in plans_by_key().values()]


def _tasks(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    rows = PlanTask.objects.exclude(state="dropped").order_by("plan_key", "chapter", "pk")
    if isinstance(about, PlanTask) and about.pk:
        rows = rows.filter(plan_key=about.plan_key).exclude(pk=about.pk)
    elif values.get("plan"):
        rows = rows.filter(plan_key=str(values["plan"])[:60])
    return [(str(row.pk), f"{row.chapter}　{row.title}") for row in rows[:MOST]]


def _milestones(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, PlanTask):
        return []
    return [(str(n), f"{step.due} {step.title}") for n, step in enumerate(about.steps, 1) if step.done_on is None]


def _sections(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(one["key"], one["title"]) for one in about.sections] if isinstance(about, PlanReport) else []


choose_with("plan_key", _plans)
choose_with("plan_task", _tasks)
choose_with("plan_milestone", _milestones)
choose_with("report_section", _sections)
