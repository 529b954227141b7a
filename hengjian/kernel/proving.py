"""Whether figures hold: the rows that a figure opens into account for its numbers, and all places at once say what each says."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from .indicator import Indicator, Span
from .measure import Amount, Number
from .spreading import says, spread


def faults(one: Indicator, codes: Iterable[str], since: date, until: date) -> Iterator[str]:
    """What does not hold of an indicator for these places and days, a sentence each; needs the scope of the machine."""
    places = sorted(set(codes))
    at_once = spread(one, places, since, until)
    for code in places:
        measure = one.formula(Span(code, since, until))
        live = measure.read()
        for name, amount, number in (
            ("numerator", measure.part, live.numerator),
            ("denominator", measure.whole, live.denominator),
        ):
            if amount.rows is not None and (counted := recounted(amount)) != number:
                yield f"{one.id} {code}: the {name} is {number}, its rows come to {counted}"
        if code in at_once and at_once[code] != live:
            yield f"{one.id} {code}: alone {live}, among all places {at_once[code]}"
        if code not in at_once and says(live, measure):
            yield f"{one.id} {code}: {live} is missing among all places"
    if not one.closed and measured_without_rows(one, since, until):
        yield f"{one.id} opens into no rows and does not say why"


def recounted(amount: Amount) -> Number:
    """The amount again, from the rows that an officer would find when he opens it, each taken once."""
    if amount.rows is None:
        return amount.read()
    found = set(amount.rows.values_list("pk", flat=True))
    if amount.number is not None:
        return len(found)
    return replace(amount, rows=amount.rows.model.objects.filter(pk__in=found)).read()


def measured_without_rows(one: Indicator, since: date, until: date) -> bool:
    """Does the numerator open into nothing?"""
    return one.formula(Span("0", since, until)).part.rows is None
