"""Everything the leader's screen shows for a place and some days. Figures are read as stored, never reckoned here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hengjian.apps.cockpit.rules import catalogue, trend
from hengjian.apps.cockpit.rules.asked import Asked
from hengjian.apps.planning import queries as planning
from hengjian.apps.planning.queries import board
from hengjian.kernel import divisions
from hengjian.kernel.divisions import NATION
from hengjian.kernel.indicator import Indicator, indicators

from . import places

GOOD = ("green", "reached")
MONTHS = 24
LOOKED_BACK = 8  # days


@dataclass(frozen=True)
class Number:
    """One stored figure with that of a year earlier, of the other place, and its course."""

    one: Indicator
    now: Any = None
    before: Any = None
    other: Any = None
    course: Sequence[Any] = ()
    whole: bool = False

    @property
    def value(self) -> Decimal | None:
        return self._of(self.now)

    @property
    def last_year(self) -> Decimal | None:
        return self._of(self.before)

    @property
    def elsewhere(self) -> Decimal | None:
        return self._of(self.other)

    @property
    def unit(self) -> str:
        return "count" if self.whole else self.one.unit

    def _of(self, row: Any) -> Decimal | None:
        if row is None:
            return None
        found: Decimal | None = row.denominator if self.whole else row.value
        return found


@dataclass(frozen=True)
class Course:
    """A figure by week: this year, last year, and the weeks to come."""

    one: Indicator
    weeks: list[tuple[date, float]] = field(default_factory=list)
    before: list[tuple[date, float]] = field(default_factory=list)
    ahead: list[trend.Ahead] = field(default_factory=list)

    @property
    def last(self) -> tuple[float | None, float | None]:
        """The last whole week and the same a year earlier."""
        if not self.weeks:
            return None, None
        day, value = self.weeks[-1]
        return value, dict(self.before).get(day)


def day_of(code: str, today: date) -> date:
    """The last day whose figures are stored: before the night's run that is yesterday, after a failed one earlier (one query)."""
    first = catalogue.layout().headline[0]["indicator"]
    on = [today - timedelta(days=n) for n in range(LOOKED_BACK)]
    spans = {day: board.spans(day)["year"] for day in on}
    # Where the place has no figure the nation's says that the night ran.
    stored = board.newest([first], {code, NATION}, spans.values())
    found = {key[2:] for key, row in stored.items() if row.value is not None}
    return next((day for day in on if spans[day] in found), today)


def numbers(asked: Asked, ids: Sequence[str]) -> dict[str, Number]:
    """The figures of the place by indicator, with those compared (one query)."""
    codes = [asked.code, *([asked.place] if asked.place else [])]
    found = board.latest(ids, codes, [asked.days, asked.before])
    declared = indicators()
    return {
        id: Number(
            declared[id], found.get((id, asked.code, *asked.days)), found.get((id, asked.code, *asked.before)),
            found.get((id, asked.place, *asked.days)),
        )
        for id in ids if id in declared
    }  # fmt: skip


def by_place(asked: Asked, id: str) -> dict[str, Number]:
    """The figure of every part of the place (two queries)."""
    codes = places.parts(asked.code)
    found = board.latest([id], codes, [asked.days, asked.before])
    one = indicators()[id]
    return {c: Number(one, found.get((id, c, *asked.days)), found.get((id, c, *asked.before))) for c in codes}


def month_course(id: str, code: str, until: date, months: int = MONTHS) -> list[Any]:
    """Whole months up to a day (one query)."""
    first = until.replace(day=1)
    for _n in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return board.series(id, code, first, until, "month")


def week_course(id: str, code: str, until: date) -> Course:
    """Weeks of this year over those of the last, which stand under the day they have this year (one query)."""
    one = indicators()[id]
    begin = date(until.year, 1, 1)
    rows = board.series(id, code, trend.last_year(begin) - timedelta(days=7), until, "week")
    told = [(row.since, float(row.value)) for row in rows if row.value is not None]
    known = dict(told)
    weeks = [(day, value) for day, value in told if day >= begin]
    before = [(day + trend.YEAR, value) for day, value in told if day + trend.YEAR >= begin and day < begin]
    return Course(one, weeks, before, trend.ahead(weeks, known) if weeks else [])


def plan_of(code: str, on: date) -> Any:
    """The plan that a place is measured by: its own or the nearest above, in force or else the newest (one query)."""
    chain = [code, *divisions.ancestors(code)]
    known = [plan for plan in planning.plans_of() if plan.code in chain]
    known.sort(key=lambda plan: (chain.index(plan.code), not plan.since <= on.year <= plan.until, -plan.since))
    return known[0] if known else None


def targets(rows: Sequence[Any]) -> dict[str, Decimal]:
    """What each indicator must reach, where every place must reach the same."""
    return {
        row.target.indicator: row.target.target / (row.target.times or 1)
        for row in rows
        if row.target.indicator and row.target.target is not None and row.target.adds == "each"
    }


def misses(value: Decimal | None, target: Decimal | None, better: str) -> bool:
    """Is the value on the wrong side of the target?"""
    if value is None or target is None or not better:
        return False
    return value < target if better == "up" else value > target


def headline(asked: Asked, found: dict[str, Number]) -> list[dict[str, Any]]:
    """The first line of figures, each with its course by month."""
    shown = []
    for told in catalogue.layout().headline:
        number = found.get(told["indicator"])
        if number is not None:
            course = month_course(told["indicator"], asked.code, asked.until)
            shown.append({**told, "number": number, "course": course, "beside": found.get(told.get("also", ""))})
    return shown


def loop(found: dict[str, Number]) -> list[dict[str, Any]]:
    """The stages from the lead to the repair."""
    shown = []
    for told in catalogue.layout().loop:
        number = found.get(told["indicator"])
        if number is not None:
            whole = told.get("of") == "whole"
            kept = Number(number.one, number.now, number.before, number.other, whole=whole)
            shown.append({**told, "number": kept, "kept": found.get(told.get("in_time", ""))})
    return shown
