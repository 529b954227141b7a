"""What became of checks that rest on one ground: for whoever sent them and counts what they found."""

from collections.abc import Sequence
from dataclasses import dataclass

from hengjian.apps.inspection.procedures import CorrectionOrder, SiteCheck
from hengjian.apps.inspection.rules.results import is_problem


@dataclass(frozen=True)
class Trace:
    """One check: whether it has a result, whether that holds something against the subject, whether all of it was corrected."""

    check: int
    number: str
    source: str
    subject: int
    ended: bool
    problem: bool
    corrected: bool


def traced(sources: Sequence[str]) -> list[Trace]:
    """Checks that name one of these grounds, within the running scope; two questions however many there are."""
    checks = SiteCheck.objects.filter(source__in=sources).exclude(state="called_off").order_by("pk")
    rows = list(checks.values_list("pk", "number", "source", "subject_id", "codes"))
    orders: dict[int, set[str]] = {}
    ordered = CorrectionOrder.objects.filter(check_id__in=[row[0] for row in rows]).exclude(state="lifted")
    for check, state in ordered.values_list("check_id", "state"):
        orders.setdefault(check or 0, set()).add(state)
    return [
        Trace(pk, number, source, subject, bool(codes), is_problem(codes), orders.get(pk) == {"corrected"})
        for pk, number, source, subject, codes in rows
    ]
