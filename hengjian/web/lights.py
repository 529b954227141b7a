"""The due light: what is left of a time limit, in the limit's own unit, with the article it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hengjian.kernel import clock, deadline
from hengjian.kernel.calendar import UnknownYear
from hengjian.kernel.law import LawError, LawOn, limit
from hengjian.kernel.models import Proceeding

TONES = {"red": "red", "amber": "amber", "green": "green"}


@dataclass(frozen=True)
class Rule:
    """The limit in words: what must be done, in how long, under which article."""

    what: str
    length: str
    cite: str
    unit: str


@dataclass(frozen=True)
class Light:
    """A light as drawn: shape (`state`), colour (`tone`), words, what is under it, and the sums that open."""

    state: str
    words: str
    under: str = ""
    limit: Rule | None = None
    sums: list[str] = field(default_factory=list)

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "off")

    @property
    def spoken(self) -> str:
        said = {
            "red": _("Red light: "),
            "amber": _("Amber light: "),
            "green": _("Green light: "),
            "off": _("Clock stopped: "),
        }
        return said.get(self.state, "")

    @property
    def text(self) -> str:
        return f"{self.words} {self.under}".strip()


def now() -> dt.datetime:
    return timezone.now()


def midnight(day: dt.date) -> dt.datetime:
    """The beginning of a day in China."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def sentence_day(value: dt.date | dt.datetime | None) -> str:
    """11月20日 or 20 Nov, for sentences."""
    if value is None:
        return _("not recorded")
    there = timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    if (get_language() or "zh").startswith("zh"):
        return (
            f"{there.month}月{there.day}日"
            if there.year == timezone.localdate().year
            else f"{there.year}年{there.month}月{there.day}日"
        )
    return f"{there.day} {there:%b}" if there.year == timezone.localdate().year else f"{there.day} {there:%b %Y}"


def weekday(value: dt.date, short: bool = False) -> str:
    """周五 or 五; Fri."""
    if (get_language() or "zh").startswith("zh"):
        return ("" if short else "周") + "一二三四五六日"[value.weekday()]
    return f"{value:%a}"


def of(row: Proceeding) -> Light:
    """The light of a proceeding now."""
    known = rule(row)
    try:
        found = _light(row, known.unit if known else "day")
    except UnknownYear:  # the row stays readable: days are told instead of working days nobody knows yet
        found = _light(row, "day")
    if row.closed_at:
        words = _("closed late") if row.on_time is False and row.due is None else _words(found)
        return Light("done", words, _("closed %(day)s") % {"day": short(row.closed_at)})
    if row.stopped_since:
        return Light("off", _words(found), row.stop_reason, known)
    if row.due is None:
        return Light("none", _("no limit"))
    under = " ".join(part for part in (known.what if known else "", short(row.due)) if part)
    return Light(found.colour, _words(found), under, known, _ends(row.due))


def _light(row: Proceeding, unit: str) -> clock.Light:
    return clock.light(
        row.due,
        now(),
        unit,
        deadline.calendar(),
        near_at=row.near_at,
        stopped_since=row.stopped_since,
        closed_at=row.closed_at,
        on_time=row.on_time,
    )


def is_workday(day: dt.date) -> bool:
    """For drawings only: an unknown year falls back to the week."""
    try:
        return deadline.calendar().is_workday(day)
    except UnknownYear:
        return day.weekday() < 5


def _words(found: clock.Light) -> str:
    """逾期2日, 剩3小时, 停14日, 按期."""
    amount = span(found.number, found.unit)
    said = {
        "overdue": _("overdue %(span)s") % {"span": amount},
        "left": _("%(span)s left") % {"span": amount},
        "stopped": _("stopped %(span)s") % {"span": amount},
        "today": _("today"),
        "on_time": _("in time"),
        "late": _("%(span)s late") % {"span": amount},
    }
    return said.get(found.words, _("closed"))


def span(amount: int, unit: str) -> str:
    """A short amount of time for the light; working days are days there, the second line names the limit."""
    words = {"hour": _("%(n)s h"), "month": _("%(n)s mo")}
    return words.get(unit, _("%(n)s d")) % {"n": amount}


def short(value: dt.datetime) -> str:
    there = timezone.localtime(value)
    if there.time() == dt.time():
        there -= dt.timedelta(minutes=1)
    return f"{there:%m-%d}" if there.year == timezone.localdate().year else f"{there:%Y-%m-%d}"


def rule(row: Proceeding) -> Rule | None:
    """The limit that runs, as the law of the proceeding's day has it."""
    return _rule(row.due_limit, row.law_on, get_language() or "zh-hans") if row.due_limit else None


def rule_of(name: str, day: dt.date) -> Rule | None:
    """The limit of that id on a day, in the reader's language."""
    return _rule(name, day, get_language() or "zh-hans")


@lru_cache(maxsize=2000)
def _rule(name: str, day: dt.date, lang: str) -> Rule | None:
    try:
        found = limit(name, day)
    except LawError:
        return None
    return Rule(found.what.text(lang), length(found.amount, found.unit), found.basis(lang), found.unit)


def length(amount: Any, unit: str) -> str:
    """7个工作日, 7 working days."""
    words = {
        "workday": ngettext("%(n)s working day", "%(n)s working days", amount),
        "day": ngettext("%(n)s day", "%(n)s days", amount),
        "hour": ngettext("%(n)s hour", "%(n)s hours", amount),
        "month": ngettext("%(n)s month", "%(n)s months", amount),
        "year": ngettext("%(n)s year", "%(n)s years", amount),
    }
    return words[unit] % {"n": amount} if unit in words else str(amount)


def _ends(due: dt.datetime) -> list[str]:
    return [_("Ends %(when)s") % {"when": timezone.localtime(due).strftime("%Y-%m-%d %H:%M")}]


@dataclass(frozen=True)
class Day:
    """One square of the calendar that shows how a limit was counted."""

    date: dt.date
    kind: str
    note: str
    today: bool = False


@dataclass(frozen=True)
class Sums:
    """How a running limit was counted: start, days counted and skipped, stops, end."""

    rule: Rule
    lines: list[str]
    days: list[Day]

    @property
    def weekdays(self) -> list[dict[str, Any]]:
        """Heads of the columns of the drawing."""
        monday = dt.date(2024, 1, 1)
        return [{"x": 24 + 48 * n, "label": weekday(monday + dt.timedelta(days=n), short=True)} for n in range(7)]

    @property
    def height(self) -> int:
        return 18 + 25 * (len(self.days) // 7)

    @property
    def squares(self) -> list[dict[str, Any]]:
        """Where each day stands in the drawing and how it is filled."""
        fills = {"start": "fp3", "end": "fred", "counted": "fac", "skipped": "fp"}
        out = []
        for n, day in enumerate(self.days):
            x, y = 1 + 48 * (n % 7), 16 + 25 * (n // 7)
            ends = day.kind == "end"
            shown = (
                f"{day.date.month}/{day.date.day}"
                if day.date.day == 1 or (n == 0 and day.kind == "skipped")
                else str(day.date.day)
            )
            out.append(
                {
                    "x": x,
                    "y": y,
                    "x5": x + 5,
                    "x41": x + 41,
                    "y15": y + 15,
                    "date": shown,
                    "note": day.note,
                    "today": day.today,
                    "fill": fills[day.kind],
                    "text": "tx-paper" if ends else "tx-3" if day.kind == "skipped" else "tx-ink",
                    "note_class": "tx-paper tx-b" if ends else "tx-a",
                }
            )
        return out


def sums(row: Proceeding) -> Sums | None:
    """The arithmetic behind the light, recomputed from the clock's start (one query)."""
    running = row.clocks.filter(ended_at=None).first()
    if running is None:
        return None
    try:
        term, reckoned = deadline.reckon(running.limit, LawOn(row.law_on), running.started_at, running.stops)
    except (LawError, UnknownYear):
        return None
    known = _rule(running.limit, row.law_on, get_language() or "zh-hans")
    if known is None:
        return None
    begun = timezone.localtime(running.started_at)
    lines = [_("Began %(day)s; counting starts the day after.") % {"day": sentence_day(begun)}]
    if term.unit == "hour":
        lines = [_("Began %(when)s.") % {"when": begun.strftime("%m-%d %H:%M")}]
    lines += [_stop(stop) for stop in running.stops]
    lines += _skips(reckoned)
    if reckoned.due:
        lines.append(_("Ends %(when)s.") % {"when": timezone.localtime(reckoned.due).strftime("%Y-%m-%d %H:%M")})
    return Sums(known, lines, _squares(begun.date(), reckoned))


def _skips(reckoned: clock.Reckoning) -> list[str]:
    """How many days were passed over and why."""
    lines = []
    for reason, text in (
        ("weekend", _("%(n)s weekend days not counted.")),
        ("holiday", _("%(n)s holidays not counted.")),
    ):
        days = sum(s.reason == reason for s in reckoned.skipped)
        if days:
            lines.append(text % {"n": days})
    if reckoned.worked_weekend:
        lines.append(_("Worked weekend days counted: %(days)s.") % {"days": _list(reckoned.worked_weekend)})
    if reckoned.rolled_from:
        lines.append(
            _("%(day)s is a day off, so the end moves to the next working day.")
            % {"day": sentence_day(reckoned.rolled_from)}
        )
    return lines


def _list(days: Iterable[dt.date]) -> str:
    return _(", ").join(sentence_day(day) for day in days)


def _stop(stop: dict[str, Any]) -> str:
    since = sentence_day(dt.datetime.fromisoformat(stop["from"]))
    cite = f"（{stop['cite']}）" if stop.get("cite") else ""
    if not stop.get("to"):
        return _("Stopped since %(since)s: %(why)s%(cite)s") % {
            "since": since,
            "why": stop.get("why", ""),
            "cite": cite,
        }
    until = sentence_day(dt.datetime.fromisoformat(stop["to"]))
    return _("Not counted %(since)s to %(until)s: %(why)s%(cite)s") % {
        "since": since,
        "until": until,
        "why": stop.get("why", ""),
        "cite": cite,
    }


def _squares(first: dt.date, reckoned: clock.Reckoning) -> list[Day]:
    """Whole weeks around a limit counted in days, of at most six weeks; longer ones are told in words."""
    if reckoned.due is None or not reckoned.counted:
        return []
    last, today = timezone.localtime(reckoned.due).date(), timezone.localdate()
    until = max(last, min(today, last + dt.timedelta(days=10)))
    monday = first - dt.timedelta(days=first.weekday())
    if (until - monday).days > 41:
        return []
    counted = {day: str(n) for n, day in enumerate(reckoned.counted, 1)}
    notes = {first: _("day 0")}
    out = []
    for n in range((until - monday).days // 7 * 7 + 7):
        day = monday + dt.timedelta(days=n)
        kind = "start" if day == first else "end" if day == last else "counted" if day in counted else "skipped"
        out.append(Day(day, kind, notes.get(day, counted.get(day, "")), day == today))
    return out
