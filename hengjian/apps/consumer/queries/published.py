"""What is public about complaints: by enterprise and category, and what was settled online. Disclosures only."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from hengjian.kernel.models import Disclosure

KIND = "consumer_complaint"
SETTLED = "odr_settlement"


@dataclass
class EnterpriseLine:
    """Published complaints of one enterprise."""

    subject: int
    name: str
    place: str
    count: int
    settled: int
    days: float | None
    categories: list[str] = field(default_factory=list)


def by_enterprise(text: str = "", place: str = "", category: str = "", most: int = 50) -> list[EnterpriseLine]:
    """Enterprises with published complaints, most complaints first; one statement however many there are."""
    where, values = ["d.kind = %s", "d.withdrawn_at IS NULL", "d.subject_id IS NOT NULL"], [KIND]
    if text:
        where.append("s.name LIKE %s")
        values.append(f"%{text.replace('%', '')}%")
    if place:
        where.append("d.code >= %s AND d.code < %s")
        values += [place, place[:-1] + chr(ord(place[-1]) + 1)]
    if category:
        where.append("d.body->'coded'->>'group' = %s")
        values.append(category)
    sql = f"""SELECT s.id, s.name, s.division_code, count(*), count(*) FILTER (WHERE d.body->'coded'->>'result' = 'settled'),
        avg((d.body->>'days')::numeric), array_agg(DISTINCT d.body->'coded'->>'group')
        FROM kernel_disclosure d JOIN kernel_subject s ON s.id = d.subject_id
        WHERE {" AND ".join(where)} GROUP BY s.id, s.name, s.division_code ORDER BY 4 DESC, s.name LIMIT %s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, most])
        rows = cursor.fetchall()
    return [
        EnterpriseLine(
            pk, name, where_, count, settled, None if days is None else round(float(days), 1), _filled(groups)
        )
        for pk, name, where_, count, settled, days, groups in rows
    ]


def _filled(groups: Any) -> list[str]:
    return [g for g in groups or [] if g]


def of_enterprise(subject_id: int) -> QuerySet[Disclosure]:
    """Published complaints of one enterprise, newest first."""
    return Disclosure.objects.filter(kind=KIND, subject_id=subject_id, withdrawn_at=None).order_by("-since", "-pk")


def settlements() -> QuerySet[Disclosure]:
    """What was settled online, newest first: who, in how many days."""
    return (
        Disclosure.objects.filter(kind=SETTLED, withdrawn_at=None).select_related("subject").order_by("-since", "-pk")
    )
