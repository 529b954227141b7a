"""Discretion here and today: the benchmark of province or city where one is imported, similar cases, spread, what a change touches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from hengjian.apps.enforcement.models import DiscretionBenchmark
from hengjian.apps.enforcement.rules import discretion as rules
from hengjian.apps.enforcement.rules import lenity
from hengjian.apps.enforcement.rules import spread as statistics
from hengjian.apps.enforcement.rules.causes import cause, causes
from hengjian.apps.enforcement.rules.discretion import Assessment, Benchmark
from hengjian.apps.enforcement.rules.spread import DecidedCase, Spread
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority, Proceeding
from hengjian.kernel.principal import Principal
from hengjian.kernel.procedure import procedures

CASE = "enforcement.case"
MOST = 5000
FEN = Decimal(100)


def benchmark_on(cause_id: str, tier: str, place: str, on: date) -> Benchmark | None:
    """The benchmark in force on a day: the city's own before the province's, the range's own before the cause's."""
    places = {place[:2], place[:4], place[:6]}
    rows = DiscretionBenchmark.objects.filter(code__in=places, cause=cause_id, tier__in=("", tier), since__lte=on)
    row = rows.filter(Q(until=None) | Q(until__gte=on)).order_by("-code", "-tier", "-since").first()
    return as_benchmark(row) if row else None


def as_benchmark(row: DiscretionBenchmark) -> Benchmark:
    facts = tuple((band, text) for band, text in row.weighing)
    return Benchmark(row.code, row.cause, row.tier, row.light_top, row.heavy_from, row.source, facts)


def assess_here(
    cause_id: str, tier: str, facts: Iterable[str], base: Decimal | None, on: date, place: str
) -> Assessment:
    """The band and range as province or city has set them, or as the national guidance does."""
    return rules.assess(cause_id, tier, facts, base, on, benchmark_on(cause_id, tier, place, on))


def case_rows() -> Any:
    """The penalty cases as the scope shows them; None while the installation has no such procedure."""
    kind = procedures().get(CASE)
    return kind._base_manager.all() if kind else None


def decided(cause_id: str = "", since: date | None = None) -> list[DecidedCase]:
    """Decided penalty cases within the scope, newest first."""
    rows = case_rows()
    if rows is None:
        return []
    rows = rows.filter(decided_on__isnull=False).order_by("-decided_on")
    rows = rows.filter(cause=cause_id) if cause_id else rows
    rows = rows.filter(decided_on__gte=since) if since else rows
    found = list(rows[:MOST])
    names = dict(Authority.objects.filter(pk__in={r.code for r in found}).values_list("pk", "name"))
    return [_decided(r, names) for r in found if r.cause in causes()]


def _decided(row: Any, names: dict[str, str]) -> DecidedCase:
    return DecidedCase(
        id=row.pk,
        number=row.number,
        cause=row.cause,
        tier=row.tier,
        band=row.band,
        fine=Decimal(row.fine or 0) / FEN,
        base=_base(row),
        facts=tuple(row.circumstances),
        office=row.code,
        office_name=names.get(row.code, row.code),
        decided_on=row.decided_on,
        departed=bool(row.departure),
        punished=row.result == "penalty",
    )


def _base(row: Any) -> Decimal | None:
    """What a multiple was taken of, in yuan, where the case keeps it."""
    base = getattr(row, "base", None)
    return Decimal(base) / FEN if base else None


def similar(
    cause_id: str, tier: str = "", facts: Iterable[str] = (), on: date | None = None
) -> list[tuple[DecidedCase, float]]:
    """The most similar decided cases of the last years, with their likeness."""
    today = on or timezone.localdate()
    days = rules.law_of_bands(today).value("discretion.similar_days").amount
    return statistics.alike(decided(cause_id, today - timedelta(days=days)), tier, facts)


def place(one: DecidedCase) -> float | None:
    """Where a decided case lies in its range; None where that cannot be told."""
    tier = cause(one.cause).tier(one.tier)
    if not one.punished or tier is None or (tier.multiple and one.base is None):
        return None
    factor = one.base if tier.multiple and one.base is not None else Decimal(1)
    return statistics.position(one.fine, tier.low * factor, tier.high * factor)


def _placed(cases: Iterable[DecidedCase]) -> Iterator[tuple[DecidedCase, float]]:
    for one in cases:
        where = place(one)
        if where is not None:
            yield one, where


def spread(cause_id: str, on: date | None = None) -> Spread | None:
    """How differently offices punish one cause."""
    least = LawOn(on or timezone.localdate()).value("discretion.spread_least").amount
    return statistics.spread(cause_id, _placed(decided(cause_id)), least)


def spreads(on: date | None = None) -> list[Spread]:
    """The same for every cause with decided cases, the widest first (one read)."""
    least = LawOn(on or timezone.localdate()).value("discretion.spread_least").amount
    by_cause: dict[str, list[tuple[DecidedCase, float]]] = {}
    for one, place in _placed(decided()):
        by_cause.setdefault(one.cause, []).append((one, place))
    found = [statistics.spread(key, rows, least) for key, rows in by_cause.items()]
    return sorted((s for s in found if s), key=lambda s: -s.between)


@dataclass(frozen=True)
class Affected:
    """A live case whose outcome would be another one under the law of the day asked, and which law applies."""

    matter: Proceeding
    cause: str
    before: Assessment
    after: Assessment
    choice: lenity.Choice


def affected(who: Principal, day: date) -> list[Affected]:
    """Live cases in the officer's range that a change of the rules touches: 从旧兼从轻 is computed for each."""
    rows = case_rows()
    if rows is None:
        return []
    live = rows.filter(closed_at=None, **who.within()).order_by("-opened_at")[:MOST]
    found = (_touched(row, day) for row in live if getattr(row, "cause", "") in causes())
    return [one for one in found if one is not None]


def _touched(row: Any, day: date) -> Affected | None:
    facts = row.circumstances
    old = assess_here(row.cause, row.tier, facts, _base(row), row.law_on, row.code)
    new = assess_here(row.cause, row.tier, facts, _base(row), day, row.code)
    if not lenity.differs(old, new):
        return None
    return Affected(row, row.cause, old, new, lenity.lighter(old, new, row.law_on, day))
