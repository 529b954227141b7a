"""Why a value changed: what numerator and denominator did to it, and what each place below did. The parts add up exactly.

Numerator and denominator are changed one after the other, in both orders, and the two answers averaged (Shapley). Over
places each one's part is split into what it did itself and what its share of the whole did (Bennet).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Parts:
    """One place's figure: numerator over denominator. For a plain count the denominator is None."""

    numerator: Fraction
    denominator: Fraction | None


@dataclass(frozen=True)
class Change:
    """A change of a value and what its numerator and its denominator made of it."""

    total: Fraction
    numerator: Fraction
    denominator: Fraction


@dataclass(frozen=True)
class Contribution:
    """What one place added to the change of the whole: `own` by its own figure, `weight` by its share of the whole."""

    place: str
    own: Fraction
    weight: Fraction

    @property
    def total(self) -> Fraction:
        return self.own + self.weight


def value(parts: Parts, times: Fraction = Fraction(1)) -> Fraction | None:
    """Numerator over denominator; None where there was nothing to divide by."""
    if parts.denominator is None:
        return parts.numerator * times
    return parts.numerator * times / parts.denominator if parts.denominator else None


def change(before: Parts, after: Parts, times: Fraction = Fraction(1)) -> Change | None:
    """By how much the value changed, and how much of it numerator and denominator brought about."""
    old, new = value(before, times), value(after, times)
    if old is None or new is None:
        return None
    if before.denominator is None or after.denominator is None:
        return Change(new - old, new - old, Fraction(0))
    a, b = 1 / before.denominator, 1 / after.denominator
    of_numerator = (after.numerator - before.numerator) * (a + b) / 2 * times
    of_denominator = (b - a) * (before.numerator + after.numerator) / 2 * times
    return Change(new - old, of_numerator, of_denominator)


def contributions(
    before: Mapping[str, Parts], after: Mapping[str, Parts], times: Fraction = Fraction(1)
) -> list[Contribution]:
    """What each place added to the change of the whole, the largest first; the sum is the change of the whole."""
    places = sorted({*before, *after})
    none = Parts(Fraction(0), Fraction(0))
    pairs = {p: (before.get(p, none), after.get(p, none)) for p in places}
    if any(part.denominator is None for pair in pairs.values() for part in pair):
        found = [Contribution(p, (b.numerator - a.numerator) * times, Fraction(0)) for p, (a, b) in pairs.items()]
    else:
        found = _of_rates(pairs, times)
    return sorted(found, key=lambda c: (-abs(c.total), c.place))


def _of_rates(pairs: Mapping[str, tuple[Parts, Parts]], times: Fraction) -> list[Contribution]:
    wholes = [sum((pair[n].denominator or Fraction(0) for pair in pairs.values()), Fraction(0)) for n in (0, 1)]
    if not all(wholes):
        return []
    tops = [sum((pair[n].numerator for pair in pairs.values()), Fraction(0)) for n in (0, 1)]
    middle = (tops[0] / wholes[0] + tops[1] / wholes[1]) / 2
    found = []
    for place, pair in pairs.items():
        weights = [(pair[n].denominator or Fraction(0)) / wholes[n] for n in (0, 1)]
        rates = [value(pair[n]) for n in (0, 1)]
        # A place that was not there brings no rate of its own: its whole part is its weight.
        old = rates[0] if rates[0] is not None else rates[1] if rates[1] is not None else middle
        new = rates[1] if rates[1] is not None else old
        own = (weights[0] + weights[1]) / 2 * (new - old)
        weight = ((old + new) / 2 - middle) * (weights[1] - weights[0])
        found.append(Contribution(place, own * times, weight * times))
    return found
