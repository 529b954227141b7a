"""Declaring an indicator 指标: names, unit, direction, the article or plan it serves, and one formula over a span."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from .divisions import bounds
from .law import LawUnknown, cite
from .measure import Amount as Amount
from .measure import Figure as Figure
from .measure import Groups as Groups
from .measure import Measure as Measure
from .measure import Number as Number
from .measure import Rows as Rows
from .measure import amount as amount
from .measure import different as different
from .measure import known as known
from .measure import mean as mean
from .measure import ratio as ratio
from .measure import share as share
from .measure import tally as tally
from .measure import total as total
from .measure import worked as worked
from .measure import yuan as yuan
from .models import Clock

Text = str | Promise
UNITS = frozenset({"pct", "hour", "workday", "day", "count", "yuan", "times"})
DIRECTIONS = frozenset({"up", "down", ""})
_indicators: dict[str, "Indicator"] = {}
Printed = Callable[[str, bool], list[dict[str, Any]] | None]
_printed: list[Printed] = []
_boards: list["Board"] = []


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


Formula = Callable[[Span], Measure]
Read = Callable[[Span], Figure]


@dataclass(frozen=True)
class Indicator:
    """One indicator. `better` says which way is good; `serves` is the article that asks for it, or a plan's words.

    `closed` says why its figure does not open into rows; empty for almost all.
    """

    id: str
    label: Text
    unit: str
    better: str
    serves: Text
    formula: Formula
    doc: str
    closed: Text = ""

    @property
    def definition(self) -> str:
        """What is divided by what, in the language of the reader."""
        return gettext(self.doc)

    @property
    def basis(self) -> str:
        """The article in full, or the plan."""
        try:
            return str(cite(str(self.serves)))
        except LawUnknown:
            return str(self.serves)

    def figure(self, span: Span) -> Figure:
        """Its value for a span, within what the running scope sees."""
        return self.formula(span).read()


def indicator(
    id: str, *, label: Text, unit: str, serves: Text, better: str = "", closed: Text = ""
) -> Callable[[Formula], Read]:
    """Register the decorated formula; its docstring defines numerator and denominator. What is left reads the figure."""

    def declare(formula: Formula) -> Read:
        if id in _indicators:
            raise ValueError(f"the indicator {id} is declared twice")
        if unit not in UNITS or better not in DIRECTIONS:
            raise ValueError(f"the indicator {id} has an unknown unit or direction")
        doc = " ".join((formula.__doc__ or "").split())
        _indicators[id] = Indicator(id, label, unit, better, serves, formula, doc, closed)
        return _indicators[id].figure

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


class Board(Protocol):
    """A room that keeps figures: computes them for a day, for every authority and these places, and says which differ."""

    def compute(self, codes: list[str] | None, on: date, say: Callable[[str], object]) -> int: ...

    def differing(self, codes: list[str], on: date) -> list[str]: ...


def tell_board(board: Board) -> None:
    """A room offers to keep figures, for the command."""
    _boards.append(board)


def boards() -> list[Board]:
    """The rooms that keep figures."""
    return list(_boards)


def kept_of_due(span: Span, *limits: str, late_too: bool = False) -> Measure:
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
        "definition": one.definition,
    }
    if span:
        figure = one.figure(span)
        shown |= {"code": span.code, "since": span.since.isoformat(), "until": span.until.isoformat()}
        shown |= {k: None if v is None else str(v) for k, v in figure.said.items()}
    return shown
