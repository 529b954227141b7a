"""Working days: weekdays that are not holidays, and weekend days named as worked (State Council notices)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

_DAY = timedelta(days=1)


class UnknownYear(LookupError):
    """The holidays of a year are not known: said, never guessed."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"The holidays of {year} are not known. An administrator must enter the State Council's holiday notice "
            f"for {year} (days off and worked weekends, 1 January and 1 October included) before a date in {year} "
            f"can be reckoned."
        )


class Calendar:
    """Working days by the published notices, with what an administrator entered on top.

    A year beyond the package counts as entered once its 1 January and 1 October are there as days off: both are
    statutory, so every complete notice has them, and a single local day off does not.
    """

    def __init__(self, overrides: Mapping[date, bool] | None = None) -> None:
        """`overrides` maps a date to whether it is off."""
        self._off = dict(overrides or {})

    def is_workday(self, day: date) -> bool:
        if day in self._off:
            if not self._entered(day.year):
                _published(day)
            return not self._off[day]
        if self._entered(day.year):
            return day.weekday() < 5
        return _published(day)

    def why_off(self, day: date) -> str:
        """`weekend`, `holiday`, or nothing on a working day."""
        if self.is_workday(day):
            return ""
        return "weekend" if day.weekday() >= 5 and not _named(day) else "holiday"

    def is_worked_weekend(self, day: date) -> bool:
        return day.weekday() >= 5 and self.is_workday(day)

    def next_workday(self, day: date) -> date:
        """The day itself if it is worked, else the first worked day after it."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def workdays(self, after: date, until: date) -> int:
        """Working days after the first date, up to and including the second."""
        return sum(self.is_workday(day) for day in days(after, until))

    def _entered(self, year: int) -> bool:
        if _is_published(year):
            return False
        return bool(self._off.get(date(year, 1, 1)) and self._off.get(date(year, 10, 1)))


def days(after: date, until: date) -> Iterator[date]:
    """Every date after the first, up to and including the second."""
    day = after + _DAY
    while day <= until:
        yield day
        day += _DAY


@lru_cache(maxsize=4096)
def _published(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise UnknownYear(day.year) from error


@lru_cache(maxsize=64)
def _is_published(year: int) -> bool:
    try:
        return isinstance(_published(date(year, 1, 1)), bool)
    except UnknownYear:
        return False


@lru_cache(maxsize=4096)
def _named(day: date) -> bool:
    """Whether a day off belongs to a festival, not only to the week."""
    return _is_published(day.year) and chinese_calendar.get_holiday_detail(day)[1] is not None
