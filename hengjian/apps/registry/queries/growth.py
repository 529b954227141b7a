"""Reads about growing firms: places in the nursery, conversions, mandates, seals, party work."""

from typing import Any

from django.db.models import QuerySet

from hengjian.apps.registry.models import Conversion, EntityPerson
from hengjian.apps.registry.procedures import FirmSeal, NurseryPlace
from hengjian.apps.registry.rules.growth import LEVELS
from hengjian.kernel.models import Subject
from hengjian.kernel.personal import fingerprint


def nursery_level(subject_id: int) -> str:
    """The highest level at which the firm is nurtured now."""
    rows = NurseryPlace.objects.filter(subject_id=subject_id, state="nurtured").values_list("level", flat=True)
    return max(rows, key=LEVELS.index, default="")


def places_below(row: NurseryPlace) -> list[int]:
    """Places of the same firm at lower levels, which end when it rises."""
    lower = LEVELS[: LEVELS.index(row.level)]
    rows = NurseryPlace.objects.filter(subject_id=row.subject_id or 0, state="nurtured", level__in=lower)
    return list(rows.values_list("pk", flat=True))


def in_nursery(level: str = "", text: str = "") -> QuerySet[NurseryPlace]:
    """Firms that are nurtured or have grown out of the nursery, the newest first."""
    rows = NurseryPlace.objects.filter(state__in=("nurtured", "grown")).select_related("subject")
    rows = rows.filter(level=level) if level in LEVELS else rows
    rows = rows.filter(subject_name__contains=text) if text else rows
    return rows.order_by("-opened_at", "-pk")


def converted(subject: Subject) -> list[tuple[str, Subject]]:
    """The individual business a firm was, and the firm an individual business became."""
    found = Conversion.objects.select_related("subject", "former").filter(subject=subject).first()
    after = Conversion.objects.select_related("subject", "former").filter(former=subject).first()
    return ([("from", found.former)] if found else []) + ([("into", after.subject)] if after else [])


def operator_prints(former: Subject) -> set[str]:
    """The print of whoever operates an individual business. Needs the scope of an officer or the machine."""
    rows = EntityPerson.objects.filter(subject=former, role="representative", until=None)
    return set(rows.values_list("id_print", flat=True))


def takes_part(former: Subject, numbers: Any) -> bool:
    """Is the operator among the persons with these numbers?"""
    known = operator_prints(former)
    return not known or not known.isdisjoint(fingerprint(number) for number in numbers)


def seals_of(subject_id: int) -> QuerySet[FirmSeal]:
    """The seals of a firm, those in use first."""
    return FirmSeal.objects.filter(subject_id=subject_id).order_by("closed_at", "pk")
