"""What stands on an officer's desk."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Count, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, TruncDate
from django.utils import timezone

from hengjian.kernel import divisions
from hengjian.kernel.models import CounterSign, Proceeding
from hengjian.kernel.principal import Principal
from hengjian.kernel.procedure import procedures
from hengjian.web import queries


def open_in_range(principal: Principal) -> QuerySet[Proceeding]:
    """Everything open within the officer's range."""
    return queries.in_range(principal).filter(closed_at=None)


def mine(principal: Principal) -> QuerySet[Proceeding]:
    """What the officer handles or stands in for, and unassigned matters of the own authority that wait for the role."""
    own = Q(handler_id__in=(principal.officer_id, *principal.standing_in_for))
    stages = Value(_stages_for(principal.roles), output_field=ArrayField(TextField()))
    waiting = AnyOf(Concat("procedure", Value("/"), "state"), stages)
    return open_in_range(principal).filter(own | (Q(code=principal.place) & Q(waiting) & Q(handler=None)))


class AnyOf(Func):
    """Is a text among those of an array? One parameter, where a list of alternatives takes longer to write than to answer."""

    arg_joiner = " = ANY("
    template = "%(expressions)s)"
    output_field = BooleanField()


@cache
def _stages_for(roles: frozenset[str]) -> list[str]:
    """Stages, as procedure/state, in which an act of the procedure itself belongs to one of the roles."""
    return sorted(
        {
            f"{key}/{state.name}"
            for key, kind in procedures().items()
            for act in kind.acts.values()
            if not act.generic and act.by & roles
            for state in act.source
        }
    )


def office(principal: Principal) -> QuerySet[Proceeding]:
    """Everything open in the officer's own authority and below."""
    return open_in_range(principal)


def supervised(principal: Principal) -> QuerySet[Proceeding]:
    return open_in_range(principal).filter(supervised=True)


def to_sign(principal: Principal) -> QuerySet[Proceeding]:
    """Matters on which this officer's countersignature is awaited."""
    asked = CounterSign.objects.filter(signer_id__in=(principal.officer_id, *principal.standing_in_for), at=None)
    return Proceeding.objects.filter(closed_at=None, pk__in=asked.values("proceeding_id"))


def due_days(rows: QuerySet[Proceeding]) -> dict[dt.date, int]:
    """How many fall due on each day; what is stopped or has no limit is left out."""
    zone = timezone.get_current_timezone()
    found = rows.filter(due__isnull=False, stopped_since=None).order_by()
    days = found.values_list(TruncDate("due", tzinfo=zone)).annotate(n=Count("pk"))
    return {day: n for day, n in days if day is not None}


def matters(principal: Principal, text: str, most: int = 10) -> list[Proceeding]:
    """Proceedings by number, or by the beginning of a name."""
    if not text:
        return []
    found = Q(number__startswith=text) | Q(subject_name__startswith=text) | Q(title__startswith=text)
    if len(text) >= 3:
        found |= Q(number__contains=text)
    return list(queries.in_range(principal).filter(found).order_by("-opened_at")[:most])


def below(code: str) -> tuple[str, str]:
    """Range of an authority and those below."""
    return divisions.bounds(code or divisions.NATION)


def as_bars(n: int, most: int = 8) -> list[dict[str, Any]]:
    """Bricks of the strip, one a matter, at most eight."""
    return [{"y": 36 - 5 * i} for i in range(min(n, most))]
