"""Following up binding targets that were missed: found by the machine, explained and mended by the place, closed when reached."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.models import PlanTarget
from hengjian.apps.planning.procedures import TargetMiss
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.refusal import Incomplete

from .periods import ARTICLE, LEADERS, PeriodReason

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)


class MissFound(Given):
    target: int = ask(gettext_lazy("Indicator"), kind="number")
    until: date = ask(gettext_lazy("Day"), kind="date")
    value: Decimal = ask(gettext_lazy("Value of the indicator"), kind="number")


class MissExplained(Given):
    why: str = ask(gettext_lazy("Why it was missed"), lines=4, at_least=8, at_most=1000)
    measures: str = ask(gettext_lazy("What will be done"), lines=5, at_least=8, at_most=2000)
    answered_by: str = ask(gettext_lazy("Responsible"), at_most=120)
    reach_by: date = ask(gettext_lazy("To be reached by"), kind="date")


class MissStep(Given):
    done: str = ask(gettext_lazy("What was done"), lines=3, at_least=4, at_most=500)


class MissReached(Given):
    value: Decimal = ask(gettext_lazy("Value of the indicator"), kind="number")
    until: date = ask(gettext_lazy("Day"), kind="date")


@act(None, TargetMiss.asked, by=CLOCK, label=gettext_lazy("Missed target found"), basis=ARTICLE)
def find_miss(row: TargetMiss, given: MissFound, on: Occasion) -> None:
    """A binding target stands below its number on its day; the place is asked why."""
    target = PlanTarget.objects.select_related("plan").get(pk=given.target)
    row.target, row.until, row.value, row.code = target, given.until, given.value, target.code
    row.title = f"{target.plan.title}：{target.name}未达标"[:200]
    row.supervised, row.synthetic = True, target.plan.synthetic


@act(TargetMiss.asked, TargetMiss.mending, by=STAFF, label=gettext_lazy("Explain the miss"))
def explain_miss(row: TargetMiss, given: MissExplained, on: Occasion) -> None:
    """Why, what will be done, by whom, until when."""
    if given.reach_by <= on.day:
        raise Incomplete(_("It was not explained."), fields={"reach_by": _("Name a day to come.")})
    row.why, row.measures, row.answered_by, row.reach_by = (
        given.why, given.measures, given.answered_by, given.reach_by,
    )  # fmt: skip


@act(TargetMiss.mending, None, by=STAFF, label=gettext_lazy("Note a step"))
def note_step(row: TargetMiss, given: MissStep, on: Occasion) -> None:
    """What has been done so far."""
    row.steps = [*row.steps, {"day": on.day.isoformat(), "what": given.done}]
    on.note = given.done


@act((TargetMiss.asked, TargetMiss.mending), TargetMiss.reached, by=CLOCK, label=gettext_lazy("Target reached"))
def reach_target(row: TargetMiss, given: MissReached, on: Occasion) -> None:
    """A later value reaches the target."""
    row.value, row.until, row.supervised = given.value, given.until, False
    on.note = f"{given.value.normalize():f}"


@act(
    (TargetMiss.asked, TargetMiss.mending),
    TargetMiss.excused,
    by=LEADERS,
    label=gettext_lazy("Do not pursue"),
    apart_from="explain_miss",
)
def excuse_miss(row: TargetMiss, given: PeriodReason, on: Occasion) -> Any:
    """The plan was changed, or nobody could have reached it; the reason stays on record."""
    on.note = given.reason
