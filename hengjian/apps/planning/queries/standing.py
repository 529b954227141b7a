"""How the targets of a plan stand on a day: value and where it is from, path, light, forecast. Read by pages and reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.rules import progress
from hengjian.apps.planning.rules.progress import Aim, Forecast
from hengjian.kernel.law import LawOn

from . import values
from .values import MISSING, Value


@dataclass(frozen=True)
class Standing:
    """One target as it stands: `expected` is where the path lies on the day of the value, `light` empty if unjudged."""

    target: PlanTarget
    value: Decimal | None
    as_of: date | None
    how: str
    late: bool
    corrected: bool
    expected: Decimal | None
    light: str
    forecast: Forecast | None
    series: tuple[Value, ...] = ()

    @property
    def synthetic(self) -> bool:
        """Is any of its values invented?"""
        return any(value.synthetic for value in self.series)

    @property
    def met(self) -> bool:
        return self.value is not None and progress.met(self.value, aim_of(self.target))


def standing(plan_key: str, code: str, on: date) -> list[Standing]:
    """Every target of the plan for a place, in the order of the text, as it was known on that day."""
    return stand(PlanTarget.objects.filter(plan__key=plan_key).select_related("plan").order_by("position"), code, on)


def stand(targets: Iterable[PlanTarget], code: str, on: date) -> list[Standing]:
    """These targets for a place as they were known on a day, in their order."""
    targets = list(targets)
    held = values.everything(targets, [code], on)
    return [judge(target, held[(target.pk, code)], code, on) for target in targets]


def judge(target: PlanTarget, known: Sequence[Value], code: str, on: date) -> Standing:
    """One target from its values. A place below is judged only by what each place must reach itself."""
    series = values.standing_values(known)
    if not series:
        return Standing(target, None, None, MISSING, False, False, None, "", None)
    last, aim = series[-1], aim_of(target)
    confidence = int(LawOn(on).value("planning.forecast_confidence").amount)
    points = [(v.until, v.value) for v in series]
    if aim.path and points[0][0] > aim.path[0][0]:
        points.insert(0, aim.path[0])
    ahead = progress.forecast(points, aim.day, confidence, aim.percent)
    judged = code == target.code or target.adds == "each"
    light = progress.light(last.value, last.until, aim, ahead, on) if judged else ""
    should = progress.expected(aim, last.until) if judged else None
    return Standing(
        target, last.value, last.until, last.how, last.late, last.corrected, should, light, ahead, tuple(series)
    )


def aim_of(target: PlanTarget) -> Aim:
    """What the target asks for, as the rules read it. A target of no stated year is one of the plan's last."""
    plan = target.plan
    day = date(target.due or plan.until, 12, 31)
    milestones = {int(year): Decimal(value) for year, value in target.milestones.items()}
    line = progress.path(date(plan.since - 1, 12, 31), target.baseline, day, target.target, milestones)
    percent = target.unit.startswith("%") and "增长" not in target.name
    yearly = target.each in ("year", "month")
    return Aim(target.comparison, target.better, target.target, target.high, day, line, yearly, percent)


def history(target_pk: int, code: str) -> list[tuple[date, Decimal, str]]:
    """Day, value and source of every value that stands."""
    target = PlanTarget.objects.filter(pk=target_pk).select_related("plan")
    held = values.everything(target, [code], date.max.replace(year=9000))
    return [(v.until, v.value, v.how) for v in values.standing_values(held.get((target_pk, code), []))]


def children(plan_key: str) -> list[Plan]:
    """The plans that took targets of this one over, with their targets."""
    return list(Plan.objects.filter(parent__key=plan_key).prefetch_related("targets").order_by("code"))
