"""What the board keeps and when: spans that move with the day, whole weeks and months, and whether a week was to be expected."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hengjian.kernel import catalogues

from . import progress
from .progress import Forecast

FLOW, STOCK, NOW = "flow", "stock", "now"
WEEK, MONTH = "week", "month"
BEFORE = "_before"
Days = tuple[date, date]
USUAL, RARE, MOST_RARE = "", "yellow", "red"
NARROW, WIDE = 80, 95  # per cent of weeks that lie within the band if all goes on as before


@cache
def catalogue() -> dict[str, Any]:
    """What the board keeps, as data."""
    found: dict[str, Any] = catalogues.tree("board.yaml")
    return found


def headlines() -> dict[str, dict[str, Any]]:
    """The indicators that are also kept by week and month, in the order in which they are computed and shown."""
    found: dict[str, dict[str, Any]] = catalogue()["headlines"]
    return found


def setting(name: str) -> int:
    """A number of the board's catalogue: months, settled_after, kept, expects."""
    return int(catalogue()[name])


def spans(on: date) -> dict[str, Days]:
    """The spans that the cockpit chooses among on a day, and each a year earlier."""
    yesterday = on - timedelta(days=1)
    now = {
        "year": (on.replace(month=1, day=1), on),
        "days30": (on - timedelta(days=29), on),
        "yesterday": (yesterday, yesterday),
    }
    before = {key + BEFORE: (year_before(since), year_before(until)) for key, (since, until) in now.items()}
    return {**now, **before}


def year_before(day: date) -> date:
    """The same day a year earlier; the last of February for the day that only leap years have."""
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def step_of(step: str) -> Callable[[date], date]:
    """The first day of the week or month in which a day lies."""
    return {WEEK: lambda day: day - timedelta(days=day.weekday()), MONTH: lambda day: day.replace(day=1)}[step]


def last_of(step: str, first: date) -> date:
    """The last day of the week or month that begins on a day."""
    if step == WEEK:
        return first + timedelta(days=6)
    return first.replace(day=monthrange(first.year, first.month)[1])


def steps(step: str, on: date) -> list[Days]:
    """The whole weeks or months that are over, as far back as they are kept, the newest first."""
    months = setting("months")
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    oldest, found = date(year, month + 1, 1), []
    first = step_of(step)(step_of(step)(on) - timedelta(days=1))
    while first >= oldest:
        found.append((first, last_of(step, first)))
        first = step_of(step)(first - timedelta(days=1))
    return found


def is_settled(until: date, on: date) -> bool:
    """Is a span over for so long that what belongs into it has been entered?"""
    return (on - until).days > setting("settled_after")


# ---- signals ----


@dataclass(frozen=True)
class Expected:
    """What the weeks before let expect: of the last week the band of 80 and of 95 per cent, and how far it left them."""

    narrow: Forecast
    wide: Forecast
    alarm: str
    up: bool


def expectation(weeks: Sequence[tuple[date, Decimal]], value: Decimal, on: date) -> Expected | None:
    """Was the value of the week that ends on a day to be expected after these weeks? None where they are too few to say.

    The line through the weeks with the band of a new value, as for targets of plans. Counts are never below nought. The band
    knows no seasons: at the Spring Festival a fall is told that every year brings.
    """
    narrow, wide = (band(weeks, on, confidence) for confidence in (NARROW, WIDE))
    if narrow is None or wide is None:
        return None
    alarm = (
        MOST_RARE if not wide.low <= value <= wide.high else RARE if not narrow.low <= value <= narrow.high else USUAL
    )
    return Expected(narrow, wide, alarm, value > narrow.mid)


def band(weeks: Sequence[tuple[date, Decimal]], on: date, confidence: int) -> Forecast | None:
    """What the week that ends on a day may bring; never below nought."""
    found = progress.forecast(weeks, on, confidence)
    if found is None:
        return None
    return Forecast(max(found.low, Decimal(0)), max(found.mid, Decimal(0)), max(found.high, Decimal(0)))
