"""A measure for many places, or many weeks and months, at once: the same rows, grouped by the column of codes they are held to.

What the formula says for one place is told apart by the database in one statement instead of one a place. Nothing is declared
for it: the column is the one that `Span.within` narrowed, the day or moment the one that `Span.during` narrowed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Aggregate, Count, DateField, Sum
from django.db.models.expressions import Col
from django.db.models.functions import Left, TruncDate
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual, Lookup, Range
from django.db.models.sql.where import AND, WhereNode

from .divisions import NATION
from .indicator import Indicator, Span
from .measure import CALLED, Amount, Figure, Measure, Number, Rows

SIZES = (2, 4, 6, 9)
AT, WHEN = "spread_place", "spread_day"  # names that no column has
Spread = dict[str, Figure]
Of = dict[str, Number]
Key = TypeVar("Key", str, tuple[date, str])


class NotSpread(ValueError):
    """The rows are not held to a range of codes, or of days, by a column."""


def spread(one: Indicator, codes: Iterable[str], since: date, until: date) -> Spread:
    """The indicator's figure for every place of a span that has anything to tell; the nation's always.

    Where the formula is not of a kind that can be spread, it is read place by place.
    """
    wanted = sorted({NATION, *codes})
    measure = one.formula(Span(NATION, since, until))
    try:
        if measure.said is not None:
            raise NotSpread
        part, whole = (by_place(amount, wanted) for amount in (measure.part, measure.whole))
    except NotSpread:
        found = {code: one.figure(Span(code, since, until)) for code in wanted}
    else:
        found = {code: measure.figure(part.get(code, 0), whole.get(code, 0)) for code in wanted}
    return {code: figure for code, figure in found.items() if code == NATION or says(figure, measure)}


def says(figure: Figure, measure: Measure) -> bool:
    """Is there anything behind the figure?"""
    return bool(figure.numerator or (figure.denominator and not measure.counts))


def by_place(amount: Amount, codes: Sequence[str]) -> Of:
    """The amount for each place that has any."""
    if amount.rows is None:
        return dict.fromkeys(codes, amount.read())
    if amount.number is not None:
        raise NotSpread("the formula counts by itself")
    column = placed(amount.rows)
    if _adds(amount):
        above = _Above(codes)
        return _summed(amount, ((code, row) for row in _grouped(amount, {AT: column}) for code in above[row[AT]]))
    out: Of = {NATION: amount.read()} if NATION in codes else {}
    for size in sorted({len(code) for code in codes if code != NATION}):
        level = {c for c in codes if len(c) == size}
        rows = _grouped(amount, {AT: Left(column, size)})
        out |= _summed(amount, ((row[AT], row) for row in rows if row[AT] in level))
    return out


class _Above(dict[str, list[str]]):
    """Of a code those among some codes that it lies at or below."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__()
        self.codes = set(codes)

    def __missing__(self, at: str) -> list[str]:
        self[at] = [code for code in {NATION, at, *(at[:size] for size in SIZES)} if code in self.codes]
        return self[at]


def by_step(measure: Measure, codes: Sequence[str], steps: Callable[[date], date]) -> dict[date, Spread]:
    """A measure of what happened in a span, by the weeks or months into which `steps` puts each day; nothing where nothing was."""
    told = [_by_step(amount, codes, steps) for amount in (measure.part, measure.whole)]
    out: dict[date, Spread] = defaultdict(dict)
    for step, code in sorted({*told[0], *told[1]}):
        part, whole = (found.get((step, code), amount.read() if amount.rows is None else 0)
                       for found, amount in zip(told, (measure.part, measure.whole), strict=True))  # fmt: skip
        out[step][code] = measure.figure(part, whole)
    return dict(out)


def _by_step(amount: Amount, codes: Sequence[str], steps: Callable[[date], date]) -> dict[tuple[date, str], Number]:
    if amount.rows is None:
        return {}
    if not _adds(amount):
        raise NotSpread("different things of days do not add up")
    rows = _grouped(amount, {AT: placed(amount.rows), WHEN: dated(amount.rows)})
    above = _Above(codes)
    return _summed(amount, (((steps(row[WHEN]), code), row) for row in rows for code in above[row[AT]]))


def _summed(amount: Amount, told: Iterable[tuple[Key, Mapping[str, Any]]]) -> dict[Key, Number]:
    groups: dict[Key, list[Mapping[str, Any]]] = defaultdict(list)
    for key, row in told:
        groups[key].append(row)
    return {key: _sum(amount, rows) for key, rows in groups.items()}


def _sum(amount: Amount, rows: Sequence[Mapping[str, Any]]) -> Number:
    """What the groups of a place come to together, as the formula would make it of them."""
    if amount.groups is not None:
        return amount.made(rows)
    known = [row[CALLED] for row in rows if row[CALLED] is not None]
    return amount.made(sum(known[1:], known[0]) if known else None)


def _grouped(amount: Amount, keys: dict[str, Any]) -> list[dict[str, Any]]:
    if amount.groups is not None:
        return amount.grouped(**keys)
    rows: Any = amount.rows
    return list(rows.order_by().values(**keys).annotate(**{CALLED: amount.by or Count("pk")}))


def _adds(amount: Amount) -> bool:
    """Do the numbers of parts add up to that of the whole? Counts and sums do, counts of different things do not."""
    if amount.by is None:
        return True
    leaves = [one for one in amount.by.flatten() if isinstance(one, Aggregate)]
    return all(isinstance(one, (Count, Sum)) and not getattr(one, "distinct", False) for one in leaves)


# ---- which column the rows are held to ----


def placed(rows: Rows) -> Col:
    """The column of codes that the whole nation's range narrows."""
    for one in _conditions(rows.query.where):
        if isinstance(one, GreaterThanOrEqual) and one.rhs == NATION and isinstance(one.lhs, Col):
            return one.lhs
    raise NotSpread("no column of codes is narrowed")


def dated(rows: Rows) -> Any:
    """The day by which the span narrows the rows: the one column held from below and from above by days or moments."""
    low, high = [], []
    for one in _conditions(rows.query.where):
        if isinstance(one, Range) and isinstance(one.lhs, Col):
            return one.lhs if type(one.lhs.target) is DateField else TruncDate(one.lhs)
        if isinstance(one.rhs, date) and isinstance(one.lhs, Col):
            if isinstance(one, GreaterThanOrEqual):
                low.append(one.lhs)
            elif isinstance(one, LessThanOrEqual):
                high.append(one.lhs)
    both = [column for column in low if column in high]
    if len(both) != 1:
        raise NotSpread("not one day is narrowed")
    [column] = both
    return column if type(column.target) is DateField else TruncDate(column)


def _conditions(where: WhereNode) -> Iterator[Any]:
    if where.connector != AND or where.negated:
        return
    for child in where.children:
        if isinstance(child, WhereNode):
            yield from _conditions(child)
        elif isinstance(child, Lookup):
            yield child
