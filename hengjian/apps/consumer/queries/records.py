"""One query of a shop's consumer record; who has promised what; the index of a place by trade."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from hengjian.apps.consumer.models import StudySample
from hengjian.apps.consumer.procedures import ConsumerPromise, ConsumptionWarning
from hengjian.apps.consumer.rules import categories
from hengjian.apps.consumer.rules.environment import Index, PlaceFacts, index
from hengjian.kernel import divisions
from hengjian.kernel.models import Disclosure, Subject

YEAR = timedelta(days=365)
WARNING, STUDY, PROMISE = "consumption_warning", "comparative_study", "consumer_promise"
SETTLED = ("settled", "agreed", "mediated", "performed")  # stages of a complaint that ended by agreement


def public_rows(kind: str) -> QuerySet[Disclosure]:
    """What of a kind stands published, for everybody."""
    return Disclosure.objects.standing().filter(kind=kind).order_by("-since", "-pk")


def counts_of(subject_id: int, until: datetime | None = None) -> dict[str, Any]:
    """Complaints about a subject in the last year that the reader may see: how many, about what, settled, how much."""
    until = until or timezone.now()
    sql = """
        SELECT count(*), count(p.closed_at), count(*) FILTER (WHERE p.on_time IS NOT FALSE AND p.closed_at IS NOT NULL),
               count(*) FILTER (WHERE p.state = ANY (%s)), coalesce(sum(t.amount), 0)
        FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id
        WHERE t.subject_id = %s AND t.at >= %s AND t.at <= %s
    """
    problems = """
        SELECT t.problem, count(*) FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id
        WHERE t.subject_id = %s AND t.at >= %s AND t.at <= %s GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(SETTLED), subject_id, until - YEAR, until])
        names = ("complaints", "closed", "on_time", "settled", "amount")
        found: dict[str, Any] = dict(zip(names, cursor.fetchone(), strict=True))
        cursor.execute(problems, [subject_id, until - YEAR, until])
        found["problems"] = [(categories.problem_called(key), count) for key, count in cursor.fetchall()]
    return found


def published_of(subject: Subject) -> dict[str, list[Disclosure]]:
    """What is public about a shop as consumers meet it: promises, warnings, tests."""
    return {
        "promises": list(public_rows(PROMISE).filter(subject=subject)),
        "warnings": list(public_rows(WARNING).filter(subject=subject)),
        "tests": list(public_rows(STUDY).filter(body__subjects__contains=[subject.pk])[:20]),
    }


def record_of(subject: Subject) -> dict[str, Any]:
    """The consumer record of one shop: what is public, and the complaints within what the reader may see."""
    return {"counts": counts_of(subject.pk), **published_of(subject)}


def promises() -> QuerySet[ConsumerPromise]:
    """Commitments and units within what the reader may see."""
    return ConsumerPromise.objects.select_related("subject")


def samples_of(study: int) -> list[StudySample]:
    return list(StudySample.objects.filter(proceeding_id=study).select_related("subject").order_by("pk"))


def warnings_in_force() -> int:
    return ConsumptionWarning.objects.filter(state="published").count()


PLACES = """
    SELECT left(t.division, 6), {trade}, count(*), count(p.closed_at),
           count(*) FILTER (WHERE p.closed_at IS NOT NULL AND p.on_time IS NOT FALSE),
           count(*) FILTER (WHERE p.state = ANY (%(settled)s)), count(*) FILTER (WHERE t.urgency = 'urgent')
    FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id
    WHERE t.at >= %(from)s AND t.at < %(until)s AND t.division >= %(lo)s AND t.division < %(hi)s GROUP BY 1, 2
"""
SUBJECTS = """
    SELECT left(division_code, 6), count(*) FROM kernel_subject
    WHERE division_code >= %(lo)s AND division_code < %(hi)s AND status = 'registered' GROUP BY 1
"""


def environment(code: str, since: date, until: date, by_trade: bool = False) -> list[dict[str, Any]]:
    """The index of each county below a place, or of each trade within it; the best last, so that what to do comes first."""
    lo, hi = divisions.bounds(code)
    values: dict[str, Any] = {
        "from": since,
        "until": until + timedelta(days=1),
        "lo": lo,
        "hi": hi,
        "settled": list(SETTLED),
    }
    with connection.cursor() as cursor:
        cursor.execute(PLACES.format(trade="left(t.category, 3)" if by_trade else "''"), values)
        rows = cursor.fetchall()
        cursor.execute(SUBJECTS, values)
        subjects = dict(cursor.fetchall())
    return sorted(
        _indexed(rows, subjects, by_trade), key=lambda one: (one["index"].points is None, one["index"].points)
    )


def _indexed(rows: list[Any], subjects: dict[str, int], by_trade: bool) -> list[dict[str, Any]]:
    names = divisions.names()
    summed: dict[str, list[int]] = {}
    for place, trade, *figures in rows:
        key = trade if by_trade else place
        summed[key] = [a + b for a, b in zip(summed.get(key, [0] * len(figures)), figures, strict=True)]
    known = summed if by_trade else summed | {p: [0] * 5 for p in subjects if p not in summed}
    return [
        {
            "key": key,
            "name": (categories.called(key) or "—") if by_trade else names.get(key, key),
            "complaints": found[0],
            "index": _index(found, 0 if by_trade else subjects.get(key, 0)),
        }
        for key, found in known.items()
        if len(key) == (3 if by_trade else 6)
    ]


def _index(found: list[int], subjects: int) -> Index:
    complaints, closed, on_time, settled, serious = found
    return index(PlaceFacts(complaints, subjects, closed, on_time, settled, serious=serious))
