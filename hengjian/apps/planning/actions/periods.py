"""Drafting a plan period, replacing its table, adopting it by a second person, ending it."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.catalogue import joined
from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.models.plans import ADDS, BETTER, COMPARISONS, NATURES
from hengjian.apps.planning.procedures import PlanPeriod
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict, Incomplete

ARTICLE = "unified_planning_opinion"
FIRST, LAST, LONGEST = 2000, 2100, 15
LEADERS = (Role.HEAD, Role.APPROVER, Role.SUPERVISOR)


class PlanLine(Given):
    name: str = ask(gettext_lazy("Indicator"), at_most=120)
    unit: str = ask(gettext_lazy("Unit"), default="", at_most=20)
    baseline: Decimal | None = ask(gettext_lazy("Baseline"), kind="number", default=None)
    target: Decimal = ask(gettext_lazy("Target"), kind="number")
    target_text: str = ask(gettext_lazy("Target as printed"), default="", at_most=80)
    comparison: str = ask(gettext_lazy("To be"), choices=COMPARISONS, default="ge")
    better: str = ask(gettext_lazy("Direction"), choices=BETTER, default="up")
    nature: str = ask(gettext_lazy("Nature"), choices=NATURES, default="unstated")
    group: str = ask(gettext_lazy("Group"), default="", at_most=60)
    adds: str = ask(gettext_lazy("Places below"), choices=ADDS, default="each")
    place: str = ask(gettext_lazy("Place in the text"), default="", at_most=80)
    key: str = ask(gettext_lazy("Key"), default="", at_most=80)
    ref: str = ask(gettext_lazy("Number in the table"), default="", at_most=12)
    milestones: str = ask(
        gettext_lazy("Milestones, such as 2028:85;2029:90"),
        default="",
        at_most=200,
        pattern=r"^(20\d\d:\d+(\.\d+)?(;|$))*$",
    )


class PeriodDraft(Given):
    plan_title: str = ask(gettext_lazy("Plan"), at_least=4, at_most=120)
    since: int = ask(gettext_lazy("From year"), kind="number", at_least=FIRST, at_most=LAST)
    until: int = ask(gettext_lazy("To year"), kind="number", at_least=FIRST, at_most=LAST)
    source: str = ask(gettext_lazy("Document of the plan"), default="", at_most=120)
    lines: list[PlanLine] = ask(gettext_lazy("Indicators"))


class PeriodTable(Given):
    lines: list[PlanLine] = ask(gettext_lazy("Indicators"))


class PeriodReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(None, PlanPeriod.drafted, by=(Role.HANDLER, *LEADERS), label=gettext_lazy("Draft a plan period"))
def draft_plan(row: PlanPeriod, given: PeriodDraft, on: Occasion) -> None:
    """Enter a plan with its indicator table."""
    what = _("No plan was drafted.")
    if not given.since <= given.until < given.since + LONGEST:
        raise Incomplete(what, fields={"until": _("The plan ends with or after its first year, within fifteen years.")})
    row.plan_key = f"{row.code}-{given.since}-{given.until}"
    if Plan.objects.filter(key=row.plan_key).exists():
        raise Conflict(
            what,
            fact=_("There is a plan of this place for these years already."),
            article=on.law.cite(ARTICLE),
            remedy=_("Change that one, or choose other years."),
        )
    row.plan_title, row.since, row.until, row.source = given.plan_title, given.since, given.until, given.source
    row.title = given.plan_title
    row.lines = _lines(given.lines, given.since, given.until, what)


def _milestones(line: PlanLine) -> dict[str, str]:
    """Year → value."""
    return dict(part.split(":") for part in line.milestones.split(";") if part)  # type: ignore[misc]


@act(PlanPeriod.drafted, None, by=(Role.HANDLER, *LEADERS), label=gettext_lazy("Replace the table"))
def replace_table(row: PlanPeriod, given: PeriodTable, on: Occasion) -> None:
    """Another table in the place of the draft's."""
    row.lines = _lines(given.lines, row.since, row.until, _("The table was not replaced."))
    on.note = _("%(count)d indicators") % {"count": len(row.lines)}


def _lines(lines: list[PlanLine], since: int, until: int, what: str) -> list[dict[str, Any]]:
    """The lines as they are kept. Each fault is told beside its line; nothing is kept if there is one."""
    if not lines:
        raise Incomplete(what, fields={"lines": _("A plan has at least one indicator.")})
    faults: dict[str, str] = {}
    seen: set[str] = set()
    for at, line in enumerate(lines):
        if line.name in seen:
            faults[f"lines.{at}.name"] = _("This stands in the table twice.")
        seen.add(line.name)
        if any(not since <= int(year) < until for year in _milestones(line)):
            faults[f"lines.{at}.milestones"] = _("A milestone lies within the years of the plan.")
    if faults:
        raise Incomplete(what, fact=_("%(n)d rows cannot be taken.") % {"n": len(faults)}, fields=faults)
    return [
        line.model_dump(mode="json") | {
            "ref": line.ref or f"T{n}", "key": line.key or f"indicator_{n}", "target_text": line.target_text or str(line.target),
            "milestones": _milestones(line),
        }
        for n, line in enumerate(lines, 1)
    ]  # fmt: skip


@act(
    PlanPeriod.drafted,
    PlanPeriod.adopted,
    by=LEADERS,
    label=gettext_lazy("Adopt the plan"),
    basis=ARTICLE,
    discloses="plan_adopted",
    apart_from={"draft_plan", "replace_table"},
)
def adopt_plan(row: PlanPeriod, given: Nothing, on: Occasion) -> None:
    """From now on it is in force: it has a public page, its values are asked for, its targets can be handed down."""
    if Plan.objects.filter(key=row.plan_key).exists():
        raise Conflict(_("The plan was not adopted."), fact=_("A plan of this place for these years is in force."))
    plan = Plan.objects.create(
        key=row.plan_key, title=row.plan_title, code=row.code, since=row.since, until=row.until, source=row.source,
        issued_on=on.day, act_id=on.act_id, synthetic=row.synthetic,
    )  # fmt: skip
    PlanTarget.objects.bulk_create(target_of(plan, position, line) for position, line in enumerate(row.lines, 1))
    words = "；".join(f"{n}. {line['name']}：{line['target_text']}" for n, line in enumerate(row.lines, 1))
    body = {"name": row.plan_title, "number": row.number, "content": words, "plan": row.plan_key}
    on.disclose("plan_adopted", row.plan_title, on.law.cite(ARTICLE), body)


def target_of(plan: Plan, position: int, line: dict[str, Any], parent: PlanTarget | None = None) -> PlanTarget:
    """A kept line as a target of a plan in force."""
    same = ("ref", "key", "name", "unit", "target_text", "comparison", "better", "nature", "group", "adds", "place")
    return PlanTarget(
        plan=plan, code=plan.code, position=position, due=plan.until, parent=parent,
        baseline=None if line["baseline"] is None else Decimal(line["baseline"]), target=Decimal(line["target"]),
        milestones=line.get("milestones", {}), **{name: line[name] for name in same}, **joined(line["key"]),
    )  # fmt: skip


@act(PlanPeriod.drafted, PlanPeriod.dropped, by=(Role.HANDLER, *LEADERS), label=gettext_lazy("Give the draft up"))
def drop_plan(row: PlanPeriod, given: PeriodReason, on: Occasion) -> None:
    """The draft is not pursued."""
    on.note = given.reason


@act(PlanPeriod.adopted, PlanPeriod.ended, by=LEADERS, label=gettext_lazy("End the plan"))
def end_plan(row: PlanPeriod, given: PeriodReason, on: Occasion) -> None:
    """It is over, or another has replaced it; its page and its values stay."""
    Plan.objects.filter(key=row.plan_key).update(closed_on=on.day)
    on.note = given.reason
