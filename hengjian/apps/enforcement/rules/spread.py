"""尺度差异: how differently offices punish the same cause. Each fine is put on a scale of its own range, 0 to 1."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import mean, median, pstdev


@dataclass(frozen=True)
class DecidedCase:
    """What the comparison knows of a decided case, from whichever room it comes."""

    id: int
    number: str
    cause: str
    tier: str
    band: str
    fine: Decimal  # yuan
    base: Decimal | None
    facts: tuple[str, ...]
    office: str
    office_name: str
    decided_on: object
    departed: bool = False
    punished: bool = True  # a case that ended without a penalty lies in no range


@dataclass(frozen=True)
class Measure:
    """One office: how many cases, where on the scale it decides, how far from all, how often it departs from the band."""

    office: str
    name: str
    cases: int
    middle: float
    shift: float
    departures: int
    compared: bool


@dataclass(frozen=True)
class Spread:
    """All offices of one cause: the middle of all, the deviation between offices, the share of it among all deviation."""

    cause: str
    cases: int
    middle: float
    between: float
    share: float
    offices: tuple[Measure, ...]


def position(fine: Decimal, low: Decimal, high: Decimal) -> float:
    """Where a fine lies in its range: 0 at the bottom, 1 at the top; below 0 where it was mitigated."""
    return float((fine - low) / (high - low)) if high > low else 0.0


def spread(cause: str, placed: Iterable[tuple[DecidedCase, float]], least: int) -> Spread | None:
    """Measured over offices with at least so many cases; None where nothing can be compared."""
    by_office: dict[str, list[tuple[DecidedCase, float]]] = defaultdict(list)
    for one, place in placed:
        by_office[one.office].append((one, place))
    everything = [p for rows in by_office.values() for _case, p in rows]
    if not everything:
        return None
    middle = mean(everything)
    offices = [_measure(office, rows, middle, least) for office, rows in by_office.items()]
    compared = [o for o in offices if o.compared]
    between = pstdev([o.middle for o in compared]) if len(compared) > 1 else 0.0
    whole = sum((p - middle) ** 2 for p in everything)
    among = sum(o.cases * o.shift**2 for o in compared)
    ordered = tuple(sorted(offices, key=lambda o: (not o.compared, -abs(o.shift), o.office)))
    return Spread(cause, len(everything), middle, between, among / whole if whole else 0.0, ordered)


def _measure(office: str, rows: list[tuple[DecidedCase, float]], middle: float, least: int) -> Measure:
    own = mean(p for _case, p in rows)
    departures = sum(c.departed for c, _p in rows)
    return Measure(office, rows[0][0].office_name, len(rows), own, own - middle, departures, len(rows) >= least)


def likeness(one: DecidedCase, tier: str, facts: Iterable[str]) -> float:
    """How like a decided case is: the same tier, and the share of facts that both have."""
    shown, theirs = set(facts), set(one.facts)
    both = len(shown & theirs) / len(shown | theirs) if shown | theirs else 1.0
    return (0.5 if one.tier == tier else 0.0) + 0.5 * both


def alike(
    cases: Iterable[DecidedCase], tier: str, facts: Iterable[str], most: int = 20
) -> list[tuple[DecidedCase, float]]:
    """The most similar first, newer before older."""
    shown = tuple(facts)
    scored = [(c, likeness(c, tier, shown)) for c in cases]
    return sorted(scored, key=lambda pair: (-pair[1], -_ordinal(pair[0]), -pair[0].id))[:most]


def _ordinal(one: DecidedCase) -> int:
    return one.decided_on.toordinal() if hasattr(one.decided_on, "toordinal") else 0


def typical(cases: Iterable[DecidedCase]) -> Decimal | None:
    """The median fine."""
    fines = [c.fine for c in cases]
    return median(fines) if fines else None
