"""Declaring an indicator 指标: names, unit, direction, the article or plan it serves, and one formula over a span."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from .divisions import bounds
from .law import LawUnknown, cite

Text = str | Promise
UNITS = frozenset({"pct", "hour", "count"})
DIRECTIONS = frozenset({"up", "down", ""})
_indicators: dict[str, "Indicator"] = {}


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


@dataclass(frozen=True)
class Figure:
    """A value with what it was divided from. `value` is None where there was nothing to measure."""

    value: Decimal | None
    numerator: Decimal | int
    denominator: Decimal | int


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


def ratio(numerator: int | Decimal, denominator: int, *, times: int = 1, places: int = 2) -> Figure:
    """Numerator over denominator; decimals, so that every engine and every machine gives the same digits."""
    if not denominator:
        return Figure(None, numerator, denominator)
    value = Decimal(numerator) * times / Decimal(denominator)
    return Figure(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), numerator, denominator)


def share(part: int, whole: int) -> Figure:
    """A part of a whole in per cent."""
    return ratio(part, whole, times=100)


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
        shown |= {k: None if v is None else str(v) for k, v in vars(figure).items()}
    return shown
