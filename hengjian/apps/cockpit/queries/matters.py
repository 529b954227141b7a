"""What is late, and where it is stuck: from the matters themselves, as the reader sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from hengjian.kernel import divisions
from hengjian.kernel.models import Proceeding
from hengjian.kernel.procedure import procedures

SHOWN = 7
COUNTED = 10_000  # late matters looked through at most: more than that is no list to work through


@dataclass(frozen=True)
class Late:
    """A matter past its day."""

    pk: int
    days: int
    what: Any
    about: str
    number: str
    place: str
    supervised: bool


@dataclass(frozen=True)
class Stuck:
    """A stage in which matters are late."""

    procedure: str
    label: Any
    stage: Any
    count: int
    days: int


def late(code: str, now: datetime) -> QuerySet[Proceeding]:
    """Open matters at a place or below whose day has passed and whose clock runs."""
    lo, hi = divisions.bounds(code)
    return Proceeding.objects.filter(code__gte=lo, code__lt=hi, closed_at=None, stopped_since=None, due__lt=now)


def longest(code: str, now: datetime, most: int = SHOWN) -> list[Late]:
    """Those that have waited longest."""
    return [
        Late(
            row.pk, days(row.due, now), _label(row.procedure), row.subject_name or row.title, row.number,
            divisions.names().get(row.code, row.code), row.supervised,
        )
        for row in late(code, now).order_by("due")[:most]
    ]  # fmt: skip


def stuck(code: str, kinds: tuple[str, ...], now: datetime) -> list[Stuck]:
    """Stages of the loop's kinds of matters with how many are late there, the most first (one query)."""
    oldest = late(code, now).order_by("due").values("pk")[:COUNTED]
    rows = Proceeding.objects.filter(pk__in=oldest, procedure__in=kinds).order_by()
    found = rows.values("procedure", "state").annotate(n=Count("pk"), first=Min("due")).order_by("-n", "procedure")
    return [
        Stuck(one["procedure"], _label(one["procedure"]), _stage(one["procedure"], one["state"]), one["n"],
              days(one["first"], now))
        for one in found[:SHOWN]
    ]  # fmt: skip


def counted(now: datetime) -> dict[str, int]:
    """How many matters are late, by county; the caller sees everything. What the live line is fed from (one query)."""
    rows = Proceeding.objects.filter(closed_at=None, stopped_since=None, due__lt=now).order_by()
    return dict(rows.annotate(county=Substr("code", 1, 6)).values_list("county").annotate(n=Count("pk")))


def days(due: datetime | None, now: datetime) -> int:
    """Whole days since a moment, at least one once the day has changed in China."""
    return (timezone.localtime(now).date() - timezone.localtime(due).date()).days if due else 0


def _label(procedure: str) -> Any:
    kind = procedures().get(procedure)
    return kind.label if kind else procedure


def _stage(procedure: str, state: str) -> Any:
    kind = procedures().get(procedure)
    found = kind.states.get(state) if kind else None
    return found.label if found else state
