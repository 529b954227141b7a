"""Quality of the lake: unique grain, no empty values where none may be, declared references and ranges, freshness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from . import catalogue, store
from .engine import Engine
from .offer import Dataset, OneOf, Refers, Rule, Within

GRAIN, EMPTY, REFERS, WITHIN, ONE_OF, FRESH, MISSING = (
    "grain", "empty", "refers", "within", "one_of", "fresh", "missing",
)  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One check: of what, how many rows it looked at, how many broke it."""

    dataset: str
    kind: str
    of: str
    rows: int
    broken: int

    @property
    def passed(self) -> bool:
        return self.broken == 0


def check(one: Dataset, engine: Engine) -> list[Check]:
    """Every check of a dataset; one that was never exported fails a single one."""
    kept = store.read(one.name)
    if kept is None:
        return [Check(one.name, MISSING, "", 0, 1)]
    table = engine.table(one.name)
    rows = kept.rows
    doubled = table.group_by(list(one.grain)).agg(n=lambda t: t.count()).filter(lambda t: t.n > 1)
    found = [Check(one.name, GRAIN, ", ".join(one.grain), rows, _number(engine, doubled.count()))]
    required = [c.name for c in one.columns if not c.null]
    if required:
        # One pass over the file answers for all columns.
        counted = engine.arrow(table.aggregate([table[name].isnull().sum().name(name) for name in required]))
        found += [Check(one.name, EMPTY, name, rows, counted.column(name)[0].as_py() or 0) for name in required]
    found += [Check(one.name, *_broken(rule, table, engine, rows)) for rule in one.rules]
    stale = int(catalogue.entry(one).stale)
    return [*found, Check(one.name, FRESH, f"{one.fresh} h", 1, stale)]


def _number(engine: Engine, expression: Any) -> int:
    return int(engine.arrow(expression.as_table()).column(0)[0].as_py() or 0)


def _broken(rule: Rule, table: Any, engine: Engine, rows: int) -> tuple[str, str, int, int]:
    column = table[rule.column]
    if isinstance(rule, Refers):
        name, _dot, key = rule.to.rpartition(".")
        if store.read(name) is None:
            return REFERS, f"{rule.column} → {rule.to}", rows, rows
        there = engine.table(name)
        keys = there.select(key=there[key]).distinct()
        astray = table.filter(column.notnull()).anti_join(keys, column == keys.key)
        return REFERS, f"{rule.column} → {rule.to}", rows, _number(engine, astray.count())
    if isinstance(rule, OneOf):
        wrong = table.filter(column.notnull() & column.notin(list(rule.values)))
        return ONE_OF, f"{rule.column}: {', '.join(rule.values)}", rows, _number(engine, wrong.count())
    beyond = list(_beyond(rule, column))
    broken = _number(engine, table.filter(reduce(or_, beyond)).count()) if beyond else 0
    return WITHIN, f"{rule.column}: {rule.at_least}…{rule.at_most}", rows, broken


def _beyond(rule: Within, column: Any) -> Iterator[Any]:
    if rule.at_least is not None:
        yield column < rule.at_least
    if rule.at_most is not None:
        yield column > rule.at_most
