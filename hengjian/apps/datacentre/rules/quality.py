"""From checks to scores: which check speaks for which of the six dimensions of GB/T 36344, and what their share is."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# The kinds of checks of the lake, and the one for formats that the data standard adds.
SPEAKS_FOR = {
    "empty": "completeness",
    "within": "accuracy",
    "refers": "consistency",
    "fresh": "timeliness",
    "missing": "timeliness",
    "grain": "uniqueness",
    "one_of": "validity",
    "format": "validity",
}
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Checked:
    """One check: of what kind, of what, how many rows it looked at, how many broke it."""

    kind: str
    of: str
    rows: int
    broken: int


@dataclass(frozen=True)
class Scored:
    """One dimension: the share of what was looked at that is sound, in per cent."""

    dimension: str
    checks: int
    rows: int
    broken: int
    score: Decimal
    worst: str


def scores(checks: Iterable[Checked]) -> list[Scored]:
    """A score for each dimension that a check speaks for; a dimension without a rule has none rather than a full one."""
    found: dict[str, list[Checked]] = {}
    for one in checks:
        found.setdefault(SPEAKS_FOR[one.kind], []).append(one)
    return [_scored(dimension, of) for dimension, of in found.items() if any(c.rows or c.broken for c in of)]


def _scored(dimension: str, checks: list[Checked]) -> Scored:
    broken = sum(min(c.broken, max(c.rows, 1)) for c in checks)
    rows = sum(max(c.rows, 1) for c in checks)
    worst = max(checks, key=lambda c: c.broken)
    return Scored(dimension, len(checks), rows, broken, per_cent(rows - broken, rows), worst.of if worst.broken else "")


def per_cent(part: int, whole: int) -> Decimal:
    """Rounded down short of a hundred: what is not whole must not look whole."""
    shown = (Decimal(part) * 100 / Decimal(whole)).quantize(CENT, ROUND_HALF_UP)
    return Decimal("99.99") if part < whole and shown == 100 else shown


def overall(found: Iterable[Decimal]) -> Decimal | None:
    """The mean of the dimensions that were measured; each counts the same."""
    values = list(found)
    return (sum(values, Decimal(0)) / len(values)).quantize(CENT, ROUND_HALF_UP) if values else None
