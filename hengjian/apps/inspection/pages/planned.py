"""What may be checked and what is planned, for everybody: the item list, themes of joint inspection, annual plans."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.inspection import queries
from hengjian.apps.inspection.catalogue import packaged
from hengjian.apps.inspection.models import InspectionItem, PlannedTask, PublishedDraw
from hengjian.apps.inspection.models.items import KINDS
from hengjian.kernel.law import LawOn, NotInForce
from hengjian.kernel.models import Authority
from hengjian.web.access import Request, public
from hengjian.web.export import table
from hengjian.web.navigation import Entry

from .lists import base_of

navigation = [
    Entry("services", gettext_lazy("Inspection items"), "/inspection/items/", public=True),
    Entry("record", gettext_lazy("Inspection plans"), "/inspection/plans/", public=True),
    Entry("whole", gettext_lazy("Inspection items"), "/inspection/items/"),
    Entry("whole", gettext_lazy("Inspection plans"), "/inspection/plans/"),
]


@public
@require_GET
def items(request: Request) -> HttpResponseBase:
    """The item list, of today or of any day: what is not on it cannot be inspected by chance."""
    asked = {key: request.GET.get(key, "").strip()[:60] for key in ("q", "kind", "category", "joint", "on")}
    rows = _rows(asked)
    if request.GET.get("as") == "csv":
        return _as_csv(rows)
    words = packaged()
    law = LawOn(timezone.localdate())
    for row in rows:
        row.whom = "、".join(words["subjects"].get(s, s) for s in row.subjects)  # type: ignore[attr-defined]
        row.how = "、".join(words["methods"].get(m, m) for m in row.methods)  # type: ignore[attr-defined]
        row.fixed = _fixed(row, law)  # type: ignore[attr-defined]
        row.shares = [(grade, row.ratios[grade]) for grade in sorted(row.ratios)]  # type: ignore[attr-defined]
    context = {
        "base": base_of(request),
        "title": _("List of inspection items"),
        "items": rows,
        "asked": asked,
        "kinds": KINDS,
        "categories": [(c["id"], c["name"]) for c in words["categories"]],
        "edition": words["edition"],
        "themes": queries.themes(),
    }
    return render(request, "inspection/items.html", context)


def _rows(asked: dict[str, str]) -> list[InspectionItem]:
    day = parse_date(asked["on"]) if asked["on"] else None
    end = timezone.make_aware(dt.datetime.combine(day, dt.time.max)) if day else None
    rows = queries.list_on(end) if end else list(queries.items())
    text = asked["q"]
    return [
        row
        for row in rows
        if (not text or text in row.name or text in row.basis or text == row.pk)
        and asked["kind"] in ("", row.kind)
        and asked["category"] in ("", row.category)
        and (asked["joint"] != "yes" or not row.safety)
    ]


def _fixed(row: InspectionItem, law: LawOn) -> int | None:
    try:
        return int(law.value(row.frequency).amount) if row.frequency else None
    except NotInForce:
        return None


HEAD = ("事项编码", "事项", "类别", "种类", "A%", "B%", "C%", "D%", "涉及安全", "主管部门", "依据", "版次")
KINDS_ZH = {"general": "一般检查事项", "key": "重点检查事项"}


def _as_csv(rows: list[InspectionItem]) -> HttpResponse:
    lines = [
        [r.pk, r.name, r.category_name, KINDS_ZH[r.kind], *(r.ratios[grade] for grade in "ABCD"),
         "是" if r.safety else "否", r.department, r.basis, r.revision]
        for r in rows
    ]  # fmt: skip
    return table("inspection-items", HEAD, lines)


@public
@require_GET
def plans(request: Request) -> HttpResponseBase:
    """The tasks of published plans by year and authority, each with its draws."""
    today = timezone.localdate()
    year = int(request.GET["year"]) if request.GET.get("year", "").isdigit() else today.year
    text = request.GET.get("q", "").strip()[:60]
    rows = PlannedTask.objects.filter(year=min(year, 9999)).order_by("code", "position")
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(word__icontains=text))
    found = list(rows[:300])
    names = dict(Authority.objects.filter(pk__in={t.code for t in found}).values_list("pk", "name"))
    known = dict(InspectionItem.objects.values_list("pk", "name"))
    shown = [
        {"task": t, "authority": names.get(t.code, t.code), "items": [known.get(i, i) for i in t.items]} for t in found
    ]
    context = {
        "base": base_of(request),
        "title": _("Inspection plans %(year)d") % {"year": year},
        "year": year,
        "years": [today.year - 1, today.year, today.year + 1],
        "tasks": shown,
        "q": text,
        "draws": PublishedDraw.objects.filter(announced_at__year=min(year, 9999)).count(),
    }
    return render(request, "inspection/plans.html", context)


urlpatterns = [
    path("inspection/items/", items, name="items"),
    path("inspection/plans/", plans, name="plans"),
]
