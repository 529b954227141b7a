"""The public register of normative documents on a day, and drafts that are open to comments."""

from datetime import date

from django.db.models import Q, QuerySet

from hengjian.apps.planning.models import DraftComment, NormativeText
from hengjian.kernel.models import Disclosure

from .programmes import published

DRAFT, ISSUED, ENDED = "document_draft", "document_issued", "document_ended"


def in_force(day: date, place: str = "", field: str = "", text: str = "") -> QuerySet[NormativeText]:
    """What was or will be in force on the day; the last day counts, the day of the repeal does not."""
    rows = NormativeText.objects.filter(since__lte=day, until__gte=day)
    rows = rows.filter(Q(repealed_on=None) | Q(repealed_on__gt=day))
    return _narrowed(rows, place, field, text)


def register(place: str = "", field: str = "", text: str = "") -> QuerySet[NormativeText]:
    """Everything that was ever issued."""
    return _narrowed(NormativeText.objects.all(), place, field, text)


def _narrowed(rows: QuerySet[NormativeText], place: str, field: str, text: str) -> QuerySet[NormativeText]:
    rows = rows.filter(code=place) if place else rows
    rows = rows.filter(field=field) if field else rows
    return rows.filter(Q(title__icontains=text) | Q(number__icontains=text) | Q(text__icontains=text)) if text else rows


def drafts() -> QuerySet[Disclosure]:
    """Drafts on which everybody may comment now."""
    return published(DRAFT)


def comments_of(proceeding_id: int) -> list[DraftComment]:
    """What was said about a draft, with what became of it."""
    return list(DraftComment.objects.filter(proceeding_id=proceeding_id).order_by("pk"))
