"""The calculator of discretion, the spread between offices, and what a change of the rules touches."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.enforcement import queries
from hengjian.apps.enforcement.queries import discretion as found
from hengjian.apps.enforcement.rules import causes as rules
from hengjian.apps.enforcement.rules import discretion, exemptions, lenity
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry

from .causes import base_of, day_of

navigation = [
    Entry("matters", gettext_lazy("Discretion"), "/enforcement/discretion/"),
    Entry("whole", gettext_lazy("Spread between offices"), "/enforcement/spread/"),
    Entry("matters", gettext_lazy("Cases a change touches"), "/enforcement/changes/"),
]
WIDTH = 720


@dataclass(frozen=True)
class Mark:
    """One band on the scale: where it begins, how wide it is, its colour."""

    x: float
    width: float
    label: Any
    words: str
    chosen: bool
    colour: str


def amount(text: str) -> Decimal | None:
    """A sum of money as it was typed; None where it is none."""
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found < 10**13 else None


def _scale(one: discretion.Assessment) -> list[Mark]:
    """The bands side by side, each as wide as its share of the whole range."""
    spans = [s for s in one.spans if s.band != "mitigated"]
    if not spans or spans[-1].high <= spans[0].low:
        return []
    low, width = spans[0].low, spans[-1].high - spans[0].low
    colours = {"light": "q1", "ordinary": "q2", "heavy": "q3"}
    return [
        Mark(
            float((s.low - low) / width) * WIDTH,
            float((s.high - s.low) / width) * WIDTH,
            discretion.LABELS[s.band],
            f"{rules.number(s.low)}—{rules.number(s.high)}",
            s.band == one.band,
            colours[s.band],
        )
        for s in spans
    ]


def _groups(cause_id: str, benchmark: Any, shown: set[str]) -> list[dict[str, Any]]:
    """The facts to tick, by what they do."""
    groups: dict[str, list[Any]] = {}
    for fact in discretion.facts_for(cause_id, benchmark).values():
        key = (
            "own"
            if "." in fact.id
            else {"heavy_must": "heavy", "both": "spare", "none": "spare", "light": "lenient"}.get(
                fact.effect, fact.effect
            )
        )
        groups.setdefault(key, []).append({"f": fact, "on": fact.id in shown})
    words = {
        "own": _("Facts the table names for this cause"),
        "spare": _("Facts for no penalty"),
        "lenient": _("Facts for a lighter penalty"),
        "heavy": _("Facts for a heavier penalty"),
    }
    return [{"label": words[key], "facts": groups[key], "own": key == "own"} for key in words if key in groups]


@officers
@require_GET
def calculator(request: Request) -> HttpResponseBase:
    """Facts in, band and range out, with every reason and article; what is proposed outside needs a reason."""
    get, on, place = request.GET, day_of(request), request.principal.place
    one = rules.causes().get(get.get("cause", ""))
    context: dict[str, Any] = {"title": _("Discretion"), "on": on, "causes": rules.causes().values(), "c": one}
    if one is None:
        context["fields"] = [
            (label, [c for c in rules.causes().values() if c.field == key]) for key, label in rules.FIELDS
        ]
        return render(request, "enforcement/discretion.html", context)
    tier = get.get("tier", "")
    chosen = one.tier(tier) or (one.tiers[0] if one.tiers else None)
    tier = chosen.name if chosen else ""
    benchmark = found.benchmark_on(one.id, tier, place, on)
    shown = set(get.getlist("fact")) & set(discretion.facts_for(one.id, benchmark))
    base, fine, reason = amount(get.get("base", "")), amount(get.get("fine", "")), get.get("reason", "")[:500]
    result = discretion.assess(one.id, tier, shown, base, on, benchmark)
    if fine is not None:
        result = result.against(fine, reason)
    similar = queries.similar(one.id, tier, shown, on)
    context |= {
        "tier": tier,
        "chosen": chosen,
        "unit": rules.UNITS[chosen.unit] if chosen else "",
        "groups": _groups(one.id, benchmark, shown),
        "base": get.get("base", ""),
        "fine": get.get("fine", ""),
        "reason": reason,
        "result": result,
        "scale": _scale(result),
        "width": WIDTH,
        "benchmark": benchmark,
        "wanting": [{"label": discretion.LABELS[w.band], "facts": w.facts} for w in result.wanting],
        "spared": exemptions.offered(one.id, shown),
        "similar": similar,
        "dots": _dots(similar, chosen),
        "old": _old_law(request, one.id, tier, shown, base, result, place),
    }
    return render(request, "enforcement/discretion.html", context)


def _dots(similar: list[Any], tier: rules.Tier | None) -> list[float]:
    """Similar decided cases as dots on the scale, each on the scale of its own base."""
    places = (found.place(one) for one, _likeness in similar) if tier else ()
    return [min(max(place, 0), 1) * WIDTH for place in places if place is not None]


def _old_law(request: Request, cause: str, tier: str, facts: set[str], base: Any, new: Any, place: str) -> Any:
    """从旧兼从轻, where the day of the act is another one than that of the decision."""
    if not request.GET.get("acted"):
        return None
    acted = day_of(request, "acted")
    old = found.assess_here(cause, tier, facts, base, acted, place)
    return {
        "acted": acted,
        "old": old,
        "choice": lenity.lighter(old, new, acted, day_of(request)),
        "differs": lenity.differs(old, new),
    }


@officers
@require_GET
def spread(request: Request) -> HttpResponseBase:
    """How differently offices punish the same cause; widest first."""
    rows = queries.spreads()
    shown = [{"s": s, "name": rules.cause(s.cause).name} for s in rows]
    return render(request, "enforcement/spread.html", {"title": _("Spread between offices"), "rows": shown})


@officers
@require_GET
def changes(request: Request) -> HttpResponseBase:
    """Live cases whose outcome would be another one under the rules of a day, and which law applies to each."""
    on = day_of(request)
    rows = queries.affected(request.principal, on)
    shown = [{"a": a, "name": rules.cause(a.cause).name} for a in rows]
    context = {"title": _("Cases a change touches"), "rows": shown, "on": on, "base": base_of(request)}
    return render(request, "enforcement/changes.html", context)
