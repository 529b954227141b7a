"""消费环境指数: the index of each county, city or trade, from complaints, their ratings, and published surveys."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection

from hengjian.apps.consumer.rules import categories
from hengjian.apps.consumer.rules.environment import Index, PlaceFacts, Surveyed, index
from hengjian.kernel import divisions
from hengjian.kernel.models import Disclosure

from .records import SETTLED

GROUPS = {"place": 6, "city": 4, "trade": 3}  # how long the key of each is
CONTENT = 4  # stars from which a rating counts as satisfied
SURVEY = "survey_result"  # what the room of planning publishes of a survey
ABOUT = "消费"  # surveys whose subject names it are of consumers
PLACES = """
    SELECT left(t.division, 6), {trade}, count(*), count(p.closed_at),
           count(*) FILTER (WHERE p.closed_at IS NOT NULL AND p.on_time IS NOT FALSE),
           count(*) FILTER (WHERE p.state = ANY (%(settled)s)), count(*) FILTER (WHERE t.urgency = 'urgent'),
           count(c.stars), count(*) FILTER (WHERE c.stars >= %(content)s)
    FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id
    LEFT JOIN consumer_complaint c ON c.proceeding_ptr_id = p.id
    WHERE t.at >= %(from)s AND t.at < %(until)s AND t.division >= %(lo)s AND t.division < %(hi)s GROUP BY 1, 2
"""
FIGURES = 7  # counts a row
SUBJECTS = """
    SELECT left(division_code, 6), count(*) FROM kernel_subject
    WHERE division_code >= %(lo)s AND division_code < %(hi)s AND status = 'registered' GROUP BY 1
"""


def environment(code: str, since: date, until: date, by: str = "place") -> list[dict[str, Any]]:
    """The index of each county or city below a place, or of each trade within it; the worst first, as there is to do."""
    lo, hi = divisions.bounds(code)
    values: dict[str, Any] = {
        "from": since,
        "until": until + timedelta(days=1),
        "lo": lo,
        "hi": hi,
        "settled": list(SETTLED),
        "content": CONTENT,
    }
    with connection.cursor() as cursor:
        cursor.execute(PLACES.format(trade="left(t.category, 3)" if by == "trade" else "''"), values)
        rows = cursor.fetchall()
        cursor.execute(SUBJECTS, values)
        subjects = dict(cursor.fetchall())
    surveys = {} if by == "trade" else surveyed(code, since, until)
    found = _indexed(rows, subjects, surveys, by)
    return sorted(found, key=lambda one: (one["index"].points is None, one["index"].points, one["key"]))


def surveyed(code: str, since: date, until: date) -> dict[str, Surveyed]:
    """What consumers have said in surveys published in the span, by the authority that published; the latest counts."""
    lo, hi = divisions.bounds(code)
    rows = Disclosure.objects.standing().filter(kind=SURVEY, code__gte=lo, code__lt=hi, body__content__contains=ABOUT)
    rows = rows.filter(since__date__gte=since, since__date__lte=until).order_by("since", "pk")
    figures = [(d.code, d.body.get("figures", {})) for d in rows]
    return {at: Surveyed(one["satisfaction"], one["margin"]) for at, one in figures if one.get("satisfaction")}


def _indexed(
    rows: Sequence[Any], subjects: Mapping[str, int], surveys: Mapping[str, Surveyed], by: str
) -> list[dict[str, Any]]:
    size, names = GROUPS[by], divisions.names()
    summed: dict[str, list[int]] = {}
    for place, trade, *figures in rows:
        key = trade if by == "trade" else place[:size]
        summed[key] = [a + b for a, b in zip(summed.get(key, [0] * FIGURES), figures, strict=True)]
    on_register: dict[str, int] = {}
    for place, count in subjects.items():
        on_register[place[:size]] = on_register.get(place[:size], 0) + count
    if by != "trade":
        summed |= {place: [0] * FIGURES for place in on_register if place not in summed}
    return [
        {
            "key": key,
            "name": (categories.called(key) or "—") if by == "trade" else names.get(key, key),
            "complaints": found[0],
            "index": _index(found, 0 if by == "trade" else on_register.get(key, 0), surveys.get(key)),
        }
        for key, found in summed.items()
        if len(key) == size
    ]


def _index(found: list[int], subjects: int, survey: Surveyed | None) -> Index:
    complaints, closed, on_time, settled, serious, rated, content = found
    return index(
        PlaceFacts(
            complaints,
            subjects,
            closed,
            on_time,
            settled,
            satisfied=content,
            rated=rated,
            serious=serious,
            survey=survey,
        )
    )
