"""How service stations do: what lies with them, what they settle, how content people are."""

from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from hengjian.apps.consumer.models import ServiceStation
from hengjian.apps.consumer.procedures import Complaint

YEAR = timedelta(days=365)


def with_work(rows: QuerySet[ServiceStation]) -> QuerySet[Any]:
    """Stations with `waiting`, `late`, `handed`, `settled` and `stars`; `handed` over a year, settled without the authority."""
    now = timezone.now()
    mine = Complaint.objects.filter(station=OuterRef("pk")).order_by().values("station")
    year = mine.filter(opened_at__gte=now - YEAR)
    there = Q(state="at_station")

    def of(found: QuerySet[Any], what: Any) -> Subquery:
        return Subquery(found.annotate(one=what).values("one"))

    return rows.select_related("keeper").annotate(
        waiting=of(mine, Count("pk", filter=there)),
        late=of(mine, Count("pk", filter=there & Q(due__lt=now))),
        handed=of(year, Count("pk")),
        settled=of(year, Count("pk", filter=Q(state="settled", mediator=F("station__name")))),
        stars=of(year, Avg("stars")),
    )
