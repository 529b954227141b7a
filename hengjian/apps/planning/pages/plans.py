"""Plans for everybody: the list, a plan's table with its lights, one indicator in full, the same indicator elsewhere."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.planning import queries
from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.models.plans import NATURES
from hengjian.apps.planning.queries import insight
from hengjian.apps.planning.queries.standing import Standing
from hengjian.apps.planning.rules.explaining import Change
from hengjian.kernel import divisions
from hengjian.kernel.indicator import indicators
from hengjian.web.access import Request, public
from hengjian.web.export import table
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import base_for

from . import charts

navigation = [
    Entry("record", gettext_lazy("Plans and how they stand"), "/plans/", public=True),
    Entry("whole", gettext_lazy("Plans"), "/plans/"),
]
WORDS = {
    "reached": ("ok", gettext_lazy("reached")),
    "green": ("ok", gettext_lazy("on the path")),
    "yellow": ("warn", gettext_lazy("behind, in reach")),
    "red": ("bad", gettext_lazy("behind")),
    "missed": ("bad", gettext_lazy("missed")),
}
SOURCES = {
    "computed": gettext_lazy("computed"),
    "reported": gettext_lazy("reported"),
    "missing": gettext_lazy("no value"),
}


@public
@require_GET
def plans(request: Request) -> HttpResponseBase:
    """Every plan known here, with how its targets stand today."""
    today, rows = timezone.localdate(), []
    found = queries.plans_of()
    stands = insight.tally([plan.pk for plan in found], today)
    for plan in found:
        in_text = plan.numbers - plan.in_table  # type: ignore[attr-defined]
        lights = stands.get(plan.pk, Counter())
        rows.append({"plan": plan, "place": divisions.full_name(plan.code), "lights": lights, "in_text": in_text})
    who = request.principal
    context = {
        "base": base_for(request), "title": _("Plans"), "rows": rows, "verdicts": _verdicts(),
        "may": who.kind == "officer" and bool(who.roles & {"handler", "approver", "head", "supervisor"}),
    }  # fmt: skip
    return render(request, "planning/plans.html", context)


def _verdicts() -> list[tuple[str, str, Any]]:
    return [(name, tone, words) for name, (tone, words) in WORDS.items()]


def asked_day(request: Request) -> dt.date:
    """The day as of which is asked; today if none, or one to come, is named."""
    try:
        day = parse_date(request.GET.get("on", ""))
    except ValueError:
        day = None
    today = timezone.localdate()
    return min(day, today) if day and day.year >= 2000 else today


def verdict_of(one: Standing, on: dt.date) -> str:
    """The word for how a target stands; empty where nothing can be said."""
    if one.value is None or not one.light:
        return ""
    if one.met:
        return "reached"
    return (
        "missed" if one.light == "red" and on > dt.date(one.target.due or one.target.plan.until, 12, 31) else one.light
    )


def shown(one: Standing, on: dt.date, place: str = "") -> dict[str, Any]:
    """One target as a table shows it."""
    verdict = verdict_of(one, on)
    tone, words = WORDS.get(verdict, ("mute", ""))
    target = one.target
    address = reverse("planning:indicator", args=[target.plan.key, target.ref])
    return {
        "s": one, "t": target, "verdict": verdict, "tone": tone, "words": words, "spark": charts.spark(one),
        "href": f"{address}?code={place}" if place else address, "value": charts.short(one.value), "source": SOURCES[one.how],
        "baseline": charts.short(target.baseline),
        "aim": aim_in_words(target),
    }  # fmt: skip


def aim_in_words(target: PlanTarget) -> str:
    """≥96; what is printed, where a sign and a number do not say it."""
    if target.target is None or target.comparison in ("full", "range", "exist"):
        return target.target_text
    return SIGNS.get(target.comparison, "") + charts.short(target.target)


SIGNS = {"ge": "≥", "le": "≤", "gt": ">", "approx": "≈"}


def found_plan(key: str) -> Plan:
    plan = queries.plan_named(key)
    if plan is None:
        raise Http404
    return plan


@public
@require_GET
def plan(request: Request, key: str) -> HttpResponseBase:
    """The table as printed with where each target stands; then the numbers of the text; comments with their answers."""
    (one, targets), on = queries.plan_with_targets(key), asked_day(request)
    if one is None:
        raise Http404
    places = insight.places_below(one)
    place = _place(one, request, places)
    rows = [shown(s, on, place if place != one.code else "") for s in queries.stand(targets, place, on)]
    counted = Counter(row["verdict"] for row in rows)
    asked = {name: request.GET.get(name, "")[:12] for name in ("nature", "verdict")}
    kept = [r for r in rows if asked["nature"] in ("", r["t"].nature) and asked["verdict"] in ("", r["verdict"])]
    if request.GET.get("as") == "csv":
        return _as_csv(one, kept, on)
    binding = [r for r in rows if r["t"].nature == "binding"]
    context = {
        "base": base_for(request), "title": one.title, "plan": one, "on": on, "place": place, "asked": asked,
        "today": timezone.localdate(), "places": places, "natures": NATURES,
        "table": [r for r in kept if r["t"].printed_in_table], "text": [r for r in kept if not r["t"].printed_in_table],
        "counted": [(tone, words, counted[name], name) for name, tone, words in _verdicts() if counted[name]],
        "unjudged": counted[""], "binding": len(binding),
        "binding_good": sum(r["verdict"] in ("reached", "green") for r in binding),
        "children": queries.children(key), "comments": queries.comments_of(one), "sum": len(rows),
        "synthetic": one.synthetic or any(r["s"].synthetic for r in rows),
        "may": request.principal.kind == "officer" and request.principal.sees(one.code),
    }  # fmt: skip
    return render(request, "planning/plan.html", context)


def _place(one: Plan, request: Request, places: list[tuple[str, str]]) -> str:
    code = request.GET.get("code", "")
    return code if code in dict(places) else one.code


HEAD = ("序号", "类别", "指标", "单位", "基期", "目标", "属性", "现值", "截至", "来源", "路径应达", "判断", "出处", "说明")  # fmt: skip


def _figure(text: str) -> Decimal | str:
    """A number stays one in the file, so that a negative value is not quoted as a formula would be."""
    try:
        return Decimal(text)
    except (InvalidOperation, TypeError):
        return text


def _as_csv(one: Plan, rows: list[dict[str, Any]], on: dt.date) -> HttpResponse:
    lines = []
    for row in rows:
        t, s = row["t"], row["s"]
        lines.append(
            [t.number, t.group, t.name, t.unit, _figure(row["baseline"]), t.target_text, t.get_nature_display(), _figure(row["value"]),
             s.as_of or "", row["source"], _figure(charts.short(s.expected)), row["words"], t.place, t.flag]
        )  # fmt: skip
    return table(f"plan-{one.key}-{on:%Y%m%d}", HEAD, lines)


@public
@require_GET
def indicator(request: Request, key: str, ref: str) -> HttpResponseBase:
    """One indicator: where it stands and heads, how it is reckoned, places below, why it changed, every value ever told."""
    one, on = found_plan(key), asked_day(request)
    place = _place(one, request, insight.places_below(one))
    target = PlanTarget.objects.filter(plan=one, ref=ref).select_related("plan").first()
    if target is None:
        raise Http404
    seen = insight.look(target, place, on)
    row = shown(seen.standing, on, place)
    declared = indicators().get(target.indicator)
    neighbours = list(PlanTarget.objects.filter(plan=one).order_by("position").values_list("ref", "name"))
    at = next(n for n, (r, _n) in enumerate(neighbours) if r == ref)
    context = {
        "base": base_for(request), "title": target.name, "plan": one, "target": target, "row": row, "seen": seen, "on": on,
        "place": place, "place_name": divisions.full_name(place), "places": insight.places_below(one),
        "chart": charts.chart(seen.standing), "finding": finding(seen.standing, row), "declared": declared,
        "dots": charts.dots(seen.places, target.target if target.adds == "each" else None),
        "before": neighbours[at - 1] if at else None, "after": neighbours[at + 1] if at + 1 < len(neighbours) else None,
        "forecast": [charts.short(v) for v in (seen.standing.forecast.low, seen.standing.forecast.mid, seen.standing.forecast.high)]
        if seen.standing.forecast else None,
        "frac": fraction(seen.standing), "change": changed(seen.change),
        "should": charts.short(seen.standing.expected), "same": insight.same_elsewhere(target),
    }  # fmt: skip
    return render(request, "planning/indicator.html", context)


def fraction(one: Standing) -> list[str] | None:
    """Numerator and denominator of the value, where they are known."""
    last = one.series[-1] if one.series else None
    if last is None or not last.denominator:
        return None
    return [f"{part.normalize():,f}" for part in (last.numerator or Decimal(0), last.denominator)]


def changed(one: Change | None) -> dict[str, str] | None:
    """The change and its two parts, signed."""
    if one is None:
        return None
    return {name: f"{float(getattr(one, name)):+.2f}" for name in ("total", "numerator", "denominator")}


def finding(one: Standing, row: dict[str, Any]) -> str:
    """The chart's sentence: what it is now, against what it should be, and what follows if things go on."""
    if one.value is None or one.as_of is None:
        return _("No value is known yet.")
    words = {"day": one.as_of.isoformat(), "value": row["value"], "unit": one.target.unit, "verdict": row["words"]}
    said = _("On %(day)s %(value)s %(unit)s") % words
    if one.expected is not None:
        gap = one.value - one.expected
        away = {"gap": charts.short(abs(gap)), "path": charts.short(one.expected)}
        if not gap:
            said += _(", just on the path")
        elif gap > 0:
            said += _(", %(gap)s above the path (%(path)s)") % away
        else:
            said += _(", %(gap)s below the path (%(path)s)") % away
    if row["words"]:
        said += _(": %(verdict)s") % words
    return said


@public
@require_GET
def compare(request: Request) -> HttpResponseBase:
    """The same indicator in every plan that has it, the best first."""
    keys = insight.shared_keys()
    key = request.GET.get("key", "")
    key = key if key in keys else next(iter(keys), "")
    on = asked_day(request)
    rows = [{**shown(s, on), "rank": rank} for s, rank in insight.ranked(key, on)] if key else []
    context = {
        "base": base_for(request),
        "title": _("Comparison of plans"),
        "keys": list(keys.items()),
        "key": key,
        "rows": rows,
        "on": on,
    }
    return render(request, "planning/compare.html", context)


urlpatterns = [
    path("plans/", plans, name="plans"),
    path("plans/compare/", compare, name="compare"),
    path("plan/<slug:key>/", plan, name="plan"),
    path("plan/<slug:key>/<slug:ref>/", indicator, name="indicator"),
]
