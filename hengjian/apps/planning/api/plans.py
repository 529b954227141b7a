"""Plans, their targets as printed, how they stand on a day, the values behind them. All of it is public."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from hengjian.apps.planning import queries
from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.queries.standing import Standing
from hengjian.kernel.refusal import not_found

router = Router()


class PlanOut(Schema):
    key: str
    title: str
    code: str
    since: int
    until: int
    source: str
    table: str
    note: str
    synthetic: bool


class TargetOut(Schema):
    ref: str
    number: str
    key: str
    name: str
    unit: str
    baseline: str | None
    baseline_text: str
    target: str | None
    high: str | None
    target_text: str
    comparison: str
    better: str
    due: int | None
    each: str
    nature: str
    group: str
    adds: str
    place: str
    flag: str
    indicator: str


class ForecastOut(Schema):
    low: Decimal
    mid: Decimal
    high: Decimal
    method: str


class StandingOut(Schema):
    ref: str
    key: str
    name: str
    value: Decimal | None
    as_of: date | None
    how: str
    late: bool
    corrected: bool
    expected: Decimal | None
    light: str
    met: bool
    forecast: ForecastOut | None


class ValueOut(Schema):
    day: date
    value: Decimal
    how: str


class PointsOut(Schema):
    ref: str
    name: str
    values: list[ValueOut]


@router.get("/plans", response=list[PlanOut], auth=None, operation_id="planning_plans")
def plans(request: HttpRequest) -> Any:
    """Every plan known here, without those that were handed down."""
    return queries.plans_of()


@router.get("/plans/{key}/targets", response=list[TargetOut], auth=None, operation_id="planning_targets")
def targets(request: HttpRequest, key: str, table: bool = False) -> Any:
    """What a plan prints in numbers; `table` for the rows of its table alone."""
    return queries.printed_table(_plan(key).key, table)


@router.get("/plans/{key}/standing", response=list[StandingOut], auth=None, operation_id="planning_standing")
def standing(request: HttpRequest, key: str, code: str = Query("", max_length=12), on: date | None = None) -> Any:
    """How each target stands at the plan's place, or at one below it, as it was known on a day."""
    plan, today = _plan(key), timezone.localdate()
    day = min(on or today, today)
    return [_out(one) for one in queries.standing(plan.key, code or plan.code, day)]


@router.get("/plans/{key}/values", response=list[PointsOut], auth=None, operation_id="planning_values")
def told(request: HttpRequest, key: str, code: str = Query("", max_length=12)) -> Any:
    """Of every target the values that stand, oldest first, each with its source."""
    plan = _plan(key)
    rows = queries.standing(plan.key, code or plan.code, timezone.localdate())
    return [
        {
            "ref": one.target.ref,
            "name": one.target.name,
            "values": [{"day": v.until, "value": v.value, "how": v.how} for v in one.series],
        }
        for one in rows
    ]


def _plan(key: str) -> Plan:
    found = queries.plan_named(key)
    if found is None:
        raise not_found("It was not read.")
    return found


def _out(one: Standing) -> dict[str, Any]:
    same = {
        name: getattr(one, name) for name in StandingOut.model_fields if name not in ("ref", "key", "name", "forecast")
    }
    return same | {
        "ref": one.target.ref, "key": one.target.key, "name": one.target.name,
        "forecast": vars(one.forecast) if one.forecast else None,
    }  # fmt: skip
