"""Measures of a case."""

from collections.abc import Collection

from hengjian.apps.enforcement.procedures import CaseMeasure


def running(case: int) -> list[int]:
    """Sealings and seizures of a case that are in force; an evidence hold does not stand still."""
    rows = CaseMeasure.objects.filter(case_id=case, closed_at=None).exclude(kind="hold")
    return list(rows.values_list("pk", flat=True))


def running_of(cases: Collection[int]) -> dict[int, list[CaseMeasure]]:
    """What runs in each of these cases, the next to end first (one query)."""
    found: dict[int, list[CaseMeasure]] = {}
    for one in CaseMeasure.objects.filter(case_id__in=cases, closed_at=None).order_by("due", "pk"):
        found.setdefault(one.case_id, []).append(one)
    return found


def of_case(case: int) -> list[CaseMeasure]:
    """All measures of a case, oldest first."""
    return list(CaseMeasure.objects.filter(case_id=case).order_by("pk"))
