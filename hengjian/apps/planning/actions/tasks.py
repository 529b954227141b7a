"""Tasks of a plan: set, reported, said to be done, confirmed by another person; what is late is supervised."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.procedures import PlanTask
from hengjian.apps.planning.queries.plans import plan_named
from hengjian.apps.planning.rules import tasks as rules
from hengjian.kernel import generic
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.refusal import Conflict, Incomplete

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD, Role.SUPERVISOR)
WHOLE = 100


class MilestoneLine(Given):
    title: str = ask(gettext_lazy("Milestone"), at_least=2, at_most=120)
    due: date = ask(gettext_lazy("Due on"), kind="date")


class PlanTaskOrder(Given):
    plan: str = ask(gettext_lazy("Plan"), kind="plan_key")
    chapter: str = ask(gettext_lazy("Chapter"), at_least=1, at_most=60)
    place: str = ask(gettext_lazy("Place in the text"), default="", at_most=80)
    title: str = ask(gettext_lazy("Task"), at_least=4, at_most=120)
    what: str = ask(gettext_lazy("What is to be done"), lines=4, at_least=4, at_most=1000)
    authority: str = ask(gettext_lazy("Responsible authority"), kind="authority")
    partners: str = ask(
        gettext_lazy("Also responsible"), default="", at_most=300, help=gettext_lazy("Separated by commas.")
    )
    starts_on: date = ask(gettext_lazy("From"), kind="date")
    ends_on: date = ask(gettext_lazy("Until"), kind="date")
    milestones: list[MilestoneLine] = ask(gettext_lazy("Milestones"), default=[], at_most=20)
    waits_for: list[int] = ask(gettext_lazy("Waits for"), kind="plan_task", default=[])
    budget: Decimal | None = ask(gettext_lazy("Budget"), kind="money", default=None, at_least=0, at_most=10**12)


class PlanTaskProgress(Given):
    told: str = ask(gettext_lazy("What was done"), lines=4, at_least=4, at_most=1000)
    progress: int = ask(gettext_lazy("Progress in per cent"), kind="number", at_least=0, at_most=WHOLE)
    reached: list[int] = ask(gettext_lazy("Milestones reached"), kind="plan_milestone", default=[])
    spent: Decimal | None = ask(
        gettext_lazy("Spent in all until now"), kind="money", default=None, at_least=0, at_most=10**12
    )
    evidence: str = ask(gettext_lazy("Evidence"), kind="file", default="")


class PlanTaskClaim(Given):
    result: str = ask(gettext_lazy("Result"), lines=4, at_least=4, at_most=1000)
    evidence: str = ask(gettext_lazy("Evidence"), kind="file", default="")


class PlanTaskVerdict(Given):
    score: int = ask(gettext_lazy("Performance score"), kind="number", at_least=0, at_most=WHOLE)
    opinion: str = ask(gettext_lazy("Opinion"), lines=3, at_least=4, at_most=1000)


class PlanTaskReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class PlanTaskLater(Given):
    ends_on: date = ask(gettext_lazy("Until"), kind="date")
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class PlanTaskBefore(Given):
    waits_for: list[int] = ask(gettext_lazy("Waits for"), kind="plan_task", default=[])


@act(None, PlanTask.running, by=STAFF, label=gettext_lazy("Set a task of a plan"), basis="unified_planning_opinion")
def set_task(row: PlanTask, given: PlanTaskOrder, on: Occasion) -> None:
    """What the text orders becomes a task of one authority, with its days."""
    what = _("The task was not set.")
    plan = plan_named(given.plan)
    if plan is None:
        raise Incomplete(what, fields={"plan": _("There is no such plan.")})
    owner = Authority.objects.filter(pk=given.authority).first()
    if owner is None or not on.principal.sees(owner.pk):
        raise Incomplete(what, fields={"authority": _("Choose an authority in your range.")})
    steps = [rules.Step(one.title, one.due) for one in given.milestones]
    rules.in_order(given.starts_on, given.ends_on, steps, on.law).require(what)
    row.waits_for = _known(given.waits_for, plan.key, what)
    row.code, row.plan_key, row.title = owner.pk, plan.key, given.title
    for name in ("chapter", "place", "what", "starts_on", "ends_on"):
        setattr(row, name, getattr(given, name))
    row.partners = [one for one in given.partners.replace("，", ",").replace("、", ",").split(",") if one.strip()]
    row.budget = None if given.budget is None else _fen(given.budget)
    row.milestones = [{"title": one.title, "due": one.due.isoformat(), "done": ""} for one in steps]
    row.next_due = rules.next_due(steps, given.ends_on)
    on.note = owner.name


def _known(asked: list[int], plan: str, what: str) -> list[int]:
    """The tasks of the plan by these ids; one that is not of it is refused."""
    known = set(PlanTask.objects.filter(pk__in=asked, plan_key=plan).values_list("pk", flat=True))
    if known != set(asked):
        raise Incomplete(what, fields={"waits_for": _("There is no such task in this plan.")})
    return sorted(known)


def _fen(yuan: Decimal) -> int:
    return int((yuan * 100).to_integral_value())


@act(PlanTask.running, None, by=STAFF, label=gettext_lazy("Report progress"))
def report_progress(row: PlanTask, given: PlanTaskProgress, on: Occasion) -> None:
    """By the responsible authority, with what proves it."""
    what = _("Progress was not reported.")
    spent = row.spent if given.spent is None else _fen(given.spent)
    if spent < row.spent:
        raise Incomplete(what, fields={"spent": _("Less than was reported before; what was spent is told in all.")})
    if not set(given.reached) <= set(range(1, len(row.milestones) + 1)):
        raise Incomplete(what, fields={"reached": _("There is no such milestone in this task.")})
    row.milestones = [
        {**one, "done": one["done"] or (on.day.isoformat() if n in given.reached else "")}
        for n, one in enumerate(row.milestones, 1)
    ]
    row.told, row.told_on, row.progress, row.spent = given.told, on.day, given.progress, spent
    row.next_due = rules.next_due(row.steps, row.ends_on or on.day)
    if row.next_due >= on.day:
        row.supervised = False
    on.keep_sent(given.evidence, _("Evidence of progress"))
    on.note = given.told


@act(PlanTask.running, PlanTask.claimed, by=STAFF, label=gettext_lazy("Say that it is done"))
def claim_done(row: PlanTask, given: PlanTaskClaim, on: Occasion) -> None:
    """All milestones reached, and nothing that it waits for is open."""
    what = _("The task was not said to be done.")
    missing = [step.title for step in row.steps if step.done_on is None]
    if missing:
        raise Conflict(what, fact=_("Not reached yet: %(names)s") % {"names": "、".join(missing)})
    before = PlanTask.objects.filter(pk__in=row.waits_for, closed_at=None).values_list("title", flat=True)
    if before:
        raise Conflict(what, fact=_("It waits for a task that is open: %(names)s") % {"names": "、".join(before)})
    row.told, row.told_on = given.result, on.day
    on.keep_sent(given.evidence, _("Evidence of the result"))
    on.note = given.result


@act(
    PlanTask.claimed,
    PlanTask.done,
    by=LEADERS,
    label=gettext_lazy("Confirm and score"),
    apart_from=("report_progress", "claim_done"),
)
def confirm_done(row: PlanTask, given: PlanTaskVerdict, on: Occasion) -> None:
    """Another person looks at the evidence and scores the performance (R4)."""
    row.progress, row.score, row.opinion, row.supervised = WHOLE, given.score, given.opinion, False
    on.note = given.opinion


@act(
    PlanTask.claimed,
    PlanTask.running,
    by=LEADERS,
    label=gettext_lazy("Not done yet"),
    apart_from=("report_progress", "claim_done"),
    favourable=False,
)
def not_done(row: PlanTask, given: PlanTaskReason, on: Occasion) -> None:
    """Back to the responsible authority, with what is missing."""
    on.note = given.reason


@act(PlanTask.running, None, by=LEADERS, label=gettext_lazy("Move the end"))
def move_end(row: PlanTask, given: PlanTaskLater, on: Occasion) -> None:
    """A later or an earlier end, with its reason; what was planned before stays on record."""
    steps = row.steps
    rules.in_order(row.starts_on or on.day, given.ends_on, steps, on.law).require(_("The end was not moved."))
    on.note = f"{row.ends_on} → {given.ends_on}：{given.reason}"
    row.ends_on, row.next_due = given.ends_on, rules.next_due(steps, given.ends_on)
    if row.next_due >= on.day:
        row.supervised = False


@act(PlanTask.running, None, by=STAFF, label=gettext_lazy("Say what it waits for"))
def link_task(row: PlanTask, given: PlanTaskBefore, on: Occasion) -> None:
    """Tasks of the same plan that must be done before; none may come to wait for itself."""
    what = _("Nothing was linked.")
    waits_for = _known(given.waits_for, row.plan_key, what)
    links = dict(PlanTask.objects.filter(plan_key=row.plan_key).values_list("pk", "waits_for"))
    way = rules.circle(links, row.pk, waits_for)
    if way:
        names = dict(PlanTask.objects.filter(pk__in=way).values_list("pk", "title"))
        told = " → ".join([row.title, *(names[pk] for pk in way)])
        raise Conflict(what, fact=_("The task would wait for itself: %(way)s") % {"way": told})
    row.waits_for = waits_for


@act(
    (PlanTask.running, PlanTask.claimed),
    PlanTask.dropped,
    by=LEADERS,
    label=gettext_lazy("Drop the task"),
    favourable=False,
)
def drop_task(row: PlanTask, given: PlanTaskReason, on: Occasion) -> None:
    """What the plan no longer asks for, with its reason."""
    on.note = given.reason


@act(PlanTask.running, None, by=CLOCK, label=gettext_lazy("Look at the day"), internal=True)
def watch_task(row: PlanTask, given: Nothing, on: Occasion) -> None:
    """Overdue: put under supervision. Soon due: the handling officer is reminded."""
    due = row.next_due or on.day
    if due < on.day and not row.supervised:
        generic.supervise(row, generic.Reason(reason=_("Overdue since %(day)s") % {"day": due}), on)
        return
    on.note = _("Due on %(day)s") % {"day": due}
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("Due on %(day)s: %(title)s") % {"day": due, "title": row.title})
