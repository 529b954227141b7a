"""Handing a target down: equal shares, shares by weight, shares by hand, and whether they fit the target above."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import cite
from hengjian.kernel.numbers import bare

EQUAL, WEIGHT, HAND = "equal", "weight", "hand"


def shares(target: Decimal, adds: str, way: str, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Each place's share. What adds up is divided to the last unit of the target; what each must reach is given to each."""
    if adds == "each":
        return dict.fromkeys(weights, target)
    parts = dict.fromkeys(weights, Decimal(1)) if way == EQUAL else dict(weights)
    whole = sum(parts.values(), Decimal(0))
    if not whole:
        return dict.fromkeys(weights, Decimal(0))
    step = Decimal(1).scaleb(min(int(target.normalize().as_tuple().exponent), 0))
    exact = {place: target * part / whole for place, part in parts.items()}
    given = {place: value.quantize(step, ROUND_DOWN) for place, value in exact.items()}
    left = int((target - sum(given.values(), Decimal(0))) / step)
    # Largest remainder: what rounding left over goes, unit by unit, to whom it took most from.
    for place in sorted(exact, key=lambda p: (given[p] - exact[p], p))[:left]:
        given[place] += step
    return given


def fit(name: str, target: Decimal, down: bool, adds: str, given: Mapping[str, Decimal]) -> Finding:
    """Do these shares bring the target about? Shares that add up must add up to it; else each must itself reach it."""
    article = cite("unified_planning_opinion")
    if not given:
        fact, remedy = _("“%(name)s” was given to nobody.") % {"name": name}, _("Choose the places.")
        return Finding((Ground(fact, article, remedy),))
    words = {"name": name, "target": bare(target)}
    if adds == "sum":
        total = sum(given.values(), Decimal(0))
        if not (total > target if down else total < target):
            return Finding()
        fact = _("The shares of “%(name)s” add up to %(sum)s; the target is %(target)s.") % {
            "sum": bare(total),
            **words,
        }
        return Finding((Ground(fact, article, _("Change the shares so that together they reach it.")),))
    short = [place for place, value in given.items() if (value > target if down else value < target)]
    if not short:
        return Finding()
    fact = _("“%(name)s”: %(places)s would have less to reach than the target %(target)s.") % {
        "places": "、".join(short), **words
    }  # fmt: skip
    remedy = _("A target that each place must reach can be raised below, not lowered.")
    return Finding((Ground(fact, article, remedy),))
