"""某日所知: a file as it stood on record at the end of a day. What came later is left out, what was erased stays so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language

from hengjian.kernel import deadline
from hengjian.kernel.calendar import UnknownYear
from hengjian.kernel.law import LawError, LawOn
from hengjian.kernel.models import Disclosure
from hengjian.kernel.procedure import Procedure

from . import lights, queries
from .access import Request


def asked(request: Request) -> dt.date | None:
    """The day in the address (`on=2026-11-01`), if it is one that has begun."""
    try:
        day = parse_date(request.GET.get("on", ""))
    except ValueError:
        return None
    return day if day and day <= timezone.localdate() else None


def end_of(day: dt.date) -> dt.datetime:
    """The first moment that is not that day any more, in China."""
    return lights.midnight(day + dt.timedelta(days=1))


def on_show(end: dt.datetime) -> Q:
    """Disclosures that were public at that moment."""
    begun = Q(since__lt=end)
    return begun & (Q(until=None) | Q(until__gte=end)) & (Q(withdrawn_at=None) | Q(withdrawn_at__gte=end))


@dataclass(frozen=True)
class Limit:
    """A time limit of the procedure as the law had it that day, and as it has it now where that is another."""

    then: lights.Rule
    now: lights.Rule | None


def file_context(row: Procedure, day: dt.date) -> dict[str, Any]:
    """What was on record of a proceeding: acts, stage, time limit, papers, disclosures, law."""
    end = end_of(day)
    record = queries.acts_of(row, before=end)
    return {
        "day": day,
        "said": spoken(day),
        "record": record,
        "state": state_of(row, record),
        "clock": clock_of(row, end),
        "papers": [paper for act in record for paper in act.its_papers],  # type: ignore[attr-defined]
        "evidence": list(row.evidence.filter(taken_at__lt=end).select_related("file").order_by("pk")),
        "shown": list(Disclosure.objects.filter(on_show(end), act__proceeding_id=row.pk).order_by("since")),
        "limits": limits(row, day),
    }


def state_of(row: Procedure, record: list[Any]) -> Any:
    """The label of the stage that the latest act of the record led to."""
    for act in record:
        content = getattr(act, "content", None)
        name = ((content.body if content else None) or {}).get("to", "")
        if name in row.states:
            return row.states[name].label
    return ""


def clock_of(row: Procedure, end: dt.datetime) -> dict[str, Any] | None:
    """The limit that ran at that moment: when it was to end as reckoned then, and since when it stood still if it did."""
    running = row.clocks.filter(started_at__lt=end).filter(Q(ended_at=None) | Q(ended_at__gte=end)).last()
    if running is None:
        return None
    stops = [_then(stop, end) for stop in running.stops if dt.datetime.fromisoformat(stop["from"]) < end]
    open_stop = next((s for s in stops if not s.get("to")), None)
    try:
        due = deadline.reckon(running.limit, LawOn(row.law_on), running.started_at, stops)[1].due
    except (LawError, UnknownYear):
        due = None
    return {
        "rule": lights.rule_of(running.limit, row.law_on),
        "due": due,
        "stopped": open_stop,
        "over": due and due < end,
    }


def _then(stop: dict[str, Any], end: dt.datetime) -> dict[str, Any]:
    """A stop as it was known: one that ended later had not ended."""
    ended = stop.get("to") and dt.datetime.fromisoformat(stop["to"]) < end
    return stop if ended else {**stop, "to": None}


def limits(row: Procedure, day: dt.date) -> list[Limit]:
    """The limits of the procedure's stages in force on that day."""
    out = []
    for name in dict.fromkeys(state.limit for state in row.states.values() if state.limit):
        then, now = lights.rule_of(name, day), lights.rule_of(name, timezone.localdate())
        if then:
            out.append(Limit(then, None if then == now else now))
    return out


def spoken(day: dt.date) -> str:
    """The day with its year: what is asked about the past must not be mistaken for this year."""
    chinese = (get_language() or "zh").startswith("zh")
    return f"{day.year}年{day.month}月{day.day}日" if chinese else f"{day.day} {day:%b %Y}"
