"""Declaring an indicator 指标: names, unit, direction, the article or plan it serves, and one formula over a span."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from .divisions import bounds
from .law import LawUnknown, cite
from .models import Clock

Text = str | Promise
Rows = QuerySet[Any]
UNITS = frozenset({"pct", "hour", "workday", "day", "count", "yuan", "times"})
DIRECTIONS = frozenset({"up", "down", ""})
_indicators: dict[str, "Indicator"] = {}
Printed = Callable[[str, bool], list[dict[str, Any]] | None]
_printed: list[Printed] = []


@dataclass(frozen=True)
class Span:
    """Which codes and which days a figure is about: at or below `code`, from `since` to `until`, both included."""

    code: str
    since: date
    until: date

    @property
    def codes(self) -> tuple[str, str]:
        return bounds(self.code)

    def within(self, field: str = "code") -> dict[str, str]:
        """Filter of a code column; the database's own policy narrows it further to what the asker may see."""
        lo, hi = self.codes
        return {f"{field}__gte": lo, f"{field}__lt": hi}

    def during(self, field: str) -> dict[str, datetime]:
        """Filter of a column of moments."""
        return {
            f"{field}__gte": timezone.make_aware(datetime.combine(self.since, time.min)),
            f"{field}__lte": timezone.make_aware(datetime.combine(self.until, time.max)),
        }

    def during_days(self, field: str) -> dict[str, date]:
        """Filter of a column of days."""
        return {f"{field}__gte": self.since, f"{field}__lte": self.until}


@dataclass(frozen=True)
class Figure:
    """A value with what it was divided from. `value` is None where there was nothing to measure.

    `part` and `whole` are the rows behind the numerator and the denominator, not yet read: whoever opens the figure under
    a scope of his own finds those of them that he may see.
    """

    value: Decimal | None
    numerator: Decimal | int
    denominator: Decimal | int
    part: Rows | None = field(default=None, compare=False, repr=False)
    whole: Rows | None = field(default=None, compare=False, repr=False)

    @property
    def said(self) -> dict[str, Decimal | int | None]:
        """The three numbers by name."""
        return {"value": self.value, "numerator": self.numerator, "denominator": self.denominator}


Formula = Callable[[Span], Figure]


@dataclass(frozen=True)
class Indicator:
    """One indicator. `better` says which way is good; `serves` is the article that asks for it, or a plan's words."""

    id: str
    label: Text
    unit: str
    better: str
    serves: Text
    formula: Formula
    doc: str

    @property
    def basis(self) -> str:
        """The article in full, or the plan."""
        try:
            return str(cite(str(self.serves)))
        except LawUnknown:
            return str(self.serves)

    def figure(self, span: Span) -> Figure:
        """Its value for a span, within what the running scope sees."""
        return self.formula(span)


def indicator(id: str, *, label: Text, unit: str, serves: Text, better: str = "") -> Callable[[Formula], Formula]:
    """Register the decorated formula; its docstring defines numerator and denominator."""

    def declare(formula: Formula) -> Formula:
        if id in _indicators:
            raise ValueError(f"the indicator {id} is declared twice")
        if unit not in UNITS or better not in DIRECTIONS:
            raise ValueError(f"the indicator {id} has an unknown unit or direction")
        doc = " ".join((formula.__doc__ or "").split())
        _indicators[id] = Indicator(id, label, unit, better, serves, formula, doc)
        return formula

    return declare


def indicators() -> dict[str, Indicator]:
    """All declared indicators by id."""
    return dict(sorted(_indicators.items()))


def tell_targets(printed: Printed) -> None:
    """A room offers what plans print: given a plan's key, and whether of its table alone, the targets as plain data."""
    _printed.append(printed)


def printed_targets(plan: str, table_only: bool) -> list[dict[str, Any]] | None:
    """The targets of a plan as printed; None if no room knows the plan."""
    return next((found for one in _printed if (found := one(plan, table_only)) is not None), None)


def ratio(numerator: int | Decimal, denominator: int, *, times: int = 1, places: int = 2) -> Figure:
    """Numerator over denominator; decimals, so that every engine and every machine gives the same digits."""
    if not denominator:
        return Figure(None, numerator, denominator)
    value = Decimal(numerator) * times / Decimal(denominator)
    return Figure(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), numerator, denominator)


def tally(found: int | Rows) -> Figure:
    """A plain count; its denominator is one. Given the rows themselves, the figure opens into them."""
    if isinstance(found, int):
        return Figure(Decimal(found), found, 1)
    number = found.count()
    return Figure(Decimal(number), number, 1, part=found)


def share(part: int | Rows, whole: int | Rows) -> Figure:
    """A part of a whole in per cent. Given the rows themselves, the figure opens into them."""
    shown = ratio(_number(part), _number(whole), times=100)
    return replace(shown, part=_rows(part), whole=_rows(whole))


def _number(found: int | Rows) -> int:
    return found if isinstance(found, int) else found.count()


def _rows(found: int | Rows) -> Rows | None:
    return None if isinstance(found, int) else found


def kept_of_due(span: Span, *limits: str, late_too: bool = False) -> Figure:
    """Matters whose day under one of these limits falls into the span and that kept it, of all whose day falls into it.

    Of a matter the last clock counts, as a prolonged or repeated one takes the place of that before. What is overdue and
    still open counts against the share; `late_too` takes what was done late as done.
    """
    clocks = Clock.objects.filter(limit__in=limits)
    later = clocks.filter(proceeding_id=OuterRef("proceeding_id"), pk__gt=OuterRef("pk"))
    rows = clocks.filter(~Exists(later), **span.during("due"), **span.within("proceeding__code"))
    done = rows.filter(ended_at__isnull=False) if late_too else rows.filter(ended_at__lte=F("due"))
    return share(done, rows)


def as_json(one: Indicator, span: Span | None = None) -> dict[str, Any]:
    """The declaration as plain data; with a span also its figure. Decimals are text."""
    shown: dict[str, Any] = {
        "id": one.id,
        "label": str(one.label),
        "unit": one.unit,
        "better": one.better,
        "serves": one.basis,
        "definition": one.doc,
    }
    if span:
        figure = one.figure(span)
        shown |= {"code": span.code, "since": span.since.isoformat(), "until": span.until.isoformat()}
        shown |= {k: None if v is None else str(v) for k, v in figure.said.items()}
    return shown
