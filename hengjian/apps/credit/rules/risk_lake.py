"""The formula of `rules.risk` as an Ibis expression: all subjects at once, on any engine, the same numbers.

Integers and comparisons only. A column that the table lacks is missing for every subject and costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from hengjian.kernel.later import Later

from .risk_system import GRADES, Floor, Indicator, System

if TYPE_CHECKING:
    import ibis
else:
    ibis = Later("ibis")


def graded(table: Any, system: System, keep: Iterable[str] = ("subject",)) -> Any:
    """The columns to keep, the score in hundredths, the class, and the weight of what is known."""
    has = set(table.columns)
    indicators = [i for i in system.indicators if i.id in has]
    gross = _sum(points(table[i.id], i) for i in indicators)
    held = _sum(_if(table[c.id] >= 1, c.points) for c in system.credits if c.id in has)
    scored = table.mutate(
        score=ibis.greatest(gross - ibis.least(held, system.cap), 0).cast("int32"),
        floor=ibis.greatest(ibis.literal(0), *(floor_rank(f, table) for f in system.floors if f.indicator in has)),
        coverage=_sum(table[i.id].notnull().cast("int32") * i.weight for i in indicators).cast("int32"),
    )
    rank = ibis.greatest(_rank_by_score(scored.score, system), scored.floor)
    names = {n: grade for n, grade in enumerate(GRADES)}
    return scored.mutate(grade=_cases(*((rank == n, g) for n, g in names.items() if n), otherwise=GRADES[0])).select(
        *keep, "score", "grade", "coverage"
    )


def points(column: Any, one: Indicator) -> Any:
    """Hundredths of a point that the indicator adds; nought where nothing is known."""
    if one.words:
        bands: dict[int, list[str]] = {}
        for word, score in one.words.items():
            bands.setdefault(score, []).append(word)
        pairs = [(column.isin(words), score * one.weight) for score, words in bands.items() if score]
        return _cases(*pairs, otherwise=0)
    # The first band first, as most values lie in it; then from the worst down by lower bounds. An empty value satisfies
    # no comparison and falls through to nought.
    (first, best), *rest = one.bands
    lowers = [bound for bound, _score in one.bands]
    worse = [(column >= lower, score * one.weight) for lower, (_bound, score) in zip(lowers, rest, strict=False)]
    least = column.notnull() if first is None else column < first
    return _cases((least, best * one.weight), *reversed(worse), otherwise=0)


def floor_rank(floor: Floor, table: Any) -> Any:
    """The rank of the class that the floor holds the subject at; nought where it does not hold."""
    column = table[floor.indicator]
    holds = column.isin(list(floor.value)) if isinstance(floor.value, tuple) else column >= floor.value
    return _if(holds, GRADES.index(floor.grade))


def _rank_by_score(score: Any, system: System) -> Any:
    bounds = [(score >= b.least, GRADES.index(b.grade)) for b in reversed(system.bounds) if b.least]
    return _cases(*bounds, otherwise=0)


def _if(condition: Any, value: int) -> Any:
    return _cases((condition, value), otherwise=0)


def _cases(*pairs: tuple[Any, Any], otherwise: Any) -> Any:
    return ibis.cases(*pairs, else_=otherwise) if pairs else ibis.literal(otherwise)


def _sum(parts: Iterable[Any]) -> Any:
    return reduce(add, parts, ibis.literal(0).cast("int32"))
