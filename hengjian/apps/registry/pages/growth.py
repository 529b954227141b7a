"""Firms that grow, in public; and how well the way to the market works, year by year and place by place."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Count, F, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hengjian.apps.registry.procedures import BarrierReport, NameReservation, Opening, Rating
from hengjian.apps.registry.procedures.growth import LEVELS
from hengjian.apps.registry.queries import growth as queries
from hengjian.kernel import divisions
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.web.access import Request, public

from .figures import hours

SHOWN, KEPT, YEARS = 50, 300, 5


@public
@require_GET
def firms(request: Request) -> HttpResponseBase:
    """The growth list: firms in the nursery and those that have grown out of it."""
    level, text = request.GET.get("level", ""), request.GET.get("q", "").strip()[:60]
    with acting_as(CLOCKWORK):  # what is shown of a place is published with the act that gives it
        found = list(queries.in_nursery(level, text)[: SHOWN + 1])
    context = {
        "title": _("Firms that grow"),
        "rows": found[:SHOWN],
        "more": len(found) > SHOWN,
        "levels": LEVELS,
        "level": level,
        "q": text,
    }
    return render(request, "registry/growth.html", context)


@public
@require_GET
def efficiency(request: Request) -> HttpResponseBase:
    """市场准入效能: a year's time to open, names that became firms, barriers and ratings, by place."""
    this = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and this - YEARS < int(asked) <= this else this
    rows = cache.get_or_set(f"registry.efficiency:{year}", lambda: by_place(year), KEPT) or []
    years = range(this, this - YEARS, -1)
    context = {"title": _("How well the way to the market works"), "rows": rows, "year": year, "years": years}
    return render(request, "registry/efficiency.html", context)


def by_place(year: int) -> list[dict[str, Any]]:
    """A row for each authority with anything to show; four queries, whatever the number of places."""
    with acting_as(CLOCKWORK):
        done = Opening.objects.filter(licensed_at__year=year).values("code")
        opened = done.annotate(n=Count("pk"), spent=Avg(F("licensed_at") - F("opened_at"))).order_by()
        names = _counted(NameReservation, year, "closed_at", used=Q(state="used"))
        barriers = _counted(
            BarrierReport, year, "opened_at", gone=Q(state="removed"), late=Q(on_time=False), open=Q(closed_at=None)
        )
        ratings = {
            r["code"]: r["stars"]
            for r in Rating.objects.filter(opened_at__year=year).values("code").annotate(stars=Avg("stars")).order_by()
        }
        openings: dict[str, Any] = {r["code"]: r for r in opened}
    known = divisions.names()
    codes = sorted({*openings, *names, *barriers, *ratings})
    return [
        {
            "place": known.get(code, code),
            "openings": openings.get(code, {}).get("n", 0),
            "hours": hours(openings.get(code, {}).get("spent")),
            "names": percent(names.get(code, {}), "used"),
            "barriers": barriers.get(code, {}).get("n", 0),
            "gone": barriers.get(code, {}).get("gone", 0),
            "late": barriers.get(code, {}).get("late", 0),
            "stars": round(ratings[code], 2) if code in ratings else None,
        }
        for code in codes
    ]


def _counted(kind: Any, year: int, moment: str, **parts: Q) -> dict[str, dict[str, int]]:
    rows = kind.objects.filter(**{f"{moment}__year": year}).values("code").annotate(n=Count("pk"))
    rows = rows.annotate(**{name: Count("pk", filter=which) for name, which in parts.items()})
    return {r["code"]: r for r in rows.order_by()}


def percent(counts: dict[str, int], part: str) -> Decimal | None:
    """A share in percent with one digit; None where nothing was counted."""
    if not counts.get("n"):
        return None
    return (Decimal(100 * counts[part]) / counts["n"]).quantize(Decimal("0.1"), ROUND_HALF_UP)
