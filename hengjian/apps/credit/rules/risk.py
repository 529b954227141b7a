"""The risk class of one subject: score, floors, explanation, and what would make the class a better one. Pure.

Scores are whole hundredths of a point, so that every engine gives the same (rules/risk_lake.py is the same formula for
all subjects at once).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from .risk_system import GRADES, HOWS, Floor, Indicator, System, Value

Values = Mapping[str, Value]
STATE = "state"  # the column of facts with the subject's state in the register


@dataclass(frozen=True)
class Contribution:
    """What one indicator adds: its value, the band score, and the points in hundredths."""

    indicator: Indicator
    value: Value
    band: int

    @property
    def points(self) -> int:
        return self.band * self.indicator.weight


@dataclass(frozen=True)
class Step:
    """A change that would help: the indicator, and the band score it would have to come down to."""

    indicator: Indicator
    value: Value
    band: int
    to: int

    @property
    def points(self) -> int:
        return (self.band - self.to) * self.indicator.weight


@dataclass(frozen=True)
class Assessment:
    """The outcome for one subject under one version of the system."""

    system: System
    contributions: tuple[Contribution, ...]
    credit: int
    floors: tuple[Floor, ...]

    @cached_property
    def gross(self) -> int:
        return sum(c.points for c in self.contributions)

    @property
    def score(self) -> int:
        return max(0, self.gross - self.credit)

    @property
    def by_score(self) -> str:
        return self.system.grade_of(self.score)

    @property
    def grade(self) -> str:
        """The worse of the class by score and the floors that hold."""
        return max(self.by_score, *(f.grade for f in self.floors)) if self.floors else self.by_score

    @property
    def adding(self) -> list[Contribution]:
        """What adds points, most first."""
        return sorted((c for c in self.contributions if c.points), key=lambda c: (-c.points, c.indicator.id))

    @property
    def missing(self) -> list[Indicator]:
        return [c.indicator for c in self.contributions if c.value is None]

    @property
    def coverage(self) -> int:
        """The weight of the indicators of which something is known, of 100."""
        return sum(c.indicator.weight for c in self.contributions if c.value is not None)


def assess(values: Values, system: System) -> Assessment:
    """Score and class of a subject with these facts."""
    contributions = tuple(Contribution(i, values.get(i.id), i.band(values.get(i.id))) for i in system.indicators)
    held = sum(c.points for c in system.credits if Decimal(values.get(c.id) or 0) >= 1)
    floors = tuple(f for f in system.floors if f.holds(values.get(f.indicator)))
    return Assessment(system, contributions, min(held, system.cap), floors)


# ---- the way to a better class ----


@dataclass(frozen=True)
class Way:
    """What would make the class a better one: changes of the subject first, then what time brings, then the rest."""

    to: str
    steps: tuple[Step, ...]
    floors: tuple[Floor, ...]  # facts that must cease besides: they fix the class by themselves


def way(found: Assessment) -> Way | None:
    """The fewest changes that lead to the next better class, none of a kind that can be done without; None in the best."""
    if found.grade == GRADES[0]:
        return None
    target = GRADES[GRADES.index(found.grade) - 1]
    barring = tuple(f for f in found.floors if f.grade > target)
    needed = [_lifted(c, barring) for c in found.contributions if any(f.indicator == c.indicator.id for f in barring)]
    steps = [step for step in needed if step is not None]
    least = next(b.least for b in found.system.bounds if b.grade == found.grade) if found.by_score > target else None
    if least is not None:
        bound = next(b.least for b in found.system.bounds if b.grade == GRADES[GRADES.index(target) + 1])
        wanted = found.score - bound + 1 - sum(s.points for s in steps)
        free = [c for c in found.adding if all(s.indicator.id != c.indicator.id for s in steps)]
        more = fewest(free, wanted)
        if more is None:
            return None
        steps += more
    return Way(target, tuple(steps), barring)


def _lifted(one: Contribution, floors: Iterable[Floor]) -> Step | None:
    """The indicator at its mildest value by which none of the floors holds."""
    mine = [f for f in floors if f.indicator == one.indicator.id]
    if one.indicator.words:
        left = [score for word, score in one.indicator.words.items() if not any(f.holds(word) for f in mine)]
    else:
        below = min(f.value for f in mine if isinstance(f.value, Decimal))
        left = [score for score, at in _starts(one.indicator) if at < below]
    to = max((score for score in left if score <= one.band), default=0)
    return Step(one.indicator, one.value, one.band, to)


def _starts(one: Indicator) -> list[tuple[int, Decimal]]:
    """Each band score with the value at which its band begins."""
    starts = [Decimal("-Infinity"), *(bound for bound, _score in one.bands if bound is not None)]
    return [(score, start) for (_bound, score), start in zip(one.bands, starts, strict=True)]


def fewest(contributions: Iterable[Contribution], wanted: int) -> list[Step] | None:
    """The fewest indicators that, at their best, give so many points; the last only as far as is needed.

    Those the subject can act on come first; what time or others bring is used only where those do not suffice.
    """
    if wanted <= 0:
        return []
    pool: list[Contribution] = []
    for how in HOWS:
        pool += [c for c in contributions if c.indicator.how == how]
        if sum(_most(c) for c in pool) >= wanted:
            break
    else:
        return None
    chosen: list[Contribution] = []
    for one in sorted(pool, key=lambda c: (-_most(c), c.indicator.id)):
        chosen.append(one)
        if sum(_most(c) for c in chosen) >= wanted:
            break
    *full, last = chosen
    steps = [Step(c.indicator, c.value, c.band, c.indicator.scores[0]) for c in full]
    left = wanted - sum(s.points for s in steps)
    enough = [s for s in last.indicator.scores if (last.band - s) * last.indicator.weight >= left]
    return [*steps, Step(last.indicator, last.value, last.band, max(enough))]


def _most(one: Contribution) -> int:
    """The points that would go if the indicator were at its best."""
    return (one.band - one.indicator.scores[0]) * one.indicator.weight


# ---- changes ----


@dataclass(frozen=True)
class Change:
    """How one indicator differs between two sets of facts, with the points that makes."""

    id: str
    before: Value
    after: Value
    points: int


def changes(before: Values, after: Values, system: System) -> list[Change]:
    """What made the score another one, the most first."""
    found = []
    for one in system.indicators:
        was, now = before.get(one.id), after.get(one.id)
        points = (one.band(now) - one.band(was)) * one.weight
        if points:
            found.append(Change(one.id, was, now, points))
    return sorted(found, key=lambda c: (-abs(c.points), c.id))


def warns(was: str, was_score: int, grade: str, score: int, jump: int) -> bool:
    """预警: the class has become worse, or the score has jumped within it."""
    return grade > was or score - was_score >= jump
