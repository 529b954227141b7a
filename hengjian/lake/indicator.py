"""Indicators over the lake: the same number as a room's formula, worded once for every engine, for all places at once.

The database answers for what is asked now, under the reader's scope. The lake answers over all years without burdening it, on
DuckDB or Spark. The two wordings cannot share their text, as one is made of the ORM and one of Ibis; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from typing import Any

from django.utils import timezone

from hengjian.kernel.divisions import NATION
from hengjian.kernel.indicator import Figure, indicators, ratio
from hengjian.kernel.models import Authority
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.spreading import spread

from . import discover
from .engine import Engine

LEVELS = (2, 4, 6, 9)  # digits of province, city, county, township
Table = Any  # of Ibis, which is not imported here: a web process must not carry it


class Unknown(LookupError):
    """No formula over the lake is declared for the indicator."""


@dataclass(frozen=True)
class Days:
    """The first and the last day that count."""

    since: date
    until: date

    def hold(self, day: Table) -> Table:
        """Does a column of days lie within?"""
        return (day >= self.since) & (day <= self.until)

    def hold_moment(self, moment: Table) -> Table:
        """Does a column of moments lie within? The lake keeps them in UTC, days are those of the country."""
        return (moment >= _begin(self.since)) & (moment < _begin(self.until + timedelta(days=1)))


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Some:
    """Rows of the lake and what is taken of them: how many, how many different in a column, or the sum of a column."""

    rows: Table
    code: str = "code"
    total: str = ""
    different: str = ""

    def by_place(self, name: str) -> Table:
        """The amount by place, with those above: `code` and `name`."""
        at = self.rows[self.code]
        if self.different:
            kept = (
                self.rows.select(code=at, what=self.rows[self.different]).filter(lambda t: t.what.notnull()).distinct()
            )
            return _levels(kept).distinct().group_by("code").aggregate(**{name: lambda t: t.count()})
        taken = self.rows.mutate(code=at, what=self.rows[self.total].cast("int64") if self.total else 1)
        counted = taken.group_by("code").aggregate(what=lambda t: t.what.sum())
        return _levels(counted).group_by("code").aggregate(**{name: lambda t: t.what.sum().cast("int64")})


def _levels(rows: Table) -> Table:
    """The rows once for each place at or above their own, the nation among them."""
    above = [rows.filter(rows.code.length() >= size).mutate(code=rows.code.substr(0, size)) for size in LEVELS]
    return reduce(lambda all, one: all.union(one), above, rows.mutate(code=_literal(rows.code, NATION)))


def _literal(column: Table, text: str) -> Table:
    return column.substr(0, 0) + text


@dataclass(frozen=True)
class Worded:
    """Numerator and denominator over the lake; `times` and the fixed denominator as in the room's formula."""

    part: Some
    whole: Some | int = 1
    times: int = 1


Wording = Callable[[Mapping[str, Table], Days], Worded]


@dataclass(frozen=True)
class OverLake:
    """A declared formula over the lake and the datasets it reads."""

    id: str
    reads: tuple[str, ...]
    wording: Wording


_declared: dict[str, OverLake] = {}


def over_lake(id: str, *reads: str) -> Callable[[Wording], Wording]:
    """Register the decorated wording of an indicator over these datasets."""

    def declare(wording: Wording) -> Wording:
        if id in _declared:
            raise ValueError(f"{id} is worded twice over the lake")
        _declared[id] = OverLake(id, reads, wording)
        return wording

    return declare


def declared() -> dict[str, OverLake]:
    """All of them; the rooms word them beside their datasets."""
    discover.datasets()
    return dict(sorted(_declared.items()))


def expression(engine: Engine, id: str, since: date, until: date) -> tuple[Table, Worded]:
    """The rows `code`, `numerator`, `denominator` of every place that has any, not yet computed."""
    one = declared().get(id)
    if one is None:
        raise Unknown(f"{id} has no formula over the lake; there are: {', '.join(declared())}")
    worded = one.wording({name: engine.table(name) for name in one.reads}, Days(since, until))
    part = worded.part.by_place("numerator")
    if isinstance(worded.whole, int):
        return part.mutate(denominator=worded.whole), worded
    whole = worded.whole.by_place("denominator").rename(at="code")
    both = part.outer_join(whole, part.code == whole.at)
    return both.select(
        code=both.code.coalesce(both.at), numerator=both.numerator.fill_null(0), denominator=both.denominator.fill_null(0)
    ), worded  # fmt: skip


def figures(engine: Engine, id: str, since: date, until: date) -> dict[str, Figure]:
    """The indicator's figure by place, the nation under its own code; places without anything are left out."""
    table, worded = expression(engine, id, since, until)
    places = 0 if worded.whole == 1 else 2
    measure = ratio(0, 1, times=worded.times, places=places)
    rows = engine.arrow(table).to_pylist()
    found = {row["code"]: measure.figure(_plain(row["numerator"]), _plain(row["denominator"])) for row in rows}
    return {code: found[code] for code in sorted(found)}


def differing(found: Mapping[str, Figure], id: str, since: date, until: date) -> list[str]:
    """Places of which the database says something else than the lake, a line each.

    Rows that changed since the export differ too: what is compared is what was exported.
    """
    with acting_as(CLOCKWORK):
        places = {*found, *Authority.objects.values_list("pk", flat=True)}
        rows = spread(indicators()[id], places, since, until)
    nothing = (None, 0, 0)
    told = []
    for code in sorted(places):
        here, there = (
            (one.value, one.numerator, one.denominator)
            if one is not None and (one.numerator or code in found)
            else nothing
            for one in (rows.get(code), found.get(code))
        )
        if here != there:
            told.append(f"{id} {code}: the database {here}, the lake {there}")
    return told


def _plain(number: Any) -> int:
    return int(Decimal(number or 0))
