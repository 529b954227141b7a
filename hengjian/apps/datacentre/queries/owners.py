"""Who answers for a record, and who of an authority is told."""

from collections.abc import Iterable

from hengjian.kernel import divisions
from hengjian.kernel.models import Authority, Officer, Subject
from hengjian.kernel.principal import Role

MOST_TOLD = 20


def authority_for(code: str, subject: Subject | None) -> str:
    """The nearest authority at or above a place or a subject's; empty where there is none."""
    start = code or (subject.office_code or subject.division_code if subject else "")
    line = [start, *divisions.ancestors(start)] if start else []
    known = set(Authority.objects.filter(pk__in=line).values_list("pk", flat=True))
    return next((one for one in line if one in known), "")


def staff_of(code: str, roles: Iterable[Role]) -> list[str]:
    """The officers of an authority who hold one of the roles, as they are told of something."""
    held = [role.value for role in roles]
    rows = Officer.objects.filter(authority_id=code, active=True, roles__overlap=held).order_by("pk")
    return [f"officer:{pk}" for pk in rows.values_list("pk", flat=True)[:MOST_TOLD]]
