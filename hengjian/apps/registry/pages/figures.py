"""Public figures and directories: survival, ratings, time to open, small firms, policies, negative lists."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Count, F, Min, Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.registry.models import FirmSize, NegativeEntry, SubMatter
from hengjian.apps.registry.procedures import BarrierReport, Opening, Rating
from hengjian.apps.registry.procedures.opening import PARTS
from hengjian.apps.registry.procedures.services import BARRIERS
from hengjian.apps.registry.queries import support
from hengjian.apps.registry.rules.services import Point
from hengjian.kernel import divisions
from hengjian.kernel.law import cite
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.procedure import procedures
from hengjian.web.access import Request, public

KEPT = 300
COHORTS, MONTHS = 6, 60
# Fewer ratings than these are not shown by procedure, so that nobody is found by a rating.
FEWEST = 5
WIDTH, HEIGHT, LEFT, BOTTOM = 760, 300, 44, 30


@public
@require_GET
def services(request: Request) -> HttpResponseBase:
    """All services around registration, on one page."""
    return render(request, "registry/services.html", {"title": _("Services")})


# ---- survival ----


@public
@require_GET
def survival(request: Request) -> HttpResponseBase:
    """Survival curves of the firms by year of opening, with the figures behind them."""
    place = request.GET.get("place", "")
    place = place if place.isdigit() and place in divisions.names() else ""
    year = timezone.localdate().year
    curves = []
    for cohort in range(year - COHORTS, year):
        points = _curve(cohort, place)
        if points[0].watched:
            curves.append({"cohort": cohort, "path": path_of(points), "rows": _years(points), "n": points[0].watched})
    counties = [(code, name) for code, name in divisions.names().items() if code.startswith("4116") and len(code) == 6]
    oldest = curves[0] if curves else None
    context = {
        "title": _("How long businesses live"),
        "curves": curves,
        "newest": curves[-1]["cohort"] if curves else 0,
        "finding": _finding(oldest),
        "place": place,
        "counties": counties,
        "ticks": [{"x": x_of(m), "label": m // 12} for m in range(0, MONTHS + 1, 12)],
        "lines": [{"y": y_of(Decimal(p) / 100), "label": p} for p in (0, 25, 50, 75, 100)],
    }
    return render(request, "registry/survival.html", context)


def _curve(cohort: int, place: str) -> list[Point]:
    points: list[Point] | None = cache.get(f"survival:{place}:{cohort}")
    if points is None:
        points = support.survival_of(cohort, place)
        cache.set(f"survival:{place}:{cohort}", points, KEPT)
    return points


def _finding(curve: dict[str, Any] | None) -> str:
    after = next((r for r in curve["rows"] if r["years"] == 3), None) if curve else None
    if not curve or not after or after["share"] is None:
        return ""
    return _("Of the businesses opened in %(year)d, %(share)s %% lived three years.") % {
        "year": curve["cohort"], "share": after["share"]
    }  # fmt: skip


def path_of(points: list[Point]) -> str:
    """The stair of the curve as SVG path, as far as anybody was watched."""
    out, before = "", Decimal(1)
    for point in points:
        if not point.watched:
            break
        x = x_of(point.month)
        out += f"{'L' if out else 'M'}{x} {y_of(before)}L{x} {y_of(point.share)}"
        before = point.share
    return out


def _years(points: list[Point]) -> list[dict[str, Any]]:
    by_month = {p.month: p for p in points}
    out = []
    for years in range(1, 6):
        point = by_month.get(years * 12)
        seen = point is not None and point.watched > 0
        share = (point.share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if seen and point else None
        out.append({"years": years, "share": share})
    return out


def x_of(month: int) -> float:
    return round(LEFT + (WIDTH - LEFT - 10) * month / MONTHS, 1)


def y_of(share: Decimal) -> float:
    return round(float(10 + (HEIGHT - BOTTOM - 10) * (1 - share)), 1)


# ---- ratings, barriers, openings ----


@public
@require_GET
def ratings(request: Request) -> HttpResponseBase:
    """Ratings and reports of barriers in figures; nobody's name."""
    context = cache.get_or_set("registry.ratings", _ratings, KEPT) or {}
    return render(request, "registry/ratings.html", {"title": _("Ratings and barriers"), **context})


def _ratings() -> dict[str, Any]:
    with acting_as(CLOCKWORK):
        rows = Rating.objects.values("rated_procedure").annotate(
            n=Count("pk"),
            mean=Avg("stars"),
            bad=Count("pk", filter=Q(stars__lte=2)),
            followed=Count("pk", filter=Q(state="answered")),
        )
        kinds = procedures()
        found = [
            {**r, "label": str(kinds[r["rated_procedure"]].label), "mean": round(r["mean"], 2)}
            for r in rows.order_by("rated_procedure")
            if r["rated_procedure"] in kinds and r["n"] >= FEWEST
        ]
        spread = dict(Rating.objects.values_list("stars").annotate(n=Count("pk")).order_by())
        barriers = BarrierReport.objects.values("kind").annotate(
            n=Count("pk"),
            gone=Count("pk", filter=Q(state="removed")),
            none=Count("pk", filter=Q(state="none_found")),
            late=Count("pk", filter=Q(on_time=False)),
        )
        told = [{**b, "label": str(BARRIERS[b["kind"]])} for b in barriers.order_by("-n")]
    most = max(spread.values(), default=1)
    return {
        "rows": found,
        "total": sum(spread.values()),
        "spread": [{"stars": n, "n": spread.get(n, 0), "width": round(240 * spread.get(n, 0) / most)} for n in range(5, 0, -1)],
        "barriers": told,
        "fewest": FEWEST,
    }  # fmt: skip


@public
@require_GET
def openings(request: Request) -> HttpResponseBase:
    """How long it takes to open a business, in parts and by place (开办企业时间统计通报)."""
    context = cache.get_or_set("registry.openings", _openings, KEPT) or {}
    return render(request, "registry/openings.html", {"title": _("Time to open a business"), **context})


def _openings() -> dict[str, Any]:
    names = divisions.names()
    with acting_as(CLOCKWORK):
        done = Opening.objects.filter(licensed_at__isnull=False)
        spent = F("licensed_at") - F("opened_at")
        licence = {r["code"]: r for r in done.values("code").annotate(n=Count("pk"), t=Avg(spent)).order_by("code")}
        parts = (
            SubMatter.objects.filter(state=SubMatter.DONE, proceeding__procedure=Opening.key)
            .values("kind", "proceeding__code")
            .annotate(t=Avg(F("done_at") - F("sent_at")))
        )
        by_part = {(r["proceeding__code"], r["kind"]): r["t"] for r in parts}
        whole = (
            Opening.objects.filter(state="opened")
            .values("code")
            .annotate(t=Avg(F("closed_at") - F("opened_at")), first=Min("opened_at"))
        )
        total = {r["code"]: r["t"] for r in whole}
    rows = [
        {
            "place": names.get(code, code),
            "n": r["n"],
            "licence": hours(r["t"]),
            "parts": [hours(by_part.get((code, kind))) for kind in PARTS],
            "whole": hours(total.get(code)),
        }
        for code, r in licence.items()
    ]
    ranked = sorted(rows, key=lambda r: r["whole"] or float("inf"))
    return {"finding": _longest(ranked), "rows": ranked, "parts": [str(label) for label in PARTS.values()]}


def _longest(ranked: list[dict[str, Any]]) -> str:
    measured = [r for r in ranked if r["whole"] is not None]
    if len(measured) < 2:
        return ""
    first, last = measured[0], measured[-1]
    return _("Opening a business is quickest in %(first)s (%(a)s hours), slowest in %(last)s (%(b)s hours)") % {
        "first": first["place"], "a": first["whole"], "last": last["place"], "b": last["whole"],
    }  # fmt: skip


def hours(spent: Any) -> float | None:
    """A span of time in hours with one digit."""
    return round(spent.total_seconds() / 3600, 1) if spent is not None else None


# ---- directories ----


@public
@require_GET
def small_firms(request: Request) -> HttpResponseBase:
    """小微企业名录: small and micro firms by their newest declared size."""
    text, size = request.GET.get("q", "").strip()[:60], request.GET.get("size", "")
    rows = FirmSize.objects.filter(size__in=("micro", "small")).select_related("subject")
    rows = rows.filter(size=size) if size in ("micro", "small") else rows
    rows = rows.filter(subject__name__contains=text) if text else rows
    newest = rows.order_by("subject_id", "-year").distinct("subject_id")
    found = list(
        FirmSize.objects.filter(pk__in=newest.values("pk")).select_related("subject").order_by("-year", "-pk")[:51]
    )
    context = {
        "title": _("Small and micro firms"),
        "rows": found[:50],
        "more": len(found) > 50,
        "q": text,
        "size": size,
        "trades": {t.trade: t.zh for _prefixes, t in support.thresholds()},
    }
    return render(request, "registry/small_firms.html", context)


@public
@require_GET
def policies(request: Request, pk: int) -> HttpResponseBase:
    """What a firm may claim and why; what is missing for the rest."""
    subject = get_object_or_404(Subject, pk=pk)
    claims = support.claims_of(subject)
    context = {
        "title": _("What may this firm claim?"),
        "subject": subject,
        "open": [c for c in claims if c.open],
        "rest": [c for c in claims if not c.open],
        "size": FirmSize.objects.filter(subject=subject).order_by("-year").first(),
    }
    return render(request, "registry/policies.html", context)


CHECKS = {
    "high": gettext_lazy("sure"),
    "medium": gettext_lazy("rather sure; compare the text"),
    "low": gettext_lazy("unsure; ask before you rely on it"),
}


@public
@require_GET
def negative_lists(request: Request) -> HttpResponseBase:
    """The three lists as they are checked on every filing, each entry with its source."""
    found = NegativeEntry.objects.filter(Q(until=None) | Q(until__gte=timezone.localdate())).order_by("code")
    groups = [
        {
            "label": label,
            "entries": [
                {"row": r, "cite": cite(r.cite).text("zh-hans"), "check": CHECKS.get(r.check_value, r.check_value)}
                for r in found
                if r.list_name == name
            ],
        }
        for name, label in NegativeEntry.LISTS
    ]
    return render(request, "registry/negative_lists.html", {"title": _("Negative lists"), "groups": groups})
