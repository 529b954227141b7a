"""How a target stands: the path, whether it is met, a forecast with its interval, the light, ranks. Pure arithmetic.

The path is straight from the baseline to the target, or through milestones. The forecast is the least-squares line
through the values with the prediction interval of a new value at the target's day (Student's t with n − 2 degrees of
freedom), from three values on; it says what follows if things go on as they did, and no more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from math import atan, cos, gamma, pi, sqrt

Number = Decimal
YEAR_DAYS = Decimal("365.25")
FEWEST = 3
GREEN, YELLOW, RED, UNJUDGED = "green", "yellow", "red", ""
PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Aim:
    """What a target asks for. `path` is day → value, its first the baseline; `yearly` where each year is judged alone."""

    comparison: str
    better: str
    target: Number | None
    high: Number | None
    day: date
    path: tuple[tuple[date, Number], ...]
    yearly: bool = False
    percent: bool = False


@dataclass(frozen=True)
class Forecast:
    """What the line of the values comes to on the target's day, and between which values a new one would lie."""

    low: Number
    mid: Number
    high: Number
    method: str = "least_squares"


def met(value: Number, aim: Aim) -> bool:
    """Does the value reach the target, by the comparison that is printed? What falls short of a range is not met."""
    if aim.target is None:
        return False
    if aim.comparison == "gt":
        return value > aim.target
    if aim.comparison == "eq":
        return value == aim.target
    if aim.comparison == "le" or (aim.better == "down" and aim.comparison in ("approx", "rank")):
        return value <= aim.target
    return value >= aim.target


def expected(aim: Aim, on: date) -> Number | None:
    """Where the path lies on a day; before its first day there is nothing to expect, after the last the target stands."""
    if aim.yearly:
        return aim.target
    if not aim.path or on < aim.path[0][0]:
        return None
    before = aim.path[0]
    for point in aim.path:
        if point[0] >= on:
            return _between(before, point, on)
        before = point
    return before[1]


def _between(before: tuple[date, Number], after: tuple[date, Number], on: date) -> Number:
    span = (after[0] - before[0]).days
    if span <= 0:
        return after[1]
    return rounded(before[1] + (after[1] - before[1]) * (on - before[0]).days / span)


def rounded(value: Number) -> Number:
    return value.quantize(PLACES, ROUND_HALF_UP)


def path(
    since: date, baseline: Number | None, until: date, target: Number | None, milestones: Mapping[int, Number]
) -> tuple[tuple[date, Number], ...]:
    """Baseline, milestones at the ends of their years, target; empty where one end is not known."""
    if baseline is None or target is None or until <= since:
        return ()
    between = [(date(year, 12, 31), value) for year, value in sorted(milestones.items())]
    return ((since, baseline), *(p for p in between if since < p[0] < until), (until, target))


def forecast(
    values: Sequence[tuple[date, Number]], on: date, confidence: int = 80, percent: bool = False
) -> Forecast | None:
    """Least-squares line through the values, carried on to a day; None with fewer than three different days."""
    days = sorted({day for day, _value in values})
    if len(days) < FEWEST or on <= days[-1]:
        return None
    first, n = days[0], len(values)
    xs = [Decimal((day - first).days) / YEAR_DAYS for day, _value in values]
    ys = [value for _day, value in values]
    x_mean, y_mean = sum(xs, Decimal(0)) / n, sum(ys, Decimal(0)) / n
    s_xx = sum(((x - x_mean) ** 2 for x in xs), Decimal(0))
    slope = sum(((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)), Decimal(0)) / s_xx
    at = Decimal((on - first).days) / YEAR_DAYS
    mid = y_mean + slope * (at - x_mean)
    rest = sum(((y - y_mean - slope * (x - x_mean)) ** 2 for x, y in zip(xs, ys, strict=True)), Decimal(0))
    spread = (rest / (n - 2) * (1 + Decimal(1) / n + (at - x_mean) ** 2 / s_xx)).sqrt()
    half = spread * Decimal(str(round(t_quantile(confidence / 100, n - 2), 6)))
    low, mid, high = rounded(mid - half), rounded(mid), rounded(mid + half)
    if percent and all(0 <= y <= 100 for y in ys):  # a share of a whole stays one
        low, mid, high = (min(max(v, Decimal(0)), Decimal(100)) for v in (low, mid, high))
    return Forecast(low, mid, high)


@cache
def t_quantile(confidence: float, freedom: int) -> float:
    """The value that Student's t stays within, either side, with this probability; by bisection of its integral."""
    low, high = 0.0, 400.0
    for _step in range(60):
        mid = (low + high) / 2
        low, high = (mid, high) if _within(mid, freedom) < confidence else (low, mid)
    return (low + high) / 2


def _within(t: float, freedom: int) -> float:
    """P(|T| < t), by Simpson's rule over the angle whose tangent is t / √freedom."""
    angle = atan(t / sqrt(freedom))
    steps = 200
    width = angle / steps
    heights = [cos(width * n) ** (freedom - 1) for n in range(steps + 1)]
    area = width / 3 * (heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2]))
    return 2 * area * gamma((freedom + 1) / 2) / (sqrt(pi) * gamma(freedom / 2))


def light(value: Number | None, as_of: date | None, aim: Aim, ahead: Forecast | None, on: date) -> str:
    """Green: met, or on the path. Yellow: behind, but the interval of the forecast reaches the target. Red: else.

    After the target's day only what was reached counts. Without a value, or without a number to reach, there is no light.
    """
    if value is None or aim.target is None or as_of is None:
        return UNJUDGED
    if met(value, aim):
        return GREEN
    if aim.yearly or on > aim.day:
        return RED
    should = expected(aim, as_of)
    if should is not None and (value <= should if aim.better == "down" else value >= should):
        return GREEN
    if ahead is None:
        return UNJUDGED if should is None else YELLOW
    return YELLOW if met(ahead.low if aim.better == "down" else ahead.high, aim) else RED


def ranks(values: Sequence[tuple[str, Number | None]], better: str) -> dict[str, int]:
    """Place → rank, the best first; equals share a rank and the next one is left out. Who has no value has no rank."""
    known = sorted((v for _place, v in values if v is not None), reverse=better != "down")
    return {place: known.index(value) + 1 for place, value in values if value is not None}
