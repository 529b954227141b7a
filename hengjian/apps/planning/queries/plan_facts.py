"""What reports and tasks ask of the plans themselves: which plans there are, how their targets stand, what was before."""

from dataclasses import dataclass

from hengjian.apps.planning.models import Plan

from .standing import history as history
from .standing import standing as standing


@dataclass(frozen=True)
class PlanFacts:
    """A plan by its name, its place, its first and last year."""

    key: str
    title: str
    code: str
    since: int
    until: int
    source: str = ""


def plans() -> dict[str, PlanFacts]:
    """Every plan by its key."""
    return {row.key: _facts(row) for row in Plan.objects.all()}


def plan_of(key: str) -> PlanFacts | None:
    """The plan of that key."""
    row = Plan.objects.filter(key=key).first()
    return _facts(row) if row else None


def _facts(row: Plan) -> PlanFacts:
    return PlanFacts(row.key, row.title, row.code, row.since, row.until, row.source)
