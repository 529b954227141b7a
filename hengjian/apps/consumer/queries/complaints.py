"""Complaints about a subject, and how often one person has filed."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from hengjian.apps.consumer.models import ServiceStation
from hengjian.apps.consumer.procedures import Complaint, CourtConfirmation, Referral, Report

YEAR = timedelta(days=365)


def of_subject(subject_id: int) -> QuerySet[Complaint]:
    """Complaints about a subject within the running scope, newest first."""
    return Complaint.objects.filter(subject_id=subject_id).order_by("-opened_at")


def earlier_filings(print_: str, before: datetime, leaving_out: int) -> int:
    """Complaints and reports of the same person in the twelve months before; a fact to look at, never a ground."""
    if not print_:
        return 0
    span = {"filer_print": print_, "opened_at__gte": before - YEAR, "opened_at__lte": before}
    return sum(kind.objects.filter(**span).exclude(pk=leaving_out).count() for kind in (Complaint, Report))


def stations_of(code: str) -> QuerySet[ServiceStation]:
    """Stations in the range of an authority."""
    return ServiceStation.objects.filter(active=True, code__startswith=code).order_by("number")


def elsewhere(complaint_id: int) -> Referral | CourtConfirmation | None:
    """The latest referral or judicial confirmation of a complaint."""
    found = [
        kind.objects.filter(complaint_id=complaint_id).order_by("pk").last() for kind in (Referral, CourtConfirmation)
    ]
    return max((one for one in found if one), key=lambda one: one.pk, default=None)
