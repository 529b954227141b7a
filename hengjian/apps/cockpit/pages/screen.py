"""The leader's screen: figures, map, course, what is late, the loop, the plan. Also on a wall, on a phone, on paper."""

import datetime as dt
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.cockpit.queries import maps, matters, notes, places, screen
from hengjian.apps.cockpit.rules import catalogue, wording
from hengjian.apps.cockpit.rules.asked import OWN, Asked
from hengjian.apps.planning import queries as planning
from hengjian.kernel import numbers
from hengjian.kernel.indicator import indicators
from hengjian.kernel.models import Setting
from hengjian.kernel.principal import Role
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry

from . import charts, frame, signals

LEADERS = frozenset({Role.HEAD.value, Role.APPROVER.value, Role.SUPERVISOR.value, Role.ANALYST.value})
navigation = [
    Entry("mine", gettext_lazy("Cockpit"), "/cockpit/", one="驾", key="b", roles=LEADERS),
    Entry("whole", gettext_lazy("The screen"), "/cockpit/"),
]
SPANS = (
    ("year", pgettext_lazy("span", "This year")),
    ("days30", pgettext_lazy("span", "Last 30 days")),
    ("yesterday", pgettext_lazy("span", "Yesterday")),
)
STAGES = {
    "leads": pgettext_lazy("loop", "Leads"),
    "cases": pgettext_lazy("loop", "Cases"),
    "decided": pgettext_lazy("loop", "Decisions"),
    "published": pgettext_lazy("loop", "Published"),
    "listed": pgettext_lazy("loop", "Listed"),
    "repaired": pgettext_lazy("loop", "Repaired"),
}
VERDICTS = {
    "reached": ("ok", gettext_lazy("reached")),
    "green": ("ok", gettext_lazy("in reach")),
    "yellow": ("warn", gettext_lazy("behind, in reach")),
    "red": ("bad", gettext_lazy("behind")),
}
PLAN_ROWS = 8
NIGHT = "cockpit.wall_dark"  # a setting: {"from": 18, "until": 7}
DARK = {"from": 18, "until": 7}


@officers
@require_GET
def cockpit(request: Request) -> HttpResponseBase:
    """The whole screen for a place and some days."""
    of, now = frame.asked_of(request), timezone.now()
    found = screen.numbers(of, catalogue.layout().ids)
    plan, standing = _plan(of)
    targets = screen.targets(standing)
    context: dict[str, Any] = {
        "title": _("Cockpit of %(place)s") % {"place": places.name(of.code)}, "of": of, "place": places.name(of.code),
        "way": places.way(of.code, request.principal), "others": places.others(of.code, request.principal),
        "spans": [(name, label, _span_query(of, name)) for name, label in SPANS],
        "stats": [_stat(one, of, now, targets) for one in screen.headline(of, found)],
        "map": _map(request, of, targets), "trend": _trend(request, of), "late": _late(of, now), "loop": _loop(of, found),
        "plan": _plan_lights(plan, standing), "notes": notes.on_screen(of.code, of.since, of.until),
        "newest": max((n.now.computed_at for n in found.values() if n.now), default=None), "now": now,
    }  # fmt: skip
    context["stale"] = wording.age(context["newest"], now)
    if request.GET.get("wall"):
        return render(request, "cockpit/wall.html", {**context, **_look(request, now)})
    safety = [frame.shown(found[id], of, now, targets.get(id)) for id in catalogue.layout().safety if id in found]
    return render(request, "cockpit/cockpit.html", context | {"signals": signals.told(of), "safety": safety})


def _span_query(of: Asked, name: str) -> str:
    told = f"code={of.code}&span={name}"
    return f"{told}&compare={of.place}" if of.place else told


def _look(request: Request, now: dt.datetime) -> dict[str, str]:
    """On the wall it is dark in the evening, unless somebody has chosen."""
    if request.COOKIES.get("theme") in ("light", "dark"):
        return {}
    said = Setting.objects.filter(key=NIGHT).values_list("value", flat=True).first()
    return {"theme": "dark" if is_night(timezone.localtime(now).hour, said or DARK) else "light"}


def is_night(hour: int, said: dict[str, int]) -> bool:
    """Does the wall go dark at this hour?"""
    begin, end = said.get("from", DARK["from"]), said.get("until", DARK["until"])
    return hour >= begin or hour < end if begin > end else begin <= hour < end


def _stat(one: dict[str, Any], of: Asked, now: dt.datetime, targets: dict[str, Any]) -> dict[str, Any]:
    number, beside = one["number"], one["beside"]
    target = targets.get(number.one.id)
    told = frame.shown(number, of, now, target)
    told["spark"] = charts.spark(one["course"], target)
    if beside is not None and beside.value is not None:
        told["beside"] = f"{beside.one.label} {wording.shown(beside.value, beside.unit)}"
    return told


def _map(request: Request, of: Asked, targets: dict[str, Any]) -> dict[str, Any]:
    known = catalogue.layout().map
    id = request.GET.get("map", "") if request.GET.get("map", "") in known else known[0]
    one, found = indicators()[id], screen.by_place(of, id)
    hrefs = {code: f"{reverse('cockpit:cockpit')}?code={code}&{_rest(of, id)}" for code in found}
    target = targets.get(id)
    based = maps.outlines_of(found) if found and not request.GET.get("tiles") else []
    drawn = charts.outline_map(found, {row.code: row.rings for row in based}, target, hrefs) if based else None
    tiles = None if drawn else charts.tile_map(found, catalogue.tiles().get(of.code, {}), target, hrefs)
    rows = [(code, number) for code, number in found.items() if number.value is not None]
    rows.sort(key=lambda row: row[1].value or 0)
    low = [places.name(code) for code, number in rows if screen.misses(number.value, target, one.better)]
    ends = [(places.name(code), wording.shown(number.value, one.unit)) for code, number in (rows[-1:] + rows[:1])]
    return {
        "id": id, "label": one.label, "unit": wording.unit(one.unit), "outlines": drawn, "tiles": tiles,
        "approval": "；".join(sorted({row.approval for row in based})) if drawn else "",
        "finding": wording.of_map(str(one.label), low, ends[0] if ends else None, ends[-1] if ends else None),
        "target": wording.shown(target, one.unit) if target is not None else "",
        "choices": [(name, indicators()[name].label) for name in known if name in indicators()],
        "rows": [
            {"name": places.name(code), "href": hrefs[code], "value": wording.shown(number.value, one.unit),
             "before": wording.shown(number.last_year, one.unit), "figure": frame.figure_href(id, code, of)}
            for code, number in reversed(rows)
        ],
    }  # fmt: skip


def _rest(of: Asked, id: str) -> str:
    """The state without the place, for a link down."""
    told = f"span={of.span}&map={id}"
    return f"{told}&since={of.since}&until={of.until}" if of.span == OWN else told


def _trend(request: Request, of: Asked) -> dict[str, Any]:
    known = catalogue.layout().trend
    id = request.GET.get("trend", "") if request.GET.get("trend", "") in known else known[0]
    course = screen.week_course(id, of.code, of.until)
    label = str(course.one.label)
    return {
        "id": id, "label": label, "chart": charts.trend(course, of.until), "finding": wording.of_trend(label, *course.last),
        "href": frame.figure_href(id, of.code, of), "ahead": course.ahead,
        "choices": [(name, indicators()[name].label) for name in known if name in indicators()],
        "rows": [{"since": day, "value": numbers.plain(value), "before": numbers.plain(dict(course.before).get(day))}
                 for day, value in reversed(course.weeks)],
    }  # fmt: skip


def _late(of: Asked, now: dt.datetime) -> dict[str, Any]:
    rows = matters.longest(of.code, now)
    count = matters.late(of.code, now).order_by()[:1000].count()
    days = rows[0].days if rows else 0
    return {"rows": rows, "count": count, "finding": wording.of_overdue(count, days),
            "stuck": matters.stuck(of.code, catalogue.layout().matters, now)}  # fmt: skip


def _loop(of: Asked, found: dict[str, screen.Number]) -> dict[str, Any]:
    stages = screen.loop(found)
    for one in stages:
        number, kept = one["number"], one["kept"]
        one |= {
            "label": STAGES[one["stage"]], "value": numbers.plain(number.value), "known": number.value is not None,
            "href": frame.figure_href(number.one.id, of.code, of), "changed": wording.changed(number.value, number.last_year, "count"),
            "in_time": _("%(share)s in time") % {"share": wording.shown(kept.value, "pct")} if kept and kept.value is not None else "",
        }  # fmt: skip
    values = {one["stage"]: one["number"].value for one in stages}
    finding = wording.of_loop(values.get("leads"), values.get("cases"), values.get("decided"))
    return {"stages": stages, "flow": charts.flow(stages), "finding": finding}


def _plan(of: Asked) -> tuple[Any, list[Any]]:
    plan = screen.plan_of(of.code, of.until)
    return (plan, planning.standing(plan.key, of.code, of.until)) if plan else (None, [])


def _plan_lights(plan: Any, standing: list[Any]) -> dict[str, Any] | None:
    """Targets that can be judged, what is behind first."""
    if plan is None:
        return None
    judged = [(one, "reached" if one.met else one.light) for one in standing if one.value is not None and one.light]
    order = ("red", "yellow", "green", "reached")
    good = sum(light in screen.GOOD for _one, light in judged)
    rows = []
    for one, light in sorted(judged, key=lambda pair: order.index(pair[1]))[:PLAN_ROWS]:
        tone, words = VERDICTS[light]
        rows.append(
            {"name": one.target.name, "value": numbers.plain(one.value), "target": one.target.target_text, "unit": one.target.unit,
             "tone": tone, "words": words, "width": bullet(one), "computed": one.how == "computed",
             "href": reverse("planning:indicator", args=[plan.key, one.target.ref])}
        )  # fmt: skip
    return {
        "plan": plan,
        "rows": rows,
        "finding": wording.of_plan(good, len(judged), plan.title),
        "count": len(standing),
    }


def bullet(one: Any) -> float:
    """How far along a bar of 150 a value lies, whose mark at 130 is the target; what should be small is turned round."""
    if not one.target.target or one.value is None:
        return 0.0
    part = one.target.target / one.value if one.target.better == "down" and one.value else one.value / one.target.target
    return round(min(max(float(part), 0.0), 150 / 130) * 130, 1)


urlpatterns = [path("cockpit/", cockpit, name="cockpit")]
