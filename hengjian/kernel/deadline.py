"""Deadlines of proceedings: the pure clock fed with the law of the day and the calendar the administrator keeps."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from . import clock
from .calendar import Calendar
from .law import LawOn, Limit
from .models import Holiday

_seen: dict[str, Any] = {"at": None}


@lru_cache(maxsize=4)
def _calendar(overrides: tuple[tuple[Any, bool], ...]) -> Calendar:
    return Calendar(dict(overrides))


def calendar() -> Calendar:
    """The working calendar with the administrator's days; read at most once a minute per process."""
    now = timezone.now()
    if _seen["at"] is None or (now - _seen["at"]).total_seconds() > 60:
        _seen["rows"] = tuple(Holiday.objects.values_list("date", "off"))
        _seen["at"] = now
    return _calendar(_seen["rows"])


def forget() -> None:
    """Read the calendar again at the next question."""
    _seen["at"] = None


def stops_of(raw: Sequence[dict[str, Any]]) -> list[clock.Stop]:
    """The stored intervals in which a clock stood still."""
    return [
        clock.Stop(
            datetime.fromisoformat(s["from"]),
            datetime.fromisoformat(s["to"]) if s.get("to") else None,
            s.get("why", ""),
            s.get("cite", ""),
        )
        for s in raw
    ]


def reckon(
    limit_id: str, law: LawOn, start: datetime, raw_stops: Sequence[dict[str, Any]] = ()
) -> tuple[Limit, clock.Reckoning]:
    """The limit in force and when it ends."""
    limit = law.limit(limit_id)
    return limit, clock.due_on(timezone.localtime(start), limit, stops_of(raw_stops), calendar())
