"""One query of a shop's consumer record; who has promised what; the index of a place by trade."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from hengjian.apps.consumer.models import StudySample
from hengjian.apps.consumer.procedures import ConsumerPromise, ConsumptionWarning
from hengjian.apps.consumer.rules import categories
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as

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


def own_samples(study: int, subjects: Sequence[int]) -> list[StudySample]:
    """Samples for which these businesses answer. Read outside the scope, as samples of competitors lie beside them."""
    with acting_as(CLOCKWORK):
        rows = StudySample.objects.filter(proceeding_id=study, subject_id__in=subjects).exclude(result="")
        return list(rows.order_by("pk"))


def warnings_in_force() -> int:
    return ConsumptionWarning.objects.filter(state="published").count()
