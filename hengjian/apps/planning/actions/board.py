"""Computing the board: every declared indicator for every authority and span, the headlines also by week and month.

One statement tells all places of a span apart, one all weeks of what happens (`kernel.spreading`). Only what is new is
stored. Each indicator is a transaction of its own: a run that was broken off goes on where weeks and months were left, as a
span that is settled is not read again unless its formula changed.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from hengjian.apps.planning.models import IndicatorFigure
from hengjian.apps.planning.queries.board import fingerprint, headlines, measured, newest, plain, spans
from hengjian.apps.planning.rules import board
from hengjian.apps.planning.rules.board import FLOW, MONTH, NOW, WEEK, Days
from hengjian.kernel.divisions import NATION
from hengjian.kernel.indicator import Figure, Indicator, Span, indicators
from hengjian.kernel.models import Authority
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.spreading import Spread, by_step, spread

Say = Callable[[str], object]
Told = dict[Days, Spread]
KINDS = {"year": IndicatorFigure.YEAR, WEEK: IndicatorFigure.WEEK, MONTH: IndicatorFigure.MONTH}
BATCH = 2000


def refresh(
    codes: Iterable[str] | None, now: datetime, ids: Iterable[str] | None = None, say: Say = str,
    steps: Iterable[str] = (WEEK, MONTH), on: date | None = None,
) -> int:  # fmt: skip
    """Compute the board of a day, headlines first; gives how many were stored.

    Always for every authority, as one statement tells all places, and besides for `codes`.
    """
    today, known, stored = timezone.localtime(now).date(), indicators(), 0
    on = on or today
    with acting_as(CLOCKWORK):
        places = sorted({*Authority.objects.values_list("pk", flat=True), *(codes or ())})
    first = [id for id in headlines() if id in known]
    wanted = [id for id in (*first, *(id for id in known if id not in headlines())) if ids is None or id in set(ids)]
    for n, id in enumerate(wanted, 1):
        if on < today and headlines().get(id, {}).get("of") == NOW:
            continue  # what only the present tells is not made up for a day that is over
        with acting_as(CLOCKWORK):
            added = _spans(known[id], places, on, now)
            for step in steps if id in headlines() else ():
                added += _series(known[id], headlines()[id]["of"], step, places, on, now)
        stored += added
        say(f"{n}/{len(wanted)} {id}: {added}")
    return stored


def _spans(one: Indicator, places: list[str], on: date, now: datetime) -> int:
    stored = 0
    for key, days in spans(on).items():
        told = {days: spread(one, places, *days)}
        stored += _store(one, told, places, KINDS.get(key, IndicatorFigure.MOVING), now)
    return stored


def _series(one: Indicator, of: str, step: str, places: list[str], on: date, now: datetime) -> int:
    """Whole weeks or months: those that are not settled or were reckoned by another formula."""
    over = board.steps(step, on)
    known, formula = newest([one.id], [NATION], over), fingerprint(one)
    wanted = [days for days in over if not _done(known.get((one.id, NATION, *days)), formula, days[1], on)]
    if of == NOW:  # the present tells of a week only in the night after it, once
        wanted = [days for days in over[:1] if (on - days[1]).days == 1 and (one.id, NATION, *days) not in known]
    if not wanted:
        return 0
    told: Told = {}
    if of == FLOW:
        measure = one.formula(Span(NATION, min(wanted)[0], max(wanted)[1]))
        found = by_step(measure, [NATION, *places], board.step_of(step))
        told = {days: {NATION: measure.nothing} | found.get(days[0], {}) for days in wanted}
    else:
        told = {days: spread(one, places, *days) for days in wanted}
    return _store(one, told, places, KINDS[step], now)


def _done(figure: IndicatorFigure | None, formula: str, until: date, on: date) -> bool:
    if figure is None or figure.formula != formula:
        return False
    return board.is_settled(until, on) and board.is_settled(until, timezone.localtime(figure.computed_at).date())


def _store(one: Indicator, told: Told, places: list[str], kind: str, now: datetime) -> int:
    """Keep what differs from the newest figure; a place that has nothing any more is told so."""
    formula, nothing, fresh = fingerprint(one), measured(one).nothing, []
    known = newest([one.id], {NATION, *places}, told)
    for days, figures in told.items():
        before = {code: known[one.id, code, *days] for code in {NATION, *places} if (one.id, code, *days) in known}
        for code, figure in (dict.fromkeys(before, nothing) | figures).items():
            last = before.get(code)
            if last is None or last.formula != formula or plain(last) != plain(figure):
                fresh.append(_row(one, code, days, figure, kind, formula, now))
    IndicatorFigure.objects.bulk_create(fresh, batch_size=BATCH)
    return len(fresh)


def _row(
    one: Indicator, code: str, days: Days, figure: Figure, kind: str, formula: str, now: datetime
) -> IndicatorFigure:
    return IndicatorFigure(
        indicator=one.id, code=code, since=days[0], until=days[1], value=figure.value, numerator=figure.numerator,
        denominator=figure.denominator, kind=kind, formula=formula, computed_at=now,
    )  # fmt: skip


def prune(on: date) -> int:
    """Take away figures of spans that moved on long ago; gives how many. The database's function says which."""
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.execute("SELECT hengjian_prune_figures(%s)", [on - timedelta(days=board.setting("kept"))])
        return int(cursor.fetchone()[0])
