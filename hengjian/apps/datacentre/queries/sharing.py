"""Shares as the room's pages read them: their files and uses, and what a subject may know."""

from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from hengjian.apps.datacentre.models import SharedFile, SharedLook, ShareUse
from hengjian.apps.datacentre.procedures import DataShare

SHOWN = 100


def uses_of(share: int) -> QuerySet[ShareUse]:
    """Every use of a share, the newest first."""
    return ShareUse.objects.filter(proceeding_id=share).order_by("-at", "-pk")


def files_of(share: int) -> list[SharedFile]:
    return list(SharedFile.objects.filter(proceeding_id=share).order_by("-pk")[:SHOWN])


def in_force(resource: str = "") -> QuerySet[DataShare]:
    """Shares that are in force, within what the reader sees."""
    rows = DataShare.objects.filter(state__in=("granted", "longer"))
    return rows.filter(resource=resource) if resource else rows


def used(shares: list[int]) -> dict[int, Any]:
    """Times, rows and last moment of use of several shares (one query)."""
    told = ShareUse.objects.filter(proceeding_id__in=shares).order_by().values("proceeding_id")
    return {row["proceeding_id"]: row for row in told.annotate(times=Count("pk"), sum=Sum("rows"), last=Max("at"))}


def looks_of(subject: int) -> list[SharedLook]:
    """Which bodies were given data about this subject."""
    return list(SharedLook.objects.filter(subject_id=subject).order_by("-at")[:SHOWN])
