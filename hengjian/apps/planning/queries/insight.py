"""What the pages of an indicator show around its value: places below, why it changed, every value told, other plans."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count

from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.rules import explaining, progress
from hengjian.apps.planning.rules.explaining import Change, Contribution, Parts
from hengjian.kernel import divisions
from hengjian.kernel.models import Authority

from . import values
from .standing import Standing, judge
from .values import Value


@dataclass(frozen=True)
class Look:
    """Everything about one target at one place on one day."""

    standing: Standing
    told: list[Value]
    places: list[dict[str, Any]]
    change: Change | None
    shares: list[dict[str, Any]]
    since: date | None
    until: date | None


def places_below(plan: Plan) -> list[tuple[str, str]]:
    """Counties or cities with an authority right below the plan's place, in the order of their codes."""
    lo, hi = divisions.bounds(plan.code)
    known = divisions.names()
    codes = Authority.objects.filter(pk__gte=lo, pk__lt=hi).order_by("pk").values_list("pk", flat=True)
    return [(c, known.get(c, c)) for c in codes if divisions.parent(c) == plan.code and divisions.level(c) <= 3]


def look(target: PlanTarget, code: str, on: date) -> Look:
    """The target at a place, with those below the plan's place beside it."""
    below = dict(places_below(target.plan))
    held = values.everything([target], list(dict.fromkeys([code, target.code, *below])), on)
    one = judge(target, held[(target.pk, code)], code, on)
    series = {c: values.standing_values(held[(target.pk, c)]) for c in below}
    until, since = (
        (one.series[-1].until if one.series else None),
        (one.series[-2].until if len(one.series) > 1 else None),
    )
    return Look(
        one, sorted(held[(target.pk, code)], key=lambda v: (v.until, v.known_at), reverse=True),
        _places(target, series, below, until), _change(one.series, target), _shares(target, series, below, since, until),
        since, until,
    )  # fmt: skip


def _on(series: Sequence[Value], day: date | None) -> Value | None:
    return next((v for v in series if day is not None and v.until.year == day.year), None)


def _places(
    target: PlanTarget, series: Mapping[str, Sequence[Value]], names: Mapping[str, str], until: date | None
) -> list[dict[str, Any]]:
    """Places with their value of the same year, the best first, equals on one rank."""
    found = [(code, _on(told, until)) for code, told in series.items()]
    ranks = progress.ranks([(code, v.value if v else None) for code, v in found], target.better)
    rows = [
        {
            "code": code, "name": names[code], "value": v.value if v else None, "how": v.how if v else "missing",
            "rank": ranks.get(code), "bad": v is not None and target.adds == "each" and _short(target, v.value),
        }
        for code, v in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["rank"] or len(rows) + 1, row["code"]))


def _short(target: PlanTarget, value: Decimal) -> bool:
    if target.target is None:
        return False
    return value > target.target if target.better == "down" else value < target.target


def parts_of(value: Value, target: PlanTarget) -> Parts | None:
    """Numerator and denominator of a value; a plain count is its own numerator. None where nobody told them."""
    if value.numerator is not None and value.denominator:
        return Parts(Fraction(value.numerator), Fraction(value.denominator))
    return Parts(Fraction(value.value), None) if target.adds == "sum" else None


def _times(value: Value, parts: Parts) -> Fraction:
    """By what the quotient was multiplied to give the value: 100 for per cent. Read off the value itself."""
    quotient = explaining.value(parts)
    if parts.denominator is None or not quotient:
        return Fraction(1)
    return min(
        (Fraction(n) for n in (1, 100, 1000, 10000, 1000000)), key=lambda n: abs(quotient * n - Fraction(value.value))
    )


def _change(series: Sequence[Value], target: PlanTarget) -> Change | None:
    """Why the newest value differs from the one before."""
    if len(series) < 2:
        return None
    before, after = (parts_of(v, target) for v in series[-2:])
    if before is None or after is None or after.denominator is None:
        return None
    return explaining.change(before, after, _times(series[-1], after))


def _shares(
    target: PlanTarget,
    series: Mapping[str, Sequence[Value]],
    names: Mapping[str, str],
    since: date | None,
    until: date | None,
) -> list[dict[str, Any]]:
    """What each place added to the change; only where every place told the parts of both years."""
    found: list[dict[str, Parts]] = []
    times = Fraction(1)
    for day in (since, until):
        told = {code: _on(one, day) for code, one in series.items()}
        parts = {code: parts_of(v, target) for code, v in told.items() if v is not None}
        if not parts or any(p is None for p in parts.values()):
            return []
        known = {code: p for code, p in parts.items() if p is not None}
        code = next(iter(known))
        times = _times(told[code], known[code])  # type: ignore[arg-type]
        found.append(known)
    added: list[Contribution] = explaining.contributions(found[0], found[1], times)
    top = max((abs(c.total) for c in added), default=Fraction(0)) or Fraction(1)
    return [
        {
            "name": names.get(c.place, c.place), "total": _decimal(c.total), "own": _decimal(c.own), "weight": _decimal(c.weight),
            "width": round(float(abs(c.total) / top * 100), 1),
        }
        for c in added
    ]  # fmt: skip


def _decimal(value: Fraction) -> Decimal:
    return progress.rounded(Decimal(value.numerator) / Decimal(value.denominator))


def tally(plans: Sequence[int], on: date) -> dict[int, Counter[str]]:
    """How many targets of each plan stand how, each at the plan's own place (three queries for all plans)."""
    targets = list(PlanTarget.objects.filter(plan__in=plans).select_related("plan"))
    held = values.everything(targets, sorted({t.code for t in targets}), on)
    out: dict[int, Counter[str]] = {}
    for target in targets:
        one = judge(target, held[(target.pk, target.code)], target.code, on)
        out.setdefault(target.plan_id, Counter())[one.light or "none"] += 1
    return out


def shared_keys() -> dict[str, str]:
    """Indicators that more than one plan names, with a name."""
    rows = PlanTarget.objects.filter(parent=None).values("key").annotate(n=Count("plan", distinct=True)).filter(n__gt=1)
    keys = [row["key"] for row in rows.order_by("-n", "key")]
    names = dict(PlanTarget.objects.filter(key__in=keys).order_by("-position").values_list("key", "name"))
    return {key: names[key] for key in keys}


def ranked(key: str, on: date) -> list[tuple[Standing, int | None]]:
    """The targets of this key in all plans, as they stand, the best first."""
    targets = list(PlanTarget.objects.filter(key=key, parent=None).select_related("plan"))
    held = values.everything(targets, sorted({t.code for t in targets}), on)
    found = [judge(t, held[(t.pk, t.code)], t.code, on) for t in targets]
    better = targets[0].better if targets else "up"
    ranks = progress.ranks([(str(s.target.pk), s.value) for s in found], better)
    rows = [(s, ranks.get(str(s.target.pk))) for s in found]
    return sorted(rows, key=lambda row: (row[1] or len(rows) + 1, row[0].target.code))


def same_elsewhere(target: PlanTarget) -> list[PlanTarget]:
    """Targets of the same key in other plans."""
    rows = PlanTarget.objects.filter(key=target.key, parent=None).exclude(plan=target.plan_id)
    return list(rows.select_related("plan").order_by("code"))
