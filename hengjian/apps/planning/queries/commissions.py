"""A commission with its meetings and resolutions, and what is overdue."""

from django.db.models import QuerySet
from django.utils import timezone

from hengjian.apps.planning.procedures import JointMeeting, Resolution


def meetings_of(commission_id: int) -> QuerySet[JointMeeting]:
    """Meetings, newest first."""
    return JointMeeting.objects.filter(commission_id=commission_id).order_by("-at")


def resolutions_of(commission_id: int) -> QuerySet[Resolution]:
    """What is open first, by its day."""
    return Resolution.objects.filter(commission_id=commission_id).order_by("closed_at", "due", "pk")


def overdue(rows: QuerySet[Resolution]) -> QuerySet[Resolution]:
    """Those whose day has passed and that are not confirmed."""
    return rows.filter(closed_at=None, due__lt=timezone.now())
