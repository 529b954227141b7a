"""Population stability index: how far a distribution has moved from the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import log

# A class nobody was in counts as half a case, so that the logarithm exists.
HALF = 0.5
PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Thresholds:
    """From where on a drift is watched, and from where on the model needs a look."""

    watch: Decimal
    act: Decimal

    def of(self, psi: Decimal) -> str:
        return "act" if psi >= self.act else "watch" if psi >= self.watch else "calm"


def stability(before: Mapping[str, int], now: Mapping[str, int]) -> Decimal | None:
    """Sum over the classes of (share now − share before) · ln(share now / share before); None where one side is empty."""
    if not sum(before.values()) or not sum(now.values()):
        return None
    classes = sorted({*before, *now})
    total = 0.0
    wholes = [sum(side.values()) + HALF * sum(not side.get(c) for c in classes) for side in (before, now)]
    for one in classes:
        was = (before.get(one) or HALF) / wholes[0]
        has = (now.get(one) or HALF) / wholes[1]
        total += (has - was) * log(has / was)
    return Decimal(str(total)).quantize(PLACES, ROUND_HALF_UP)
