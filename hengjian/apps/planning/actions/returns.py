"""Reporting values with their evidence, in time or late, and correcting them with a reason; nothing is written over."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.models import IndicatorFigure, Plan, PlanTarget, ReportedFigure
from hengjian.apps.planning.procedures import PlanReturn
from hengjian.kernel import divisions
from hengjian.kernel.act import act
from hengjian.kernel.deadline import reckon
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .periods import ARTICLE, LEADERS
from .sharing import STAFF

LIMIT = "planning.value_report"
HIGHEST = Decimal(10) ** 12


class ValueLine(Given):
    ref: str = ask(gettext_lazy("Indicator, by its number in the plan (T9, Z3)"), at_most=12)
    value: Decimal = ask(gettext_lazy("Value of the indicator"), kind="number")
    numerator: Decimal | None = ask(gettext_lazy("Numerator"), kind="number", default=None)
    denominator: Decimal | None = ask(gettext_lazy("Denominator"), kind="number", default=None)
    note: str = ask(gettext_lazy("Where it is from"), default="", at_most=300)


class ValuesAsked(Given):
    plan: int = ask(gettext_lazy("Plan"), kind="number")
    code: str = ask(gettext_lazy("Place"))
    year: int = ask(gettext_lazy("Year"), kind="number")


class ValuesReported(Given):
    evidence: str = ask(gettext_lazy("Evidence: bulletin, table, sampling report"), kind="file")
    lines: list[ValueLine] = ask(gettext_lazy("Values"))


class ValuesVolunteered(ValuesReported):
    plan: int = ask(gettext_lazy("Plan"), kind="plan")
    year: int = ask(gettext_lazy("Year"), kind="number", at_least=2000, at_most=2100)
    code: str = ask(gettext_lazy("Place; empty: your own"), default="", at_most=12)


class ValuesCorrected(Given):
    reason: str = ask(gettext_lazy("Why it was wrong"), lines=3, at_least=4, at_most=300)
    evidence: str = ask(gettext_lazy("Evidence"), kind="file", default="")
    lines: list[ValueLine] = ask(gettext_lazy("Right values"))


@act(None, PlanReturn.awaited, by=CLOCK, label=gettext_lazy("Values asked for"), basis=ARTICLE)
def ask_values(row: PlanReturn, given: ValuesAsked, on: Occasion) -> None:
    """The year is over: the values that no room computes are asked of the place."""
    plan = Plan.objects.get(pk=given.plan)
    _begin(row, plan, given.code, given.year)
    on.count_from(start_of(given.year))
    row.synthetic = plan.synthetic


@act(PlanReturn.awaited, PlanReturn.reported, by=STAFF, label=gettext_lazy("Report the values"))
def report_values(row: PlanReturn, given: ValuesReported, on: Occasion) -> None:
    """Values with the file they rest on; after the time limit they count as late."""
    _own(row, on)
    row.late = row.due is not None and on.at > row.due
    _write(row, given, on)


@act(None, PlanReturn.reported, by=STAFF, label=gettext_lazy("Report values of a year"))
def volunteer_values(row: PlanReturn, given: ValuesVolunteered, on: Occasion) -> None:
    """Values of a year that were not asked for: of the years before, or at once when the year is over."""
    what = _("Nothing was reported.")
    plan = Plan.objects.filter(pk=given.plan).first()
    code = given.code or on.principal.place
    if plan is None or not divisions.is_within(code, *divisions.bounds(plan.code)):
        raise Incomplete(what, fields={"plan": _("There is no such plan for your place.")})
    if not on.principal.sees(code):
        raise NotAllowed(what, fact=_("This place is not in your range."))
    if PlanReturn.objects.filter(plan=plan, place=code, until=date(given.year, 12, 31)).exists():
        raise Conflict(
            what, fact=_("There is a return of this place for this year."), remedy=_("Report or correct it there.")
        )
    _begin(row, plan, code, given.year)
    due = reckon(LIMIT, on.law, start_of(given.year))[1].due
    row.late = due is not None and on.at > due
    _write(row, given, on)


@act(PlanReturn.reported, None, by=STAFF, label=gettext_lazy("Correct values"))
def correct_values(row: PlanReturn, given: ValuesCorrected, on: Occasion) -> None:
    """Right values for wrong ones; those stay to be seen with the reason."""
    _own(row, on)
    _write(row, given, on, given.reason)
    on.note = given.reason


@act(PlanReturn.reported, PlanReturn.settled, by=LEADERS, label=gettext_lazy("Values become final"))
def settle_values(row: PlanReturn, given: Nothing, on: Occasion) -> None:
    """Nothing is corrected any more: the plan has been evaluated."""


def start_of(year: int) -> datetime:
    """When the time for reporting a year begins: with the last day of the year."""
    return timezone.make_aware(datetime.combine(date(year, 12, 31), time(12)))


def _begin(row: PlanReturn, plan: Plan, code: str, year: int) -> None:
    row.plan, row.code, row.place = plan, code, code
    row.since, row.until = date(year, 1, 1), date(year, 12, 31)
    row.title = f"{divisions.names().get(code, code)}：{plan.title}{year}年指标数值"[:200]


def _own(row: PlanReturn, on: Occasion) -> None:
    """A place reports for itself; places above see it, and correct nothing in its name."""
    if on.principal.place != row.code:
        raise NotAllowed(
            _("Nothing was reported."),
            fact=_("Values are reported by the authority of the place itself."),
            remedy=_("Ask an officer of that place."),
        )


def _write(row: PlanReturn, given: Any, on: Occasion, reason: str = "") -> None:
    """Keep the evidence and add the figures; a value of the machine's is never replaced by a reported one."""
    what = _("Nothing was reported.")
    _day_over(row, on, what)
    chosen = PlanTarget.objects.filter(plan=row.plan, ref__in=[line.ref for line in given.lines])
    targets = {target.ref: target for target in chosen}
    faults = _faults(row, given.lines, targets)
    kept = on.keep_sent(given.evidence, _("Evidence of values"))
    if given.evidence and kept is None or not given.evidence and not reason:
        faults["evidence"] = _("Send the file that shows the values.")
    if faults or not given.lines:
        raise Incomplete(what, fields=faults or {"lines": _("Write at least one value.")})
    before = latest_of(row.place, row.until, [target.pk for target in targets.values()])
    new = []
    for line in given.lines:
        target = targets[line.ref]
        old = before.get(target.pk)
        new.append(
            ReportedFigure(
                target=target, code=row.place, since=row.since, until=row.until, value=line.value,
                numerator=line.numerator, denominator=line.denominator, note=line.note, late=row.late,
                corrects=old, reason=reason if old else "", evidence=kept.sha256 if kept else "",
                proceeding_id=row.pk, act_id=on.act_id, recorded_at=on.at, synthetic=row.synthetic,
            )
        )  # fmt: skip
    ReportedFigure.objects.bulk_create(new)
    told = {line["ref"]: line for line in row.lines}
    told |= {line.ref: _told(line, targets[line.ref]) for line in given.lines}
    row.lines = sorted(told.values(), key=lambda one: one["position"])


def _told(line: ValueLine, target: PlanTarget) -> dict[str, Any]:
    named = {"ref": target.ref, "name": target.name, "unit": target.unit, "position": target.position}
    return {**named, "value": str(line.value), "note": line.note}


def _day_over(row: PlanReturn, on: Occasion, what: str) -> None:
    if on.day < row.until:
        raise Conflict(
            what, fact=_("The year is not over."), article=on.law.cite(ARTICLE), remedy=_("Report when it is.")
        )


def _faults(row: PlanReturn, lines: list[ValueLine], targets: dict[str, PlanTarget]) -> dict[str, str]:
    """What is wrong, by line: a stranger's target, one that a room computes, the same twice, impossible numbers."""
    computed = set(
        IndicatorFigure.objects.filter(
            code=row.place, until=row.until, kind=IndicatorFigure.YEAR, value__isnull=False,
            indicator__in={t.indicator for t in targets.values() if t.indicator}
        ).values_list("indicator", flat=True)
    )  # fmt: skip
    faults: dict[str, str] = {}
    seen: set[str] = set()
    for at, line in enumerate(lines):
        target = targets.get(line.ref)
        if target is None:
            faults[f"lines.{at}.ref"] = _("This is no indicator of the plan.")
        elif target.indicator in computed:
            faults[f"lines.{at}.ref"] = _("“%(name)s” is computed by the platform for this year.") % {
                "name": target.name
            }
        elif line.ref in seen:
            faults[f"lines.{at}.ref"] = _("“%(name)s” is reported twice.") % {"name": target.name}
        elif abs(line.value) >= HIGHEST or (target.unit.startswith("%") and not -100 <= line.value <= 1000):
            faults[f"lines.{at}.value"] = _("“%(name)s” cannot have this value.") % {"name": target.name}
        elif line.denominator is not None and line.denominator <= 0:
            faults[f"lines.{at}.denominator"] = _("A denominator is above zero.")
        seen.add(line.ref)
    return faults


def latest_of(code: str, until: date, targets: list[int]) -> dict[int, ReportedFigure]:
    """The value that stands now of each target for a place and period."""
    rows = ReportedFigure.objects.filter(target__in=targets, code=code, until=until).order_by("recorded_at", "pk")
    return {row.target_id: row for row in rows}
