"""Draws for everybody: what was announced, who was drawn, the bundle, and how to recompute it; for each subject its own row."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.inspection import queries
from hengjian.apps.inspection.models import DrawnSubject, InspectionItem, PublishedDraw
from hengjian.apps.inspection.queries import figures
from hengjian.apps.inspection.rules import statistics
from hengjian.apps.inspection.rules.locked import strata_of
from hengjian.apps.inspection.rules.selection import PPM, inclusion_ppm, ticket
from hengjian.kernel import divisions
from hengjian.kernel.models import Subject
from hengjian.kernel.record import alone
from hengjian.web.access import Request, forbidden, public, signed_in
from hengjian.web.navigation import Entry

from .lists import base_of

SHOWN = 220  # tickets of a stratum that its strip shows
WIDTH = 420

navigation = [
    Entry("proof", gettext_lazy("Draws"), "/draws/", public=True),
    Entry("mine", gettext_lazy("Was I drawn?"), "/draws/mine/", public=True, roles=frozenset({"party"})),
    Entry("whole", gettext_lazy("Published draws"), "/draws/"),
]


@public
@require_GET
def index(request: Request) -> HttpResponseBase:
    """Every draw, the newest first; a void one with its reason."""
    text = request.GET.get("q", "").strip()[:60]
    rows = PublishedDraw.objects.defer("leaves", "result", "plan")
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(number__icontains=text) | Q(authority__icontains=text))
    if request.GET.get("state") in dict(PublishedDraw.STATES):
        rows = rows.filter(state=request.GET["state"])
    context = {
        "base": base_of(request),
        "title": _("Draws and how to check them"),
        "draws": list(rows[:100]),
        "states": PublishedDraw.STATES,
        "asked": {"q": text, "state": request.GET.get("state", "")},
    }
    return render(request, "inspection/draws.html", context)


def _found(pk: int) -> PublishedDraw:
    return get_object_or_404(PublishedDraw, pk=pk)


@public
@require_GET
def page(request: Request, pk: int) -> HttpResponseBase:
    """One draw: what was locked, who sealed what, the seed, the tickets, the names, and how to check it oneself."""
    draw = get_object_or_404(PublishedDraw.objects.defer("leaves"), pk=pk)
    names = DrawnSubject.objects.filter(draw=draw)
    places = divisions.names()
    context = {
        "base": base_of(request),
        "title": draw.title,
        "draw": draw,
        "items": list(InspectionItem.objects.filter(pk__in=draw.items)),
        "parties": _parties(draw),
        "strata": _strata(draw),
        "size": sum(s["size"] for s in draw.plan["strata"]),
        "floor": draw.plan["floor_ppm"] * 100 / PPM,
        "count": names.count(),
        "first": list(names.order_by("name")[:10]),
        "counties": [{"name": places.get(code, code), "count": count} for code, count in figures.by_place(names)],
        "file": f"draw-{draw.pk}.zip",
    }
    return render(request, "inspection/draw.html", context)


def _parties(draw: PublishedDraw) -> list[dict[str, Any]]:
    values = draw.result["values"] if draw.result else [""] * len(draw.plan["parties"])
    return [{**party, "value": value} for party, value in zip(draw.plan["parties"], values, strict=True)]


def _strata(draw: PublishedDraw) -> list[dict[str, Any]]:
    """The strata with their chances and, once drawn, their tickets as a strip: drawn ones left of the cut-off."""
    strata = strata_of(draw.plan)
    leaves = queries.first_leaves(draw, SHOWN) if draw.result else {}
    population = sum(s.size for s in strata if s.by_chance)
    drawn = {s["name"]: s["drawn"] for s in draw.result["strata"]} if draw.result else {}
    out = []
    for s in strata:
        chance = inclusion_ppm(population, s.size, s.quota, draw.plan["floor_ppm"]) if s.by_chance else 0
        line: dict[str, Any] = {"s": s, "chance": chance * 100 / PPM, "drawn": len(drawn.get(s.name, []))}
        if draw.result and s.by_chance and s.size:
            line |= _strip(bytes.fromhex(draw.result["seed"]), leaves[s.name], drawn[s.name])
        out.append(line)
    return out


def _strip(seed: bytes, leaves: list[bytes], drawn: list[str]) -> dict[str, Any]:
    taken = set(drawn)
    # The leaves are in the order of their hashes, which says nothing: the first of them are as good as any.
    shown = [(ticket(seed, leaf), leaf.hex() in taken) for leaf in leaves]
    at = [(round(int.from_bytes(t[:4], "big") / 2**32 * WIDTH, 1), mine) for t, mine in shown]
    cutoff = ticket(seed, bytes.fromhex(drawn[-1])) if drawn else b"\0" * 32
    return {
        "rest": "".join(f"M{x} 8V21" for x, mine in at if not mine),
        "mine": "".join(f"M{x} 3V21" for x, mine in at if mine),
        "cut": round(int.from_bytes(cutoff[:4], "big") / 2**32 * WIDTH, 1),
        "cutoff": cutoff.hex()[:8],
    }


@public
@require_GET
def names(request: Request, pk: int) -> HttpResponseBase:
    """Everybody who was drawn and the officers who go there, to search and to export."""
    draw = get_object_or_404(PublishedDraw.objects.defer("leaves", "result"), pk=pk)
    text, places = request.GET.get("q", "").strip()[:60], divisions.names()
    rows = queries.drawn_for(draw)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(ident__istartswith=text))
    after = request.GET.get("after", "")
    if after.isdigit():
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.order_by("pk")[:101])
    for row in found:
        row.where = places.get(row.place[:6], row.place)  # type: ignore[attr-defined]
    context = {"base": base_of(request), "title": _("Drawn subjects"), "draw": draw, "q": text, "rows": found[:100]}
    return render(request, "inspection/names.html", {**context, "more": found[99].pk if len(found) > 100 else None})


def _zip(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@public
@require_GET
def bundle(request: Request, pk: int) -> HttpResponseBase:
    """The public bundle; it can be checked without us."""
    draw = _found(pk)
    if draw.result is None:
        raise Http404
    return _zip(queries.public_bundle(draw), f"draw-{draw.pk}.zip")


@signed_in
@require_GET
def openings(request: Request, pk: int) -> HttpResponseBase:
    """The bundle with all openings, for whom they were handed out to by an act; each download is on record."""
    draw = _found(pk)
    if draw.result is None:
        raise Http404
    who = request.principal
    handed = figures.handed_out(draw, who)
    if not handed:
        return forbidden(request)
    body = {"draw": draw.number, "bundle": "openings"}
    alone("inspection.openings.download", "Download of all openings", body, who, code=draw.code)
    return _zip(figures.opened_for(draw), f"draw-{draw.pk}-openings.zip")


@signed_in
@require_GET
def mine(request: Request) -> HttpResponseBase:
    """For each of one's enterprises: in which draws it stood, its chance, its ticket, and whether it was drawn."""
    subjects = dict(Subject.objects.filter(pk__in=request.principal.concerns).values_list("pk", "name"))
    rows = queries.own_rows(request.principal.concerns) if subjects else []
    shown = [{"row": row, "name": subjects[row.subject_id], "chance": row.chance_ppm * 100 / PPM} for row in rows]
    return render(request, "inspection/my_draws.html", {"title": _("Was I drawn?"), "rows": shown})


@signed_in
@require_GET
def own(request: Request, pk: int, subject: int) -> HttpResponseBase:
    """The opening of one's own row."""
    if subject not in request.principal.concerns:
        raise Http404
    data = queries.opening_of(_found(pk), subject)
    if data is None:
        raise Http404
    answer = HttpResponse(data, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="draw-{pk}-own-row.json"'
    return answer


@public
@require_GET
def report(request: Request) -> HttpResponseBase:
    """Is it random? Our draw and every k-th, run many times side by side."""
    context = {
        "base": base_of(request),
        "title": _("Is the draw random?"),
        "reports": figures.randomness(),
        "drift": [
            {"size": size, "never": 100 * (1 - statistics.drawable_with_drift(size, statistics.STEP))}
            for size in statistics.REGISTERS
        ],
    }
    return render(request, "inspection/statistics.html", context)


urlpatterns = [
    path("draws/", index, name="draws"),
    path("draws/mine/", mine, name="my-draws"),
    path("draws/statistics/", report, name="statistics"),
    path("draws/<int:pk>/", page, name="draw"),
    path("draws/<int:pk>/names/", names, name="names"),
    path("draws/<int:pk>/bundle.zip", bundle, name="bundle"),
    path("draws/<int:pk>/openings.zip", openings, name="openings"),
    path("draws/<int:pk>/own/<int:subject>.json", own, name="own"),
]
