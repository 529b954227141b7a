"""Figures of draws: by place, by class, by officer; how random the draw is; who holds all openings."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import Left

from hengjian.apps.inspection.models import DrawnSubject, OpeningsHandout, PublishedDraw
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.rules import statistics
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

from . import draws


@cache
def randomness() -> list[statistics.Report]:
    """The comparison of the report page; made once, as its seeds are fixed."""
    return statistics.compare()


def by_place(rows: QuerySet[DrawnSubject]) -> list[tuple[str, int]]:
    """How many were drawn in each county."""
    found = rows.order_by().annotate(county=Left("place", 6)).values_list("county").annotate(n=Count("pk"))
    return sorted((str(code), n) for code, n in found)


def handed_out(draw: PublishedDraw, who: Principal) -> bool:
    """Whether all openings were handed out to this user by an act; heads in charge may take them after such an act too."""
    with acting_as(CLOCKWORK):
        rows = list(OpeningsHandout.objects.filter(proceeding_id=draw.proceeding_id).values_list("user_id", flat=True))
    in_charge = who.sees(draw.code) and bool({"head", "approver"} & who.roles)
    return bool(rows) and (who.user_id in rows or in_charge)


def opened_for(draw: PublishedDraw) -> bytes:
    """The bundle with all openings; `handed_out` has been asked before."""
    with acting_as(CLOCKWORK):
        return draws.whole_bundle(draw)


def coverage(lo: str, hi: str, year: int) -> dict[str, list[tuple[Any, ...]]]:
    """Who was drawn in a year: by item, by class of the stratum, by industry, by county, by officer."""
    values: dict[str, Any] = {"lo": lo, "hi": hi, "year": year}
    out: dict[str, list[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        for name, query in COVERAGE.items():
            cursor.execute(query, values)
            out[name] = cursor.fetchall()
    return out


_DRAWN = """
    FROM inspection_drawnsubject n JOIN inspection_publisheddraw d ON d.id = n.draw_id
    WHERE n.code >= %(lo)s AND n.code < %(hi)s AND extract(year FROM n.drawn_on) = %(year)s
"""
COVERAGE = {
    "item": f"SELECT i.name, count(*), count(DISTINCT n.subject_id) FROM (SELECT n.subject_id, unnest(d.items) AS item {_DRAWN}) n "
    "JOIN inspection_inspectionitem i ON i.code = n.item GROUP BY 1 ORDER BY 2 DESC, 1",
    "class": f"SELECT r.stratum, count(*), count(DISTINCT n.subject_id) FROM (SELECT n.subject_id, d.proceeding_id {_DRAWN}) n "
    "JOIN inspection_drawrow r ON r.proceeding_id = n.proceeding_id AND r.subject_id = n.subject_id GROUP BY 1 ORDER BY 1",
    "industry": "SELECT coalesce(nullif(e.industry, ''), '—'), count(*), count(DISTINCT n.subject_id) "
    f"FROM (SELECT n.subject_id {_DRAWN}) n LEFT JOIN registry_marketentity e ON e.subject_id = n.subject_id "
    "GROUP BY 1 ORDER BY 2 DESC LIMIT 20",
    "county": f"SELECT left(n.place, 6), count(*), count(DISTINCT n.subject_id) {_DRAWN} GROUP BY 1 ORDER BY 1",
    "officer": f"SELECT o.name, count(*), count(DISTINCT o.subject_id) FROM (SELECT n.subject_id, unnest(n.officers) AS name {_DRAWN}) o "
    "GROUP BY 1 ORDER BY 2 DESC, 1",
}


def checks_by_origin(lo: str, hi: str, since: Any, until: Any) -> dict[str, int]:
    """Checks opened in a span by their origin."""
    rows = SiteCheck.objects.filter(code__gte=lo, code__lt=hi, opened_at__gte=since, opened_at__lte=until)
    return dict(rows.order_by().values_list("origin").annotate(Count("pk")))
