"""Time used against promise and law, item by item, with the matters behind every number."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.utils import timezone

from hengjian.apps.licensing.procedures import PermitApplication
from hengjian.kernel.deadline import calendar
from hengjian.kernel.principal import Principal

DECIDED = ("granted", "refused")


@dataclass(frozen=True)
class Used:
    """How long an item took: counts, and days of the law, of the promise and of practice."""

    item: str
    name: str
    count: int
    median: float
    longest: int
    promised: int | None
    limit: str
    kept_promise: int
    with_promise: int
    kept_law: int


def decided(principal: Principal, days: int = 365) -> list[PermitApplication]:
    """Applications decided within the officer's range in the last days."""
    since = timezone.now() - timedelta(days=days)
    rows = PermitApplication.objects.filter(state__in=DECIDED, closed_at__gte=since, **principal.within())
    return list(rows.select_related("item").order_by("item_id", "-closed_at")[:5000])


def workdays_used(row: Any) -> int:
    """Working days from the day after receipt to the decision."""
    return workdays_between(row.opened_at, row.closed_at)


def workdays_between(first: datetime, last: datetime) -> int:
    """Working days after the first moment's day up to the last one's."""
    return int(calendar().workdays(timezone.localdate(first), timezone.localdate(last)))


def used_times(rows: list[PermitApplication]) -> list[Used]:
    """One line an item."""
    groups: dict[str, list[PermitApplication]] = {}
    for row in rows:
        groups.setdefault(row.wanted.pk, []).append(row)
    return [_line(group) for group in groups.values()]


def _line(group: list[PermitApplication]) -> Used:
    days = [workdays_used(row) for row in group]
    item = group[0].wanted
    promised = [row for row in group if row.promised_by and row.closed_at]
    return Used(
        item.pk,
        item.name,
        len(group),
        median(days),
        max(days),
        item.promised,
        item.limit,
        sum(bool(row.closed_at and row.promised_by and row.closed_at <= row.promised_by) for row in promised),
        len(promised),
        sum(row.on_time is not False for row in group),
    )
