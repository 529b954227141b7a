"""Lists that stand, rounds with their answers, what a business has to do: for pages, acts and other rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from hengjian.apps.planning.procedures import EnterpriseStandard, SelfCheck
from hengjian.kernel.models import Disclosure

LIST = "responsibility_list"
OPEN = ("asked", "returned")


def published_lists() -> QuerySet[Disclosure]:
    """Responsibility lists that are in force, newest first; everybody reads them."""
    return Disclosure.objects.filter(kind=LIST, withdrawn_at=None).order_by("-pk")


def list_numbered(number: str) -> dict[str, Any] | None:
    """What a published list says."""
    found = published_lists().filter(body__number=number).first()
    return dict(found.body) if found else None


def own_checks(subjects: Sequence[int]) -> list[SelfCheck]:
    """Self-checks of somebody's businesses, those that wait for an answer first."""
    rows = SelfCheck.objects.filter(subject_id__in=subjects).order_by("-opened_at")[:60]
    return sorted(rows, key=lambda row: row.state not in OPEN)


def own_standards(subjects: Sequence[int]) -> list[EnterpriseStandard]:
    """The standards of somebody's businesses that stand."""
    return list(EnterpriseStandard.objects.filter(subject_id__in=subjects, state="standing").order_by("-pk")[:60])


def standard_of(subject_id: int, kind: str) -> EnterpriseStandard | None:
    """The standard a business has set itself for its list."""
    return EnterpriseStandard.objects.filter(subject_id=subject_id, kind=kind, state="standing").first()


@dataclass(frozen=True)
class RoundCounts:
    """A round in numbers: asked, answered, of these in time, late without an answer, lines met and not met."""

    asked: int
    answered: int
    in_time: int
    overdue: int
    met: int
    unmet: int
    cleared: int
    pursued: int


def round_counts(round_id: int) -> RoundCounts:
    """One question for all numbers of a round."""
    late = Q(state__in=OPEN, due__lt=timezone.now())
    found = SelfCheck.objects.filter(round_id=round_id).aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        in_time=Count("pk", filter=Q(answered_on__lte=F("due_on"))),
        overdue=Count("pk", filter=late),
        met=Sum("met", default=0),
        unmet=Sum("unmet", default=0),
        cleared=Count("pk", filter=Q(state="cleared")),
        pursued=Count("pk", filter=Q(state="pursued")),
    )
    return RoundCounts(**found)


def line_gaps(round_id: int) -> dict[str, int]:
    """How many businesses of a round do not meet each line."""
    found: dict[str, int] = {}
    for given in SelfCheck.objects.filter(round_id=round_id).exclude(unmet=0).values_list("answers", flat=True):
        for key, one in given.items():
            if one["verdict"] == "unmet":
                found[key] = found.get(key, 0) + 1
    return found
