"""Which papers stand in a list under a subject's name: by its code anybody may check a paper, but not learn that there is one.

That somebody has complained, or that a case is under way, is not to be read from a list of papers.
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from .models import Disclosure, Paper, PaperRecord
from .principal import current

MOST = 500


def published(subjects: Collection[int]) -> QuerySet[PaperRecord]:
    """What an act issued that also published something: licences, permits."""
    acts = list(Disclosure.objects.filter(subject_id__in=subjects).values_list("act_id", flat=True))
    return PaperRecord.objects.filter(subject_id__in=subjects, act_id__in=acts)


def shown(subjects: Collection[int]) -> QuerySet[PaperRecord]:
    """Those for everybody, and those of matters that whoever looks may see."""
    if current().kind == "public":
        return published(subjects)
    own = Paper.objects.filter(proceeding__subject_id__in=subjects).order_by("-pk")
    mine = list(own.values_list("verify_code", flat=True)[:MOST])
    acts = list(Disclosure.objects.filter(subject_id__in=subjects).values_list("act_id", flat=True))
    return PaperRecord.objects.filter(Q(act_id__in=acts) | Q(pk__in=mine), subject_id__in=subjects)
