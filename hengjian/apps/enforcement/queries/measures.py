"""Measures of a case."""

from hengjian.apps.enforcement.procedures import CaseMeasure


def running(case: int) -> list[int]:
    """Sealings and seizures of a case that are in force; an evidence hold does not stand still."""
    rows = CaseMeasure.objects.filter(case_id=case, closed_at=None).exclude(kind="hold")
    return list(rows.values_list("pk", flat=True))


def of_case(case: int) -> list[CaseMeasure]:
    """All measures of a case, oldest first."""
    return list(CaseMeasure.objects.filter(case_id=case).order_by("pk"))
