"""Reads of what stands under a subject's name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hengjian.apps.credit.models import CreditEntry
from hengjian.kernel.models import Disclosure

LIVING = ("registered", "dormant", "licence_revoked", "ordered_closed")


@dataclass(frozen=True)
class Listed:
    """On which lists a subject stands today."""

    abnormal: bool = False
    serious: bool = False
    marked: bool = False
    special: tuple[str, ...] = ()
    other: bool = False
    entries: tuple[CreditEntry, ...] = ()

    @property
    def any(self) -> bool:
        """Does anything stand that bars simpler ways?"""
        return self.abnormal or self.serious or self.marked


def standing(subject_id: int, kind: str = "", cause: str = "") -> list[CreditEntry]:
    """What stands today and is not held back as doubtful, newest first."""
    rows = CreditEntry.objects.filter(subject_id=subject_id, ended_on=None, doubtful=False)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(cause=cause) if cause else rows
    return list(rows.exclude(until__lt=timezone.localdate()).order_by("-since", "-pk"))


def listed(subject_id: int) -> Listed:
    """The lists a subject stands on. Licensing, registry and draws ask it."""
    return listed_of(standing(subject_id))


def listed_of(entries: Iterable[CreditEntry]) -> Listed:
    """The same from entries that are at hand."""
    found = [e for e in entries if e.kind != "penalty"]
    kinds = {e.kind for e in found}
    special = tuple(e.cause for e in found if e.kind == "special")
    return Listed("abnormal" in kinds, "serious" in kinds, "marked" in kinds, special, "list" in kinds, tuple(found))


def listed_among(subjects: Collection[int]) -> dict[int, Listed]:
    """The same for many subjects in one query; who stands on no list is missing."""
    rows = CreditEntry.objects.filter(subject_id__in=subjects, ended_on=None, doubtful=False)
    by_subject: dict[int, list[CreditEntry]] = {}
    for entry in rows.exclude(kind="penalty"):
        by_subject.setdefault(entry.subject_id, []).append(entry)
    return {pk: listed_of(entries) for pk, entries in by_subject.items()}


def record_of(subject_id: int, on: date | None = None, *, everything: bool = False) -> list[Disclosure]:
    """The subject file: what every room has published about a subject, with its act; as of a day. What has ended since
    belongs to officers only (`everything`): repaired credit must not be found again by asking for an earlier day.
    """
    known = Disclosure.objects.filter(since__lte=timezone.now()) if everything else Disclosure.objects.standing()
    rows = known.filter(subject_id=subject_id)
    if on:
        end = timezone.make_aware(datetime.combine(on, time.max))
        still = (Q(until=None) | Q(until__gt=end)) & (Q(withdrawn_at=None) | Q(withdrawn_at__gt=end))
        rows = rows.filter(still, since__lte=end)
    return list(rows.order_by("-since", "-pk")[:500])


def public_lists(kind: str = "", text: str = "") -> QuerySet[CreditEntry]:
    """Who stands on the lists, for everybody."""
    rows = CreditEntry.objects.filter(ended_on=None, doubtful=False).exclude(kind="penalty").select_related("subject")
    rows = rows.exclude(until__lt=timezone.localdate())
    rows = rows.filter(kind=kind) if kind else rows
    return rows.filter(subject__name__contains=text) if text else rows


def ended_entries(subject_id: int) -> list[Any]:
    """What stood once and has ended, for officers."""
    return list(CreditEntry.objects.filter(subject_id=subject_id, ended_on__isnull=False).order_by("-ended_on")[:100])


def standing_of(subjects: Collection[int]) -> list[CreditEntry]:
    """What stands today under several names."""
    rows = CreditEntry.objects.filter(subject_id__in=subjects, ended_on=None, doubtful=False).select_related("subject")
    return list(rows.order_by("subject__name", "-since")[:200])
