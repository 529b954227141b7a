"""The annual plan: drafted, published in advance, adjusted by a new edition that says why."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.models import PlannedTask
from hengjian.apps.inspection.procedures import Draw, InspectionPlan
from hengjian.apps.inspection.queries import facts_of
from hengjian.apps.inspection.rules import planning
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict, Incomplete

ARTICLE = "double_random_state_council"
FIRST, LAST = 2026, 2100


class PlanDraft(Given):
    year: int = ask(gettext_lazy("Year"), kind="number", at_least=FIRST, at_most=LAST)
    cap: int = ask(
        gettext_lazy("Visits to one enterprise in a year, at most; 0: as the law says"),
        kind="number",
        default=0,
        at_least=0,
        at_most=12,
    )


class TaskLine(Given):
    title: str = ask(gettext_lazy("Task"), at_least=4, at_most=120)
    items: list[str] = ask(gettext_lazy("Inspection items"), kind="inspection_item")
    partners: str = ask(
        gettext_lazy("Other departments of a joint inspection"),
        default="",
        at_most=200,
        help=gettext_lazy("Separated by commas. Items that concern safety cannot be inspected jointly."),
    )
    way: str = ask(gettext_lazy("Way"), choices=PlannedTask.WAYS, default="random")
    word: str = ask(gettext_lazy("Word of the business scope, or tag of the roster"), default="", at_most=40)
    share: int | None = ask(
        gettext_lazy("Percent to draw; empty: the ratios of the items"),
        kind="number",
        default=None,
        at_least=1,
        at_most=100,
    )
    since_month: int = ask(gettext_lazy("From month"), kind="number", at_least=1, at_most=12)
    until_month: int = ask(gettext_lazy("To month"), kind="number", at_least=1, at_most=12)


class TaskDropped(Given):
    position: int = ask(gettext_lazy("Number of the task"), kind="number", at_least=1)
    reason: str = ask(gettext_lazy("Reason"), at_most=300)


class PlanAdjusted(Given):
    reason: str = ask(gettext_lazy("Why the published plan is adjusted"), lines=3, at_most=500)


@act(None, InspectionPlan.drafted, by=Role.HANDLER, label=gettext_lazy("Draft the annual plan"))
def draft(row: InspectionPlan, given: PlanDraft, on: Occasion) -> None:
    """Begin the plan of a year."""
    if InspectionPlan.objects.filter(code=row.code, year=given.year, closed_at=None).exists():
        raise Conflict(
            _("No plan was drafted."),
            fact=_("There is a plan for this year already."),
            article=on.law.cite(ARTICLE),
            remedy=_("Adjust that one."),
        )
    row.year, row.title = given.year, f"{given.year}年度抽查工作计划"
    row.cap = given.cap or on.law.value("inspection.yearly_cap").amount


@act(
    (InspectionPlan.drafted, InspectionPlan.adjusting),
    None,
    by=Role.HANDLER,
    label=gettext_lazy("Add a task"),
)
def add_task(row: InspectionPlan, given: TaskLine, on: Occasion) -> None:
    """Add a task: its items, whether joint, of whom, how many and when."""
    items, unknown = facts_of(given.items)
    partners = [p.strip() for p in given.partners.replace("，", ",").replace("、", ",").split(",") if p.strip()]
    months = (given.since_month, given.until_month)
    planning.task(items, unknown, bool(partners), months, on.law).require(_("The task was not added."))
    if given.way == "directed" and not given.word:
        raise Incomplete(
            _("The task was not added."), fields={"word": _("Say which field the inspection is directed at.")}
        )
    task: dict[str, Any] = given.model_dump() | {"partners": partners}
    row.tasks = [*row.tasks, task]
    on.note = given.title


@act((InspectionPlan.drafted, InspectionPlan.adjusting), None, by=Role.HANDLER, label=gettext_lazy("Take a task out"))
def drop_task(row: InspectionPlan, given: TaskDropped, on: Occasion) -> None:
    """Take a task out of the plan; its number is not used again."""
    what = _("No task was taken out.")
    if given.position > len(row.tasks) or row.tasks[given.position - 1].get("dropped"):
        raise Incomplete(what, fields={"position": _("There is no such task.")})
    if Draw.objects.filter(task__plan_id=row.pk, task__position=given.position).exclude(state="void").exists():
        raise Conflict(what, fact=_("A draw of this task has been prepared."), remedy=_("Give the draw up first."))
    row.tasks = [
        {**task, "dropped": given.reason} if n == given.position else task for n, task in enumerate(row.tasks, 1)
    ]
    on.note = f"{given.position}：{given.reason}"


@act(
    (InspectionPlan.drafted, InspectionPlan.adjusting),
    InspectionPlan.published,
    by=(Role.HEAD, Role.APPROVER),
    label=gettext_lazy("Publish the plan"),
    basis=ARTICLE,
    discloses="inspection_plan",
    apart_from="draft",
)
def publish(row: InspectionPlan, given: Nothing, on: Occasion) -> None:
    """Published in advance; only what stands in it can be drawn."""
    kept = [(n, task) for n, task in enumerate(row.tasks, 1) if not task.get("dropped")]
    if not kept:
        raise Incomplete(_("The plan was not published."), fact=_("It has no task."), remedy=_("Add a task."))
    row.edition += 1
    known = dict(PlannedTask.objects.filter(plan_id=row.pk).values_list("position", "pk"))
    for position, task in kept:
        values = {
            name: task[name]
            for name in ("title", "items", "partners", "way", "word", "share", "since_month", "until_month")
        }
        if position not in known:
            PlannedTask.objects.create(
                plan_id=row.pk, plan_number=row.number, code=row.code, year=row.year, position=position, cap=row.cap,
                published_at=on.at, act_id=on.act_id, synthetic=row.synthetic, **values,
            )  # fmt: skip
    gone = [pk for position, pk in known.items() if position not in dict(kept)]
    PlannedTask.objects.filter(pk__in=gone, withdrawn_at=None).update(withdrawn_at=on.at)
    lines = "；".join(f"{n}. {task['title']}（{task['since_month']}—{task['until_month']}月）" for n, task in kept)
    body = {"name": row.title, "number": row.number, "content": lines}
    on.note = _("Edition %(n)d, %(tasks)d tasks") % {"n": row.edition, "tasks": len(kept)}
    on.disclose("inspection_plan", f"{row.year}年度抽查工作计划（第{row.edition}版）", on.law.cite(ARTICLE), body)


@act(
    InspectionPlan.published,
    InspectionPlan.adjusting,
    by=(Role.HEAD, Role.APPROVER),
    label=gettext_lazy("Adjust the plan"),
    favourable=False,
)
def adjust(row: InspectionPlan, given: PlanAdjusted, on: Occasion) -> None:
    """Open the published plan for changes; the edition in force stays published until the next one."""
    on.note = given.reason


@act(
    InspectionPlan.published, InspectionPlan.closed, by=(Role.HEAD, Role.APPROVER), label=gettext_lazy("Close the plan")
)
def close(row: InspectionPlan, given: Nothing, on: Occasion) -> None:
    """Close the plan of a year that is over; what is left of it is not drawn any more."""
    PlannedTask.objects.filter(plan_id=row.pk, withdrawn_at=None).update(withdrawn_at=on.at)
