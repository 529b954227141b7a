"""Risk classes as other rooms read them."""

from collections.abc import Collection

from hengjian.apps.credit.models import RiskGrade


def grades(subjects: Collection[int]) -> dict[int, str]:
    """Class A to D of the subjects that have one; who is not classed yet is missing."""
    return dict(RiskGrade.objects.filter(pk__in=subjects).values_list("subject_id", "grade"))
