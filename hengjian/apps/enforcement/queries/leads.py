"""Leads about a subject, and their figures."""

from django.db.models import QuerySet

from hengjian.apps.enforcement.procedures import Lead


def of_subject(subject_id: int) -> QuerySet[Lead]:
    """Leads about a subject within the running scope, newest first."""
    return Lead.objects.filter(subject_id=subject_id).order_by("-opened_at")
