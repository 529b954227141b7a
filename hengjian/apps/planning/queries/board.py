"""Stored figures of declared indicators for cockpit and plans: the newest of each place and span, series, signals.

A figure is stored only where there is something to tell; that the nation's stands for a span says that it was computed, and
then an authority's place without one has nothing.
"""

import hashlib
import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from django.core.exceptions import EmptyResultSet

from hengjian.apps.planning.models import IndicatorFigure
from hengjian.apps.planning.rules import board
from hengjian.apps.planning.rules.board import Days, Expected
from hengjian.apps.planning.rules.progress import Forecast
from hengjian.kernel.divisions import NATION
from hengjian.kernel.indicator import Figure, Indicator, Measure, Rows, Span, indicators
from hengjian.kernel.models import Authority

headlines = board.headlines
spans: Callable[[date], dict[str, Days]] = board.spans
Key = tuple[str, str, date, date]
SIX = Decimal("0.000001")


def fingerprint(one: Indicator) -> str:
    """Sixteen digits that change with the formula, so that figures of different formulas are never mixed unseen."""
    told = f"{one.id}\n{one.unit}\n{inspect.getsource(inspect.unwrap(one.formula))}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def latest(ids: Iterable[str], codes: Iterable[str], spans: Iterable[Days]) -> dict[Key, IndicatorFigure]:
    """The newest figure of each indicator, place and span (a query, and one more where a place has none). What was never
    computed is left out.

    A place with an authority that has no figure of a computed span has nothing; of any other place nothing is known.
    """
    wanted_ids, wanted_codes, wanted = list(ids), list(dict.fromkeys(codes)), list(dict.fromkeys(spans))
    found = newest(wanted_ids, {NATION, *wanted_codes}, wanted)
    asked = [(id, code, *days) for id in wanted_ids for days in wanted for code in wanted_codes]
    bare = [key for key in asked if key not in found and (key[0], NATION, *key[2:]) in found]
    codes = {key[1] for key in bare}
    reckoned = set(Authority.objects.filter(pk__in=codes).values_list("pk", flat=True)) if codes else set()
    nothing = {key: _nothing(found[key[0], NATION, *key[2:]], key[1]) for key in bare if key[1] in reckoned}
    return {key: found.get(key) or nothing[key] for key in asked if key in found or key in nothing}


def newest(ids: Sequence[str], codes: Iterable[str], wanted: Iterable[Days]) -> dict[Key, IndicatorFigure]:
    """What is stored, the newest of each (one query)."""
    days = set(wanted)
    rows = IndicatorFigure.objects.filter(
        indicator__in=ids,
        code__in=sorted(codes),
        until__in={until for _, until in days},
        since__in={since for since, _ in days},
    )
    ordered = rows.order_by("indicator", "until", "since", "code", "-computed_at", "-pk")
    kept = ordered.distinct("indicator", "until", "since", "code")
    return {(one.indicator, one.code, one.since, one.until): one for one in kept if (one.since, one.until) in days}


def _nothing(computed: IndicatorFigure, code: str) -> IndicatorFigure:
    """The figure of a place of which there is nothing to tell: nought where things are counted, unknown where divided."""
    nothing = _nothing_of(computed.indicator)
    return IndicatorFigure(
        indicator=computed.indicator, code=code, since=computed.since, until=computed.until, formula=computed.formula,
        value=nothing.value, numerator=nothing.numerator, denominator=nothing.denominator,
        computed_at=computed.computed_at, synthetic=computed.synthetic,
    )  # fmt: skip


@cache
def _nothing_of(id: str) -> Figure:
    one = indicators().get(id)
    return measured(one).nothing if one else Figure(None, 0, 0)


def measured(one: Indicator, on: date = date(2026, 1, 1)) -> Measure:
    """What the formula would read of the nation, unread; which day is of no importance to its shape."""
    return one.formula(Span(NATION, on, on))


def series(id: str, code: str, since: date, until: date, step: str) -> list[IndicatorFigure]:
    """The newest figure of each whole week or month within the days, the oldest first (two queries)."""
    first = board.step_of(step)(since)
    wanted: list[Days] = []
    while (last := board.last_of(step, first)) <= until:
        if first >= since:
            wanted.append((first, last))
        first = last + timedelta(days=1)
    found = latest([id], [code], wanted)
    return [found[id, code, *days] for days in wanted if (id, code, *days) in found]


def plain(figure: Figure | IndicatorFigure) -> tuple[Decimal | None, Decimal, Decimal]:
    """The three numbers with the digits that are stored."""
    value = None if figure.value is None else Decimal(figure.value).quantize(SIX)
    return value, Decimal(figure.numerator).quantize(SIX), Decimal(figure.denominator).quantize(SIX)


def differing(codes: Iterable[str], on: date) -> list[str]:
    """Kept figures of a day's spans, and of its last weeks and months, that are not what the rows say now, a line each.

    Needs the scope of the machine. What only the present tells is not asked of the past.
    """
    known, places, found = indicators(), list(codes), []
    past = [id for id, told in headlines().items() if told["of"] != board.NOW]
    held = latest(known, places, spans(on).values())
    held |= latest(past, places, [*board.steps(board.WEEK, on)[:5], *board.steps(board.MONTH, on)[:2]])
    for (id, code, since, until), kept in held.items():
        live = known[id].figure(Span(code, since, until))
        if plain(kept) != plain(live):
            found.append(f"{id} {code} {since} to {until}: kept {kept.value}, the rows say {live.value}")
    return found


@dataclass(frozen=True)
class Definition:
    """How an indicator is reckoned: its declaration, the source of its formula and the statements that it asks the database."""

    indicator: Indicator
    source: str
    formula: str  # fingerprint
    sql: tuple[str, ...]  # of numerator and denominator, without values
    query_hash: str


def definition(id: str) -> Definition | None:
    """The definition of an indicator for its page; None if there is none of that name."""
    one = indicators().get(id)
    if one is None:
        return None
    measure = measured(one)
    sql = tuple(_sql(part.rows) for part in (measure.part, measure.whole) if part.rows is not None)
    hashed = hashlib.sha256("\n".join(sql).encode()).hexdigest()[:16]
    source = inspect.cleandoc(inspect.getsource(inspect.unwrap(one.formula)))
    return Definition(one, source, fingerprint(one), sql, hashed)


def _sql(rows: Rows) -> str:
    """The statement without its values; empty where the formula knows that there can be no row."""
    try:
        return str(rows.query.sql_with_params()[0])
    except EmptyResultSet:
        return ""


@dataclass(frozen=True)
class Signal:
    """A watched count by week: the weeks, what the last one was expected to be, what the next may bring."""

    id: str
    weeks: tuple[IndicatorFigure, ...]
    last: IndicatorFigure
    expected: Expected
    next: Forecast

    @property
    def forecast(self) -> Forecast:
        """What was expected of the last week, within 80 per cent."""
        return self.expected.narrow

    @property
    def alarm(self) -> str:
        """Empty, or yellow outside the band of 80 per cent, red outside that of 95."""
        return self.expected.alarm


def signals(code: str, on: date) -> list[Signal]:
    """What is watched of the market in a place: the last whole week against the weeks before it (two queries for all)."""
    watched = [id for id, told in headlines().items() if told.get("watched")]
    weeks = board.steps(board.WEEK, on)[: board.setting("expects") + 1][::-1]
    found = latest(watched, [code], weeks)
    told = [_signal(id, [found[id, code, *days] for days in weeks if (id, code, *days) in found]) for id in watched]
    return [one for one in told if one is not None]


def _signal(id: str, rows: Sequence[IndicatorFigure]) -> Signal | None:
    if not rows:
        return None
    points = [(row.until, row.value or Decimal(0)) for row in rows]
    day, value = points[-1]
    expected = board.expectation(points[:-1], value, day)
    ahead = board.band(points, day + timedelta(days=7), board.NARROW)
    return Signal(id, tuple(rows), rows[-1], expected, ahead) if expected and ahead else None
