"""Who answers for a record."""

from hengjian.kernel import divisions
from hengjian.kernel.models import Authority, Subject


def authority_for(code: str, subject: Subject | None) -> str:
    """The nearest authority at or above a place or a subject's; empty where there is none."""
    start = code or (subject.office_code or subject.division_code if subject else "")
    line = [start, *divisions.ancestors(start)] if start else []
    known = set(Authority.objects.filter(pk__in=line).values_list("pk", flat=True))
    return next((one for one in line if one in known), "")
