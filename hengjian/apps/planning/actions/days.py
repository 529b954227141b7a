"""A day that people set, not the law: it stands on the desk like a legal one, and the worker looks at it when it has passed."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hengjian.kernel.occasion import Occasion
from hengjian.kernel.procedure import Procedure

NEAR = timedelta(days=3)  # the light turns amber


def end_of(day: date) -> datetime:
    """The last second of a day in China."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def in_china(moment: datetime) -> datetime:
    """A moment as a form gives it, which names no zone: it is told in the time of China."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def due_on(row: Any, day: date, on: Occasion, verb: str) -> None:
    """Let the matter be due on a day; when it has passed, the worker does the act of that verb."""
    row.due_on, row.due = day, end_of(day)
    row.near_at = max(on.at, row.due - NEAR)
    watch(row, day, on, verb)


def watch(row: Procedure, day: date, on: Occasion, verb: str) -> None:
    """Have the worker look once the day has passed. The act finds out itself whether the day was moved meanwhile."""
    on.then(f"{row.key}.{verb}", row.pk, at=end_of(day) + timedelta(seconds=1))


def passed(row: Any, on: Occasion) -> bool:
    """Whether the day on the matter has passed at the moment of the act."""
    return on.day > row.due_on
