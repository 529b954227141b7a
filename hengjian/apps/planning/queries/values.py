"""Values of targets from both sources in the order of time: what a room computes goes before what is reported.

As it was known on a day: a value counts if it was recorded by then, so that a page of an earlier day says what it said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from hengjian.apps.planning.models import IndicatorFigure, PlanTarget, ReportedFigure
from hengjian.kernel.numbers import bare

COMPUTED, REPORTED, MISSING = "computed", "reported", "missing"


@dataclass(frozen=True)
class Value:
    """One value: of which period, where from, when it became known, whether it was late or put another one right."""

    since: date
    until: date
    value: Decimal
    how: str
    known_at: datetime
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    late: bool = False
    corrects: int | None = None
    pk: int = 0
    reason: str = ""
    note: str = ""
    formula: str = ""
    evidence: str = ""
    act_id: int | None = None
    proceeding_id: int | None = None
    synthetic: bool = False

    @property
    def shown(self) -> str:
        """The value without superfluous zeros."""
        return bare(self.value)

    @property
    def corrected(self) -> bool:
        return self.corrects is not None


Held = dict[tuple[int, str], list[Value]]


def end_of(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.max))


def everything(targets: Iterable[PlanTarget], codes: Sequence[str], on: date) -> Held:
    """Every value known on a day by target and place, corrected ones too, oldest first (two queries).

    A value of a year after the plan's last says nothing about the plan.
    """
    chosen = list(targets)
    until = {t.pk: t.plan.until for t in chosen}
    held: Held = {(t.pk, code): [] for t in chosen for code in codes}
    by_indicator: dict[str, list[PlanTarget]] = {}
    for target in chosen:
        if target.indicator:
            by_indicator.setdefault(target.indicator, []).append(target)
    known = {"code__in": codes, "until__lte": on}
    for row in ReportedFigure.objects.filter(
        target__in=[t.pk for t in chosen], recorded_at__lte=end_of(on), **known
    ).order_by("until", "recorded_at", "pk"):
        if row.until.year <= until[row.target_id]:
            held[(row.target_id, row.code)].append(_reported(row))
    if by_indicator:
        for figure in IndicatorFigure.objects.filter(
            indicator__in=list(by_indicator),
            computed_at__lte=end_of(on),
            value__isnull=False,
            kind=IndicatorFigure.YEAR,
            **known,
        ).order_by("until", "computed_at", "pk"):
            for target in (t for t in by_indicator[figure.indicator] if figure.until.year <= until[t.pk]):
                held[(target.pk, figure.code)].append(_computed(figure, target.times))
    for values in held.values():
        values.sort(key=lambda v: (v.until, v.how == COMPUTED, v.known_at, v.pk))
    return held


def standing_values(values: Sequence[Value]) -> list[Value]:
    """Of every year the value that stands: the newest computed one, else the newest reported one."""
    latest: dict[int, Value] = {}
    for value in values:
        before = latest.get(value.until.year)
        if before is None or before.how != COMPUTED or value.how == COMPUTED:
            latest[value.until.year] = value
    return [latest[year] for year in sorted(latest)]


def _reported(row: ReportedFigure) -> Value:
    return Value(
        row.since, row.until, row.value, REPORTED, row.recorded_at, row.numerator, row.denominator, row.late,
        row.corrects_id, row.pk, row.reason, row.note, "", row.evidence, row.act_id, row.proceeding_id, row.synthetic,
    )  # fmt: skip


def _computed(row: IndicatorFigure, times: Decimal) -> Value:
    value = (row.value or Decimal(0)) * times
    return Value(
        row.since, row.until, value, COMPUTED, row.computed_at, row.numerator, row.denominator, pk=row.pk,
        formula=row.formula, synthetic=row.synthetic,
    )  # fmt: skip
