"""Reckoning the public figures of every authority; by the machine, once a day."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from hengjian.apps.consumer.models import ComplaintFigure

SQL = """SELECT left(p.code, 6), count(*), count(*) FILTER (WHERE NOT late.first),
    count(*) FILTER (WHERE p.closed_at IS NOT NULL), count(*) FILTER (WHERE p.state = 'settled'),
    count(*) FILTER (WHERE p.closed_at IS NULL), count(*) FILTER (WHERE p.closed_at IS NULL AND p.due < %(now)s),
    coalesce(sum(c.stars), 0), count(c.stars)
    FROM consumer_complaint c JOIN kernel_proceeding p ON p.id = c.proceeding_ptr_id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM kernel_clock k WHERE k.proceeding_id = p.id
        AND k.limit = 'consumer.complaint.accept' AND coalesce(k.ended_at, %(now)s) > k.due) AS first) late
    WHERE p.opened_at >= %(since)s AND NOT (c.channel = 'odr' AND p.state = 'withdrawn') GROUP BY 1"""
COLUMNS = ("received", "accepted_on_time", "closed", "settled", "open", "overdue", "stars", "rated")


def reckon(now: datetime) -> int:
    """Write today's line of every authority that has complaints; gives how many lines."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"now": now, "since": now - timedelta(days=365)})
        found = cursor.fetchall()
    day = timezone.localtime(now).date()
    for code, *numbers in found:
        values: dict[str, Any] = dict(zip(COLUMNS, numbers, strict=True))
        ComplaintFigure.objects.update_or_create(code=code, day=day, defaults=values)
    return len(found)
