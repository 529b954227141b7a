"""报送周期: which period is over on a day, and how rows are cut into messages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MESSAGE_ROWS = 200


@dataclass(frozen=True)
class Period:
    """A day, a week from Monday or a month: its name, its first day, and the first day after it."""

    name: str
    since: date
    until: date


def before(period: str, day: date) -> Period:
    """The last period that is over when the day begins."""
    if period == "day":
        return Period((day - timedelta(days=1)).isoformat(), day - timedelta(days=1), day)
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        begun = monday - timedelta(days=7)
        year, week, _weekday = begun.isocalendar()
        return Period(f"{year}-W{week:02d}", begun, monday)
    first = day.replace(day=1)
    begun = (first - timedelta(days=1)).replace(day=1)
    return Period(f"{begun:%Y-%m}", begun, first)


def messages(rows: Sequence[dict[str, Any]], most: int = MESSAGE_ROWS) -> Iterator[list[dict[str, Any]]]:
    """The rows in messages of a size that every partner takes; one empty message where there is nothing to report."""
    for at in range(0, max(len(rows), 1), most):
        yield list(rows[at : at + most])
