"""Officers' pages: rosters and their import, recusals, a draw as it would be, who was drawn, coverage in figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hengjian.apps.inspection.models import Inspector, PlannedTask, RecusalFact, SubjectTag
from hengjian.apps.inspection.queries import figures, importing, preview
from hengjian.apps.registry import queries as register
from hengjian.kernel import divisions
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.kernel.record import alone
from hengjian.web import lists
from hengjian.web.access import Request, administrators, officers
from hengjian.web.export import table
from hengjian.web.navigation import Entry

from .lists import DRAWN, INSPECTORS

navigation = [
    Entry("matters", gettext_lazy("Drawn subjects"), "/inspection/drawn/"),
    Entry("whole", gettext_lazy("Roster of inspection officers"), "/inspection/rosters/"),
    Entry("whole", gettext_lazy("Coverage of inspections"), "/inspection/coverage/"),
]
KINDS = [("officers", gettext_lazy("Inspection officers")), ("tags", gettext_lazy("Tags of subjects"))]
CLASSES = {"1": "A", "2": "B", "3": "C", "4": "D", "5": gettext_lazy("under special watch")}


@officers
@require_GET
def inspectors(request: Request) -> HttpResponseBase:
    """Who may be drawn, with expertise, places and load."""
    mine = RecusalFact.objects.filter(officer_id=request.principal.officer_id or 0, ended_on=None).select_related(
        "subject"
    )
    extra = {"may": "admin" in request.principal.roles, "mine": list(mine.order_by("-declared_on")[:50])}
    return lists.respond(INSPECTORS, request, extra)


@officers
@require_GET
def drawn(request: Request) -> HttpResponseBase:
    """Everybody who was drawn within the officer's range."""
    return lists.respond(DRAWN, request)


@administrators
def take_in(request: Request) -> HttpResponseBase:
    """Enrol officers or tag subjects from a file; every faulty row is named, and then nothing is kept."""
    kind = request.POST.get("kind", request.GET.get("kind", "officers"))
    if kind not in dict(KINDS):
        raise Http404
    context: dict[str, Any] = {
        "title": _("Take in a roster"), "kinds": KINDS, "kind": kind, "heads": list(importing.HEADS[kind]), "bad": [], "fault": "",
    }  # fmt: skip
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            count, context["bad"] = _take(kind, upload.read() if upload else b"", request)  # type: ignore[union-attr]
        except importing.BadFile as bad:
            context["fault"] = str(bad)
            return render(request, "inspection/import.html", context, status=422)
        if not context["bad"]:
            messages.success(request, _("%(count)d rows taken in.") % {"count": count})
            return HttpResponseRedirect(reverse("inspection:rosters"))
    return render(request, "inspection/import.html", context, status=422 if context["bad"] else 200)


def _take(kind: str, data: bytes, request: Request) -> tuple[int, list[importing.BadRow]]:
    rows, who, today = importing.read(kind, data), request.principal, timezone.localdate()
    if kind == "officers":
        load = LawOn(today).value("inspection.draw.load").amount
        enrolled, bad = importing.officers(rows, who, load)
        columns = ["code", "places", "skills", "load", "active"]
        if not bad:
            Inspector.objects.bulk_create(
                enrolled, update_conflicts=True, unique_fields=["officer"], update_fields=columns
            )
    else:
        tags, bad = importing.tags(rows, who, f"导入文件 {today}", today)
        if not bad:
            SubjectTag.objects.bulk_create(
                tags,
                update_conflicts=True,
                unique_fields=["subject", "tag"],
                update_fields=["since", "until", "source"],
            )
    if not bad:
        alone("inspection.roster.import", "Roster taken in", {"kind": kind, "rows": len(rows)}, who)
    return len(rows), bad


@officers
@require_POST
def recuse(request: Request) -> HttpResponseBase:
    """An officer declares a relation to a subject, or that it has ended; the declaration is on record, the relation sealed."""
    who, today = request.principal, timezone.localdate()
    officer = who.officer_id or 0
    subject = Subject.objects.filter(code=request.POST.get("code", "").strip().upper()).first()
    relation = request.POST.get("relation", "").strip()[:200]
    if subject is None or not who.sees(subject.division_code) or not (relation or "end" in request.POST):
        messages.error(request, _("Name a subject of your place by its credit code, and the relation."))
        return HttpResponseRedirect(reverse("inspection:rosters"))
    if "end" in request.POST:
        RecusalFact.objects.filter(subject=subject, officer_id=officer).update(ended_on=today)
    else:
        RecusalFact.objects.update_or_create(
            subject=subject,
            officer_id=officer,
            defaults={"relation": relation, "declared_on": today, "ended_on": None, "synthetic": who.synthetic},
        )
    body = {"subject": subject.pk, "ended": "end" in request.POST}
    alone("inspection.recusal.declare", "Recusal declared", body, who)
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(reverse("inspection:rosters"))


@officers
@require_GET
def look(request: Request) -> HttpResponseBase:
    """A draw of a planned task as it would be today: strata, quotas, load of the officers, and what stands in the way."""
    who, today = request.principal, timezone.localdate()
    tasks = PlannedTask.objects.filter(code=who.place, withdrawn_at=None, year=today.year)
    chosen = request.GET.get("task", "")
    total = request.GET.get("total", "")
    skill = request.GET.get("skill", "").strip()[:30]
    context: dict[str, Any] = {
        "title": _("A draw as it would be today"), "tasks": list(tasks), "chosen": chosen, "total": total, "skill": skill,
    }  # fmt: skip
    if chosen.isdigit():
        task = get_object_or_404(tasks, pk=int(chosen))
        wanted = int(total) if total.isdigit() and int(total) < 1_000_000 else None
        seen = preview.look(task, who.place, today, wanted, skill, LawOn(today))
        names = {"0": _("kept out"), **CLASSES}
        lines = [{**line, "name": names[line["s"].name]} for line in seen.lines()]
        context |= {"task": task, "seen": seen, "lines": lines, "load": seen.load.most_common(30)}
    return render(request, "inspection/preview.html", context)


@officers
@require_GET
def coverage(request: Request) -> HttpResponseBase:
    """Who was drawn this year, by item, class, industry, county and officer."""
    who = request.principal
    year = int(request.GET["year"]) if request.GET.get("year", "").isdigit() else timezone.localdate().year
    found = figures.coverage(who.lo, who.hi, min(year, 9999))
    names = divisions.names()
    found["class"] = [(CLASSES.get(key, key), *rest) for key, *rest in found["class"]]
    found["industry"] = [(register.industry_name(key), *rest) for key, *rest in found["industry"]]
    found["county"] = [(names.get(key, key), *rest) for key, *rest in found["county"]]
    span = [timezone.make_aware(dt.datetime.combine(dt.date(min(year, 9998) + n, 1, 1), dt.time.min)) for n in (0, 1)]
    origins = figures.checks_by_origin(who.lo, who.hi, span[0], span[1])
    outside = sum(n for origin, n in origins.items() if origin != "draw")
    tables = [
        {"key": key, "label": label, "rows": found[key], "top": max((r[1] for r in found[key]), default=1)}
        for key, label in (
            ("item", _("Item")), ("class", _("Risk class")), ("industry", _("Industry")), ("county", _("County or district")),
            ("officer", _("Officer")),
        )
    ]  # fmt: skip
    context = {
        "title": _("Coverage of inspections %(year)d") % {"year": year},
        "tables": tables, "year": year, "total": sum(origins.values()), "outside": outside,
    }  # fmt: skip
    if request.GET.get("as") == "csv":
        return _csv(tables, year)
    return render(request, "inspection/coverage.html", context)


def _csv(tables: list[dict[str, Any]], year: int) -> HttpResponseBase:
    lines = [[one["label"], *row] for one in tables for row in one["rows"]]
    return table(f"coverage-{year}", ["维度", "名称", "抽中户次", "户数"], lines)


urlpatterns = [
    path("inspection/rosters/", inspectors, name="rosters"),
    path("inspection/rosters/import/", take_in, name="import"),
    path("inspection/rosters/recusal/", recuse, name="recusal"),
    path("inspection/drawn/", drawn, name="drawn"),
    path("inspection/coverage/", coverage, name="coverage"),
    path("draws/preview/", look, name="preview"),
]
