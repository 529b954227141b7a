"""裁量: facts select the band, the band the range (国市监法规〔2022〕2号; 处罚法 30-33, 49). Amounts are in yuan.

Lenient facts lower the band and severe ones raise it; both together are weighed by adding them up. Of the lenient bands of
a cause every fact named must be shown, of the severe one any fact is enough. What the law itself exempts nothing outweighs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.kernel.finding import Ground
from hengjian.kernel.law import LawOn, cite, current

from .causes import Cause, Tier, cause
from .facts import Fact, Lenient, general, own, ways
from .packaged import tree

BANDS = ("none", "mitigated", "light", "ordinary", "heavy")
LABELS: dict[str, str | Promise] = {
    "none": gettext_lazy("No penalty"),
    "mitigated": gettext_lazy("Mitigated"),
    "light": gettext_lazy("Light"),
    "ordinary": gettext_lazy("Ordinary"),
    "heavy": gettext_lazy("Heavy"),
}
ORDINARY = BANDS.index("ordinary")
HUNDRED = Decimal(100)
MINOR = frozenset({"minor", "corrected", "no_harm"})  # 处罚法 33: together no penalty


@dataclass(frozen=True)
class Benchmark:
    """裁量基准: what a province or city has set for a cause: where the bands part, and facts of its own by band."""

    place: str
    cause: str
    tier: str
    light_top: int
    heavy_from: int
    source: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Span:
    """The range of a band. Open ends belong to the neighbour: light and heavy own the bounds between."""

    band: str
    low: Decimal
    high: Decimal
    open_low: bool = False
    open_high: bool = False

    def __contains__(self, amount: Decimal) -> bool:
        above = amount > self.low if self.open_low else amount >= self.low
        return above and (amount < self.high if self.open_high else amount <= self.high)


@dataclass(frozen=True)
class Assessment:
    """The band, its range, why, and what else has to be said or shown."""

    band: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    reasons: tuple[Ground, ...]
    spans: tuple[Span, ...] = ()
    open_low: bool = False
    open_high: bool = False
    factors: tuple[Decimal, Decimal] | None = None  # the multiples, where the range is one of multiples
    weighed: bool = False  # lenient and severe facts stood against each other
    may_be_waived: bool = False  # first, slight, corrected: it may go without a penalty
    collective: bool = False  # heads decide together (处罚法 57)
    wanting: tuple[Lenient, ...] = ()  # what would lead to a lighter band, and which facts are not shown
    departures: tuple[Ground, ...] = field(default=())

    @property
    def label(self) -> str | Promise:
        return LABELS[self.band]

    def allows(self, amount: Decimal) -> bool:
        """Is the amount within the band?"""
        if self.low is None or self.high is None:
            return True
        return amount in Span(self.band, self.low, self.high, self.open_low, self.open_high)

    def against(self, amount: Decimal, reason: str = "") -> "Assessment":
        """The same with what has to be said about an amount outside the band."""
        if self.allows(amount) or reason.strip():
            return replace(self, departures=())
        fact = _("%(amount)s yuan lies outside the band “%(band)s”.") % {"amount": f"{amount:,f}", "band": self.label}
        remedy = _("Keep to the band, or give the reason for departing from it in writing.")
        return replace(self, departures=(Ground(fact, cite("samr_discretion_opinion"), remedy, "fine"),))


def spans_of(low: Decimal, high: Decimal, light_top: int = 30, heavy_from: int = 70) -> tuple[Span, ...]:
    """The bands of a range: below it, up to 30 percent of its width, between, from 70 percent on."""
    width = high - low
    first, second = low + width * light_top / HUNDRED, low + width * heavy_from / HUNDRED
    spans = [
        Span("light", low, first),
        Span("ordinary", first, second, open_low=width > 0, open_high=width > 0),
        Span("heavy", second, high),
    ]
    return (Span("mitigated", Decimal(0), low, open_high=True), *spans) if low > 0 else tuple(spans)


def assess(
    cause_id: str,
    tier: str,
    facts: Iterable[str],
    base: Decimal | None = None,
    on: date | None = None,
    benchmark: Benchmark | None = None,
) -> Assessment:
    """The band that the facts select and its range; `base` is what a multiple is taken of."""
    known, law = cause(cause_id), law_of_bands(on or timezone.localdate())
    shown = {f.id: f for f in facts_for(cause_id, benchmark).values() if f.id in set(facts)}
    index, reasons, weighed, waived, wanting = _choose(known, shown)
    range_ = known.tier(tier)
    by_law = any(f.effect == "none" for f in shown.values()) or (index == 0 and not waived and set(shown) >= MINOR)
    band, barred = (BANDS[0], []) if by_law else _reachable(known, index, range_)
    found = Assessment(
        band,
        None,
        None,
        range_.unit if range_ else "CNY",
        (*reasons, *barred),
        weighed=weighed,
        may_be_waived=waived,
        collective=band == "mitigated" or weighed or (band == "heavy" and known.hearing == "kind"),
        wanting=wanting,
    )
    return _with_range(found, range_, base, law, benchmark)


def law_of_bands(on: date) -> LawOn:
    """The law by which bands are drawn; of a day before the guidance, the guidance as it first was."""
    first = current().entry("discretion.light_top").values[0].since
    return LawOn(max(on, first) if first else on)


def facts_for(cause_id: str, benchmark: Benchmark | None = None) -> dict[str, Fact]:
    """Every fact that may weigh in a matter of this cause: the general ones, then its own, or the province's."""
    theirs = benchmark.facts if benchmark else ()
    province = {f"{cause_id}.p{n}": Fact(f"{cause_id}.p{n}", band, text) for n, (band, text) in enumerate(theirs)}
    return general() | own(cause_id) | province


def _choose(known: Cause, shown: dict[str, Fact]) -> tuple[int, list[Ground], bool, bool, tuple[Lenient, ...]]:
    exempt = [f for f in shown.values() if f.effect == "none"]
    if exempt:
        return 0, [_reason(f, _("no penalty is imposed")) for f in exempt], False, False, ()
    lenient, reasons, waived, wanting = _lenient(known, shown)
    severe = [f for f in shown.values() if f.effect in ("heavy", "heavy_must")]
    reasons += [_reason(f, _("heavier")) for f in severe]
    raised = 2 if any(f.effect == "heavy_must" for f in severe) else 1 if severe else 0
    weighed = bool(lenient and raised)
    if weighed:
        fact = _("Facts for and against stand side by side and are weighed as a whole.")
        reasons.append(Ground(fact, cite("samr_discretion_opinion"), bars=False))
    if not reasons:
        reasons.append(Ground(_("No fact lowers or raises the penalty."), cite("samr_discretion_opinion"), bars=False))
    return max(0, min(4, ORDINARY - lenient + raised)), reasons, weighed, waived, wanting


def _lenient(known: Cause, shown: dict[str, Fact]) -> tuple[int, list[Ground], bool, tuple[Lenient, ...]]:
    """How far the facts lower the band: three steps to none, two to mitigated, one to light."""
    steps, reasons, waived = 0, [], False
    ids = set(shown)
    if ids >= MINOR:
        steps = 3
        reasons.append(
            Ground(_("Minor, corrected in time, without harm: no penalty."), cite("penalty_law art. 33"), bars=False)
        )
    elif {"first", "slight_harm", "corrected"} <= ids:
        steps, waived = 3, True
        fact = _("First, slight harm, corrected in time: the penalty may be waived.")
        reasons.append(Ground(fact, cite("penalty_law art. 33"), bars=False))
    statutory = [f for f in shown.values() if f.effect == "lenient"]
    if statutory:
        steps = max(steps, 2 if len(statutory) > 1 else 1)
        reasons += [_reason(f, _("lighter or mitigated")) for f in statutory]
    mild = [f for f in shown.values() if f.effect == "light"]
    if mild:
        steps = max(steps, 1)
        reasons += [_reason(f, _("may be lighter")) for f in mild]
    wanting = []
    for way in ways(known.id):
        missing = tuple(f for f in way.facts if f.id not in ids)
        if not missing:
            steps = max(steps, ORDINARY - BANDS.index(way.band))
            words = "、".join(f.text for f in way.facts)
            reasons.append(Ground(f"{words}：{LABELS[way.band]}", cite("samr_discretion_opinion"), bars=False))
        elif len(missing) < len(way.facts):
            wanting.append(Lenient(way.band, missing))
    return steps, reasons, waived, tuple(wanting)


def _reason(fact: Fact, what: str) -> Ground:
    return Ground(f"{fact.text}：{what}", cite(fact.basis), bars=False)


def _reachable(known: Cause, index: int, tier: Tier | None) -> tuple[str, list[Ground]]:
    """The band, or the next one up where the cause or the range has none such."""
    closed, out = set(_barred(known.id)), []
    if index == 0 and "none" in closed:
        index = 1
        out.append(Ground(_("This cause is not suitable for exemption."), cite("samr_discretion_opinion"), bars=False))
    if index == 1 and ("mitigated" in closed or (tier is not None and tier.low == 0)):
        index = 2
        out.append(
            Ground(_("There is nothing below the range: light instead."), cite("samr_discretion_opinion"), bars=False)
        )
    return BANDS[index], out


@cache
def _barred(cause_id: str) -> tuple[str, ...]:
    return tuple(
        band for band in ("none", "mitigated") if any(w.band == f"-{band}" for w in ways(cause_id, barred=True))
    )


def _with_range(
    found: Assessment, tier: Tier | None, base: Decimal | None, law: LawOn, benchmark: Benchmark | None
) -> Assessment:
    if found.band == "none":
        return replace(found, low=Decimal(0), high=Decimal(0))
    if tier is None:
        return found
    top = benchmark.light_top if benchmark else law.value("discretion.light_top").amount
    bottom = benchmark.heavy_from if benchmark else law.value("discretion.heavy_from").amount
    spans = spans_of(tier.low, tier.high, top, bottom)
    span = next(s for s in spans if s.band == found.band)
    if not tier.multiple:
        return replace(
            found, low=span.low, high=span.high, spans=spans, open_low=span.open_low, open_high=span.open_high
        )
    found = replace(found, factors=(span.low, span.high), open_low=span.open_low, open_high=span.open_high)
    if base is None:
        return replace(found, spans=spans)
    scaled = tuple(replace(s, low=s.low * base, high=s.high * base) for s in spans)
    return replace(found, low=span.low * base, high=span.high * base, spans=scaled)


def bands_table(known: Cause, on: date, benchmark: Benchmark | None = None) -> list[dict[str, Any]]:
    """For the page: every tier with the range of each band."""
    law = law_of_bands(on)
    top = benchmark.light_top if benchmark else law.value("discretion.light_top").amount
    bottom = benchmark.heavy_from if benchmark else law.value("discretion.heavy_from").amount
    return [{"tier": t, "spans": spans_of(t.low, t.high, top, bottom)} for t in known.tiers]


def table_causes() -> list[str]:
    """The causes for which the table has facts of its own."""
    return list(tree("discretion.yaml")["causes"])
