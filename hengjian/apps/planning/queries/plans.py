"""Plans and what is printed in them; comments that were answered."""

from datetime import date
from typing import Any

from django.db.models import Count, Q

from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.kernel.models import Disclosure
from hengjian.kernel.numbers import bare

MOST = 50


def plans_of(lo: str = "0", hi: str = ":") -> list[Plan]:
    """Plans of places within a range that were not handed down, the newest period first, with how many targets they have."""
    rows = Plan.objects.filter(parent=None, code__gte=lo, code__lt=hi)
    counted = rows.annotate(
        numbers=Count("targets"), binding=Count("targets", filter=Q(targets__nature="binding")),
        in_table=Count("targets", filter=Q(targets__ref__startswith="T")),
    )  # fmt: skip
    return list(counted.order_by("-since", "code"))


def plan_named(key: str) -> Plan | None:
    return Plan.objects.filter(key=key).select_related("parent").first()


def plans_by_key() -> dict[str, Plan]:
    """Every plan by its key, those that were handed down too."""
    return {plan.key: plan for plan in Plan.objects.all()}


def plan_with_targets(key: str) -> tuple[Plan | None, list[PlanTarget]]:
    """A plan and its targets in the order of the text, in one query where there are any."""
    rows = PlanTarget.objects.filter(plan__key=key).select_related("plan__parent").order_by("position")
    targets = list(rows)
    return (targets[0].plan if targets else plan_named(key)), targets


def comments_of(plan: Plan, on: date | None = None) -> list[Disclosure]:
    """What was said about the plan and answered, the newest first."""
    rows = Disclosure.objects.filter(kind="plan_comment", code=plan.code, body__plan=plan.key, withdrawn_at=None)
    return list(rows.order_by("-since")[:MOST])


def printed_table(key: str, table_only: bool) -> list[dict[str, Any]] | None:
    """The targets of a plan as printed, as plain data; None if there is no such plan."""
    plan = plan_named(key)
    if plan is None:
        return None
    rows = PlanTarget.objects.filter(plan=plan).order_by("position")
    return [as_printed(t) for t in (rows.filter(ref__startswith="T") if table_only else rows)]


def as_printed(target: PlanTarget) -> dict[str, Any]:
    """One target as plain data. Numbers are text."""

    def text(value: Any) -> str | None:
        return None if value is None else bare(value)

    return {
        "ref": target.ref, "number": target.number, "key": target.key, "name": target.name, "unit": target.unit,
        "baseline": text(target.baseline), "baseline_text": target.baseline_text, "target": text(target.target),
        "high": text(target.high), "target_text": target.target_text, "comparison": target.comparison,
        "better": target.better, "due": target.due, "each": target.each, "nature": target.nature, "group": target.group,
        "adds": target.adds, "place": target.place, "flag": target.flag, "indicator": target.indicator,
    }  # fmt: skip
