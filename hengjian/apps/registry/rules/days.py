"""Days on which limits that are no clock of a proceeding end: reckoned from a day that somebody states."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from hengjian.kernel.calendar import Calendar
from hengjian.kernel.clock import SHANGHAI, due_on
from hengjian.kernel.law import Limit


def plain_end(day: date, limit: Limit, sign: int = 1) -> date:
    """The end of a term in days, months or years, whatever day of the week it is; `sign` -1 reckons backwards."""
    if limit.unit == "day":
        return day + sign * timedelta(days=limit.amount)
    return months_from(day, sign * limit.amount * (12 if limit.unit == "year" else 1))


def months_from(day: date, months: int) -> date:
    """The same-numbered day so many months on or back, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_of_months(until: date, months: int) -> date:
    """The first of so many months that end with a day: the day after the same-numbered day so many months back."""
    return months_from(until, -months) + timedelta(days=1)


def last_day(day: date, limit: Limit, calendar: Calendar) -> date:
    """The last day of a term that moves on from a day off (Civil Procedure Law, art. 85)."""
    due = due_on(datetime.combine(day, time(12), SHANGHAI), limit, (), calendar).due
    assert due is not None  # without stops there is an end
    return due.date()
