"""The clock of a proceeding: when a limit of the law ends, how it was counted, and which light it shows."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from .calendar import Calendar, UnknownYear
from .law import Limit

SHANGHAI = ZoneInfo("Asia/Shanghai")
Colour = Literal["red", "amber", "green", "off", "done"]
Words = Literal["overdue", "today", "left", "stopped", "on_time", "late", "none"]
_DAY = timedelta(days=1)
_NEAR_UNITS, _NEAR_SHARE = 2, 0.1  # amber when no more is left than the larger of both


@dataclass(frozen=True)
class Stop:
    """A time that is not counted. Its first day is not counted, the day it ends is; open while `until` is None."""

    since: datetime
    until: datetime | None
    why: str = ""
    cite: str = ""

    def covers(self, day: date) -> bool:
        return self.since_day <= day and (self.until is None or day < _local(self.until))

    @property
    def since_day(self) -> date:
        return _local(self.since)


@dataclass(frozen=True)
class Skip:
    """A day that was not counted: weekend, holiday or stop, and why."""

    day: date
    reason: str
    why: str = ""


@dataclass(frozen=True)
class Reckoning:
    """A due date with its arithmetic. `due` is None while an open stop holds the clock."""

    due: datetime | None
    start: datetime
    limit: Limit
    counted: tuple[date, ...] = ()
    skipped: tuple[Skip, ...] = ()
    worked_weekend: tuple[date, ...] = ()
    rolled_from: date | None = None
    note: str = ""
    provisional: bool = False


@dataclass(frozen=True)
class Light:
    """Colour, and the words as a key with a number in a unit (left 3 workday)."""

    colour: Colour
    words: Words
    number: int = 0
    unit: str = "day"


def due_on(start: datetime, limit: Limit, stops: Sequence[Stop] = (), calendar: Calendar | None = None) -> Reckoning:
    """Reckon the end of a limit. The day of the event is not counted (Civil Procedure Law art. 85)."""
    if start.tzinfo is None:
        raise ValueError("a clock starts at an aware time")
    start, calendar = start.astimezone(SHANGHAI), calendar or Calendar()
    if limit.unit == "hour":
        return _hours(start, limit, stops)
    if limit.unit == "workday":
        return _days(start, limit, stops, calendar, worked_only=True)
    if limit.unit == "day":
        return _days(start, limit, stops, calendar, worked_only=False)
    return _months(start, limit, stops, calendar)


def near_at(reckoning: Reckoning) -> datetime | None:
    """The moment the light turns amber; months and years are watched in days."""
    if reckoning.due is None:
        return None
    limit, due, start = reckoning.limit, reckoning.due, reckoning.start
    if limit.unit == "hour":
        return max(start, due - timedelta(hours=_near(limit, limit.amount)))
    if limit.unit == "workday":
        left = _near(limit, limit.amount)
        first = reckoning.counted[-left - 1] if len(reckoning.counted) > left else start.date()
    elif limit.unit == "day":
        first = due.date() - timedelta(days=_near(limit, limit.amount))
    else:
        per_unit = 30 if limit.unit == "month" else 365
        own = limit.near * per_unit if limit.near else None
        first = due.date() - timedelta(days=own or _share((due.date() - start.date()).days))
    return max(start, datetime.combine(first, time.min, SHANGHAI))


def light(
    due: datetime | None,
    now: datetime,
    unit: str,
    calendar: Calendar,
    *,
    near_at: datetime | None = None,
    stopped_since: datetime | None = None,
    closed_at: datetime | None = None,
    on_time: bool | None = None,
) -> Light:
    """The due light of a row: done, stopped, overdue, near or in time."""
    if closed_at is not None:
        if on_time is not False or due is None:
            return Light("done", "on_time" if on_time else "none", 0, unit)
        return Light("done", "late", *_between(due, closed_at, unit, calendar))
    if stopped_since is not None:
        return Light("off", "stopped", (_local(now) - _local(stopped_since)).days, "day")
    if due is None:
        return Light("off", "none", 0, unit)
    if now > due:
        return Light("red", "overdue", *_between(due, now, unit, calendar))
    colour: Colour = "amber" if near_at is not None and now >= near_at else "green"
    if unit != "hour" and _local(now) == _local(due):
        return Light("amber", "today", 0, unit)
    return Light(colour, "left", *_between(now, due, unit, calendar))


def _between(earlier: datetime, later: datetime, unit: str, calendar: Calendar) -> tuple[int, str]:
    """How much lies between, in the unit of the article; in days where that unit would say nothing."""
    if unit == "hour":
        return max(1, math.ceil((later - earlier).total_seconds() / 3600)), "hour"
    first, last = _local(earlier), _local(later)
    whole_days = (last - first).days
    if unit == "workday" and (worked := calendar.workdays(first, last)):
        return worked, "workday"
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if unit in ("month", "year") and months >= 2:
        return months, "month"
    return whole_days, "day"


def _days(start: datetime, limit: Limit, stops: Sequence[Stop], calendar: Calendar, *, worked_only: bool) -> Reckoning:
    """Count days one by one, leaving out stops and, for working days, what is not worked."""
    counted: list[date] = []
    skipped: list[Skip] = []
    day = start.date()
    while len(counted) < limit.amount:
        day += _DAY
        stop = _stop_on(day, stops)
        if stop and stop.until is None:
            return Reckoning(None, start, limit, tuple(counted), tuple(skipped), note="stopped")
        if stop:
            skipped.append(Skip(day, "stop", stop.why))
        elif worked_only and (reason := calendar.why_off(day)):
            skipped.append(Skip(day, reason))
        else:
            counted.append(day)
    return _finish(start, limit, day, calendar, counted, skipped)


def _months(start: datetime, limit: Limit, stops: Sequence[Stop], calendar: Calendar) -> Reckoning:
    """Months end on the same-numbered day, or the last; days of stops before the end are added."""
    months = limit.amount * (12 if limit.unit == "year" else 1)
    end = _same_day(start.date(), months)
    skipped: list[Skip] = []
    day = start.date()
    while day < end:
        day += _DAY
        stop = _stop_on(day, stops)
        if stop and stop.until is None:
            return Reckoning(None, start, limit, (), tuple(skipped), note="stopped")
        if stop:
            skipped.append(Skip(day, "stop", stop.why))
            end += _DAY
    return _finish(start, limit, end, calendar, [], skipped)


def _finish(
    start: datetime,
    limit: Limit,
    end: date,
    calendar: Calendar,
    counted: list[date],
    skipped: list[Skip],
) -> Reckoning:
    """Move an end on a day off to the next working day (Civil Procedure Law art. 85) and set the time.

    A term of months or years may reach beyond the holiday notices that are out: it is then told as it stands, provisionally.
    """
    last, provisional = end, False
    try:
        while reason := calendar.why_off(last):
            skipped.append(Skip(last, reason))
            last += _DAY
    except UnknownYear:
        if limit.unit not in ("month", "year"):
            raise
        last, provisional = end, True
    due = datetime.combine(last, time(23, 59, 59), SHANGHAI)
    return Reckoning(
        due,
        start,
        limit,
        tuple(counted),
        tuple(skipped),
        worked_weekend=tuple(d for d in counted if limit.unit == "workday" and calendar.is_worked_weekend(d)),
        rolled_from=end if last != end else None,
        note="rolled" if last != end else "",
        provisional=provisional,
    )


def _hours(start: datetime, limit: Limit, stops: Sequence[Stop]) -> Reckoning:
    """Hours run through nights and holidays; only stops hold them."""
    left, at = timedelta(hours=limit.amount), start
    skipped: list[Skip] = []
    for stop in sorted(stops, key=lambda s: s.since):
        if stop.since >= at + left:
            break
        if stop.until is not None and stop.until <= at:
            continue
        if stop.until is None:
            return Reckoning(None, start, limit, (), tuple(skipped), note="stopped")
        left -= max(timedelta(0), stop.since - at)
        at = stop.until
        skipped.append(Skip(stop.since_day, "stop", stop.why))
    return Reckoning((at + left).astimezone(SHANGHAI), start, limit, (), tuple(skipped))


def _stop_on(day: date, stops: Sequence[Stop]) -> Stop | None:
    """The stop that holds a day; an open one before an ended one, as it holds longer."""
    holding = [stop for stop in stops if stop.covers(day)]
    return min(holding, key=lambda stop: stop.until is not None, default=None)


def _same_day(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _near(limit: Limit, amount: int) -> int:
    return limit.near or _share(amount)


def _share(amount: int) -> int:
    return max(_NEAR_UNITS, math.ceil(amount * _NEAR_SHARE))


def _local(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
