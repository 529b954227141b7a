"""What an indicator measures, before anything is read: rows, and how much they come to.

A formula says which rows stand behind its numerator and its denominator. From that the figure is read for one place, spread
over all places at once (`kernel.spreading`), and opened into the matters behind it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Aggregate, Count, QuerySet, Sum

Rows = QuerySet[Any]
Number = Decimal | int
Groups = Sequence[Mapping[str, Any]]
CALLED = "reckoned"  # of the aggregate; no model has a column of that name


def plain(found: Any) -> Number:
    """What a database adds up; nothing is nought."""
    number: Number = found or 0
    return number


@dataclass(frozen=True)
class Amount:
    """So many rows, an aggregate over them, or what `made` makes of them read in groups; or a number known already.

    `rows` are those that an officer finds when he opens the figure, not yet read.
    """

    rows: Rows | None = None
    by: Any = None  # aggregate; None counts rows
    groups: Mapping[str, Any] | None = None  # expressions to group by, and aggregates of each group
    made: Callable[[Any], Number] = plain
    number: Number | None = None

    def read(self) -> Number:
        """The number, as the running scope sees it (one query, none for a fixed one)."""
        if self.rows is None or self.number is not None:
            return self.number or 0
        if self.groups is not None:
            return self.made(self.grouped())
        return self.rows.count() if self.by is None else self.made(self.rows.aggregate(**{CALLED: self.by})[CALLED])

    def grouped(self, **more: Any) -> list[dict[str, Any]]:
        """The rows in groups with how many each has (`n`); `more` groups them further."""
        told = {**(self.groups or {}), **more}
        adds = {name: one for name, one in told.items() if isinstance(one, Aggregate)}
        keys = {name: one for name, one in told.items() if name not in adds}
        if self.rows is None:
            return []
        return list(self.rows.order_by().values(**keys).annotate(n=Count("pk"), **adds))


Countable = Number | Rows | Amount


@dataclass(frozen=True)
class Figure:
    """A value with what it was divided from. `value` is None where there was nothing to measure.

    `part` and `whole` are the rows behind the numerator and the denominator, not yet read: whoever opens the figure under
    a scope of his own finds those of them that he may see.
    """

    value: Decimal | None
    numerator: Number
    denominator: Number
    part: Rows | None = field(default=None, compare=False, repr=False)
    whole: Rows | None = field(default=None, compare=False, repr=False)

    @property
    def said(self) -> dict[str, Number | None]:
        """The three numbers by name."""
        return {"value": self.value, "numerator": self.numerator, "denominator": self.denominator}


@dataclass(frozen=True)
class Measure:
    """Part over whole times so much, not yet read. `said` is the value where it is not the quotient, as of a survey."""

    part: Amount
    whole: Amount
    times: int = 1
    places: int = 2
    said: Amount | None = None

    @property
    def counts(self) -> bool:
        """Is it a plain amount? Then where nothing is there, it is nought and not unknown."""
        return self.whole.rows is None and bool(self.whole.number)

    @property
    def nothing(self) -> Figure:
        """The figure of a place where nothing is."""
        return replace(self.figure(0, self.whole.read() if self.counts else 0), part=None, whole=None)

    def figure(self, part: Number, whole: Number, said: Number | None = None) -> Figure:
        """The figure of these two numbers; decimals, so that every engine and every machine gives the same digits."""
        value = None
        if whole and said is not None:
            value = Decimal(said)
        elif whole:
            exact = Decimal(part) * self.times / Decimal(whole)
            value = exact.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        return Figure(value, part, whole, self.part.rows, self.whole.rows)

    def read(self) -> Figure:
        """The figure as the running scope sees it: two queries, or one where both are of the same rows."""
        if self.part.rows is not None and self.part.rows is self.whole.rows:
            return self._read_together(self.part.rows)
        return self.figure(self.part.read(), self.whole.read())

    def _read_together(self, rows: Rows) -> Figure:
        part, whole = self.part, self.whole
        if part.groups is not None:
            groups = part.grouped()
            return self.figure(
                part.made(groups),
                sum(one["n"] for one in groups) if whole.groups is None else whole.made(groups),
                self.said.made(groups) if self.said else None,
            )
        found = rows.aggregate(part=part.by or Count("pk"), whole=whole.by or Count("pk"))
        return self.figure(part.made(found["part"]), whole.made(found["whole"]))


def amount(found: Countable) -> Amount:
    """Rows count as many as they are; a number is itself."""
    if isinstance(found, Amount):
        return found
    return Amount(rows=found) if isinstance(found, QuerySet) else Amount(number=found)


def known(number: Number, rows: Rows) -> Amount:
    """What the formula counted itself, and the rows that it counted."""
    return Amount(rows, number=number)


def different(rows: Rows, column: str) -> Amount:
    """How many different values the rows have in a column, such as subjects; rows without one do not count."""
    return Amount(rows, Count(column, distinct=True))


def total(rows: Rows, what: Any, made: Callable[[Any], Number] = plain) -> Amount:
    """The sum of a column or an expression over the rows, or any aggregate; `made` turns it into a number."""
    return Amount(rows, Sum(what) if isinstance(what, str) else what, made=made)


def worked(rows: Rows, made: Callable[[Groups], Number], **groups: Any) -> Amount:
    """What only the program can work out: rows read in groups of these expressions, each with its `n`."""
    return Amount(rows, groups=groups, made=made)


def ratio(part: Countable, whole: Countable, *, times: int = 1, places: int = 2) -> Measure:
    """A part over a whole."""
    return Measure(amount(part), amount(whole), times, places)


def tally(found: Countable) -> Measure:
    """A plain count; its denominator is one."""
    return ratio(found, 1, places=0)


def share(part: Countable, whole: Countable) -> Measure:
    """A part of a whole in per cent."""
    return ratio(part, whole, times=100)


def mean(rows: Rows, what: Any, made: Callable[[Any], Number] = plain) -> Measure:
    """A sum over the rows, per row."""
    return ratio(total(rows, what, made), rows)


def yuan(rows: Rows, fen: Any) -> Measure:
    """Fen summed over the rows, over a hundred."""
    return ratio(total(rows, fen), 100)
