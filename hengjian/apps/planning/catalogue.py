"""Loading the five plans that the package carries. What was adopted on screen is left as it is."""

from decimal import Decimal
from typing import Any

from hengjian.kernel.indicator import indicators

from .models import Plan, PlanTarget
from .rules.catalogue import PrintedPlan, computed_by, plans

NUMBERS = ("baseline", "target", "high")
TEXTS = (
    "key", "name", "unit", "baseline_text", "target_text", "comparison", "better", "due", "each", "nature",
    "group", "adds", "place", "flag",
)  # fmt: skip


def load() -> int:
    """Bring the tables in line with the packaged plans; gives how many targets."""
    count = 0
    for printed in plans().values():
        plan, _made = Plan.objects.update_or_create(key=printed.key, defaults=_of_plan(printed))
        targets = [_target(plan, position, row) for position, row in enumerate(printed.targets, 1)]
        columns = [f.name for f in PlanTarget._meta.concrete_fields if f.name not in ("id", "plan", "ref", "parent")]
        PlanTarget.objects.bulk_create(
            targets, update_conflicts=True, unique_fields=["plan", "ref"], update_fields=columns
        )
        count += len(targets)
    return count


def _of_plan(printed: PrintedPlan) -> dict[str, Any]:
    same = {name: getattr(printed, name) for name in ("title", "code", "since", "until", "table", "note")}
    return same | {"source": printed.number, "issued_on": printed.issued}


def _target(plan: Plan, position: int, row: dict[str, Any]) -> PlanTarget:
    values = {name: row[name] for name in TEXTS}
    values |= {name: None if row[name] is None else Decimal(row[name]) for name in NUMBERS}
    return PlanTarget(plan=plan, code=plan.code, ref=row["ref"], position=position, **values, **joined(row["key"]))


def joined(key: str) -> dict[str, Any]:
    """The declared indicator that computes a target of this key, if a room has one."""
    found = computed_by().get(key)
    if found is None or found["indicator"] not in indicators():
        return {}
    return {"indicator": found["indicator"], "times": Decimal(str(found.get("times", 1)))}
