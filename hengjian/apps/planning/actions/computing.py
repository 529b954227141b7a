"""Computing the figures of declared indicators for the places of the plans. By the machine; what is equal is not stored again."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from hengjian.apps.planning.models import IndicatorFigure, Plan, PlanTarget
from hengjian.apps.planning.queries.board import fingerprint as fingerprint
from hengjian.apps.planning.queries.board import plain
from hengjian.kernel import divisions
from hengjian.kernel.indicator import Indicator, Span, indicators
from hengjian.kernel.models import Authority


def places_of(plan: Plan) -> list[str]:
    """The plan's place and those right below it that have an authority."""
    lo, hi = divisions.bounds(plan.code)
    codes = Authority.objects.filter(pk__gte=lo, pk__lt=hi).values_list("pk", flat=True)
    return [plan.code, *sorted(c for c in codes if divisions.parent(c) == plan.code and divisions.level(c) <= 3)]


def compute(now: datetime, years: Iterable[int] = ()) -> int:
    """Figures of this year and of `years` for every plan of that year that names a declared indicator; gives how many were stored."""
    today, known, stored = timezone.localtime(now).date(), indicators(), 0
    for year in sorted({today.year, *years}):
        span = (date(year, 1, 1), min(today, date(year, 12, 31)))
        for indicator, code in wanted(year):
            if indicator in known:
                stored += store(known[indicator], Span(code, *span), now)
    return stored


def wanted(year: int) -> list[tuple[str, str]]:
    """Indicator and place of every target of the plans that run in a year."""
    running = Plan.objects.filter(since__lte=year, until__gte=year, parent=None)
    named = PlanTarget.objects.filter(plan__in=running).exclude(indicator="").values_list("plan", "indicator")
    places = {plan.pk: places_of(plan) for plan in running.filter(pk__in={pk for pk, _name in named})}
    return sorted({(indicator, code) for pk, indicator in named for code in places[pk]})


def store(one: Indicator, span: Span, now: datetime) -> bool:
    """Keep the figure of one indicator for a span, unless the newest one of the year says the same."""
    figure, formula = one.figure(span), fingerprint(one)
    same_year = IndicatorFigure.objects.filter(indicator=one.id, code=span.code, since=span.since)
    last = same_year.filter(kind=IndicatorFigure.YEAR).order_by("-computed_at", "-pk").first()
    if last is not None and (last.until, last.formula, *plain(last)) == (span.until, formula, *plain(figure)):
        return False
    IndicatorFigure.objects.create(
        indicator=one.id, code=span.code, since=span.since, until=span.until, value=figure.value,
        numerator=figure.numerator, denominator=figure.denominator, formula=formula, computed_at=now,
    )  # fmt: skip
    return True
