"""消费环境指数: how well consumers fare in a place and trade, from complaints, settlement, ratings and surveys.

Parts of equal weight, each from 0 to 100 by a stated formula; a part about which nothing is known is left out, and
the index says how many parts it rests on.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

WORST_RATE = 20  # complaints a thousand subjects at which the first part is nought
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Surveyed:
    """Satisfaction of 0 to 100 that a survey has found, with its error, as published."""

    satisfaction: str
    margin: str


@dataclass(frozen=True)
class PlaceFacts:
    """Counts of a period for one place and trade. None where nothing is known."""

    complaints: int
    subjects: int
    closed: int | None = None
    closed_on_time: int | None = None
    settled: int | None = None
    satisfied: int | None = None
    rated: int | None = None
    serious: int | None = None
    survey: Surveyed | None = None


@dataclass(frozen=True)
class Part:
    """One part: what it measures, its points, and the counts behind them."""

    key: str
    points: Decimal
    told: str


@dataclass(frozen=True)
class Index:
    """The mean of the parts that are known."""

    points: Decimal | None
    parts: tuple[Part, ...]


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(100) * part / whole).quantize(TENTH, ROUND_HALF_UP)


def index(facts: PlaceFacts) -> Index:
    """The index with its parts."""
    parts = []
    if facts.subjects:
        rate = Decimal(1000) * facts.complaints / facts.subjects
        points = max(Decimal(0), 100 - rate * 100 / WORST_RATE).quantize(TENTH, ROUND_HALF_UP)
        parts.append(Part("few", points, f"{facts.complaints} / {facts.subjects}"))
    if facts.closed and facts.closed_on_time is not None:
        parts.append(
            Part("on_time", _share(facts.closed_on_time, facts.closed), f"{facts.closed_on_time} / {facts.closed}")
        )
    if facts.closed and facts.settled is not None:
        parts.append(Part("settled", _share(facts.settled, facts.closed), f"{facts.settled} / {facts.closed}"))
    if facts.complaints and facts.serious is not None:
        safe = facts.complaints - facts.serious
        parts.append(Part("safe", _share(safe, facts.complaints), f"{safe} / {facts.complaints}"))
    if facts.rated and facts.satisfied is not None:
        parts.append(Part("satisfied", _share(facts.satisfied, facts.rated), f"{facts.satisfied} / {facts.rated}"))
    if facts.survey:
        points = Decimal(facts.survey.satisfaction).quantize(TENTH, ROUND_HALF_UP)
        parts.append(Part("survey", points, f"± {facts.survey.margin}"))
    if not parts:
        return Index(None, ())
    mean = sum((p.points for p in parts), Decimal(0)) / len(parts)
    return Index(mean.quantize(TENTH, ROUND_HALF_UP), tuple(parts))
