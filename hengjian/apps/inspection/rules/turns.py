"""When the turns of a full-coverage schedule fall due."""

from datetime import date, timedelta

from .planning import last_day

MONTHS = 12


def days(year: int, times: int, today: date) -> list[date]:
    """The last day of each turn: the rest of the year in equal parts."""
    first = max(today, date(year, 1, 1))
    end = last_day(year, MONTHS)
    left = max((end - first).days, 0)
    return [first + timedelta(days=left * n // times) for n in range(1, times + 1)]


def spread(until: date, at: int, count: int, weeks: int = 8) -> date:
    """A day of the weeks before, so that not everybody is due on the same one."""
    return until - timedelta(days=7 * (weeks - 1 - at * weeks // count)) if count > weeks else until
