"""Which businesses take part in online settlement, and how fast they are."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from hengjian.apps.consumer.procedures import OdrMembership
from hengjian.kernel.models import Disclosure

from .published import SETTLED

MEMBER = "odr_member"


@dataclass(frozen=True)
class Pace:
    """Online settlements of one business: how many ended, how many with agreement, in how many days on average."""

    ended: int
    settled: int
    days: float | None

    @property
    def share(self) -> str:
        return f"{100 * self.settled / self.ended:.0f}%" if self.ended else "—"


def membership_of(subject_id: int) -> OdrMembership | None:
    """The running membership of a business, within the running scope."""
    return OdrMembership.objects.filter(subject_id=subject_id, state="member").first()


def takes_part(subject_id: int) -> bool:
    """Does the business take part, as far as everybody may know? Read from what is published."""
    return Disclosure.objects.filter(subject_id=subject_id, kind=MEMBER, withdrawn_at=None).exists()


def members(text: str = "") -> QuerySet[Disclosure]:
    """Businesses that take part, by name."""
    rows = Disclosure.objects.filter(kind=MEMBER, withdrawn_at=None).select_related("subject")
    return (rows.filter(subject__name__contains=text) if text else rows).order_by("subject__name", "pk")


def speed(subjects: list[int]) -> dict[int, Pace]:
    """How fast each of these businesses settles; one statement for all."""
    sql = """SELECT subject_id, count(*), count(*) FILTER (WHERE body->'coded'->>'result' = 'settled'),
        avg((body->>'days')::numeric) FILTER (WHERE body->'coded'->>'result' = 'settled')
        FROM kernel_disclosure WHERE kind = %s AND withdrawn_at IS NULL AND subject_id = ANY(%s) GROUP BY subject_id"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [SETTLED, subjects])
        rows = cursor.fetchall()
    return {pk: Pace(n, good, None if days is None else round(float(days), 1)) for pk, n, good, days in rows}
