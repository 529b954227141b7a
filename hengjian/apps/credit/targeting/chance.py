"""Would chance have found more? What visits chosen by risk find, against those that pure chance chose in the same time.

Every draw keeps a floor of pure chance. It costs little and is the only fair measure: it shows what is to be found where
nobody would have looked, and so whether classes rank subjects as they claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

CHANCE, RISK = "chance", "risk"
Z = 1.96  # 95 %
CLASSES = "ABCD"


@dataclass(frozen=True)
class Visit:
    """One visit: what chose it, the class the subject had then, and whether something was found."""

    chosen: str
    grade: str
    found: bool


@dataclass(frozen=True)
class Found:
    """Of so many visits so many found something; the bounds are Wilson's at 95 %."""

    visits: int
    found: int

    @property
    def share(self) -> float:
        return self.found / self.visits if self.visits else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        if not self.visits:
            return 0.0, 1.0
        n, p = self.visits, self.share
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        return max(0.0, min(p, middle - half)), min(
            1.0, max(p, middle + half)
        )  # the share is never outside, by rounding


@dataclass(frozen=True)
class Report:
    """The comparison; `classes` is what pure chance found in each class, which must rise from A to D."""

    chance: Found
    risk: Found
    classes: dict[str, Found]

    @property
    def difference(self) -> tuple[float, float, float]:
        """Share found by risk less share found by chance, with Newcombe's bounds at 95 %."""
        (l1, u1), (l2, u2) = self.risk.bounds, self.chance.bounds
        p1, p2 = self.risk.share, self.chance.share
        low = p1 - p2 - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
        high = p1 - p2 + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
        return p1 - p2, low, high

    @property
    def verdict(self) -> str:
        """more, fewer: what risk found beyond doubt; unclear where the bounds hold both."""
        _middle, low, high = self.difference
        return "more" if low > 0 else "fewer" if high < 0 else "unclear"

    @property
    def forgone(self) -> float:
        """How many findings more chance would have made with the visits that risk chose; less than nought is a gain."""
        return (self.chance.share - self.risk.share) * self.risk.visits

    @property
    def ranked(self) -> bool:
        """No class below another in which chance found clearly more than in the one above it."""
        seen = [found for found in self.classes.values() if found.visits]
        return all(worse.bounds[1] >= better.bounds[0] for better, worse in zip(seen, seen[1:], strict=False))


def report(visits: Iterable[Visit]) -> Report:
    """Compare visits of one time."""
    counts: dict[str, list[int]] = {key: [0, 0] for key in (CHANCE, RISK, *CLASSES)}
    for one in visits:
        keys = [one.chosen, *([one.grade] if one.chosen == CHANCE and one.grade in CLASSES else [])]
        for key in keys:
            if key in counts:
                counts[key][0] += 1
                counts[key][1] += one.found
    found = {key: Found(*pair) for key, pair in counts.items()}
    return Report(found[CHANCE], found[RISK], {grade: found[grade] for grade in CLASSES})


def quarter(day: date) -> tuple[date, date]:
    """The first days of the day's quarter and of the next."""
    month = (day.month - 1) // 3 * 3 + 1
    begins = date(day.year, month, 1)
    return begins, date(begins.year + (month == 10), (month + 2) % 12 + 1, 1)
