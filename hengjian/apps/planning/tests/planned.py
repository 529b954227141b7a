"""A plan period of the city with three indicators, adopted; values with a file; acts by name."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hengjian.apps.planning.models import Plan
from hengjian.kernel import uploads
from hengjian.kernel.demo import moment
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as
from hengjian.kernel.testing import World, officer

PDF = b"%PDF-1.4 bulletin"
LINES: list[dict[str, Any]] = [
    {"name": "消费投诉按期办结率", "unit": "%", "baseline": "96", "target": "98", "target_text": "98以上", "nature": "binding",
     "key": "complaint_on_time_completion_rate", "group": "市场秩序"},
    {"name": "社会公用计量标准", "unit": "个", "baseline": "190", "target": "240", "nature": "expected", "adds": "sum"},
    {"name": "万台特种设备死亡率", "unit": "人/万台", "baseline": "0.1", "target": "0.1", "comparison": "le", "better": "down",
     "nature": "binding"},
]  # fmt: skip
PERIOD: dict[str, Any] = {
    "plan_title": "周口市“十四五”市场监管规划（样）", "since": 2021, "until": 2025, "source": "周政〔2021〕样号", "lines": LINES,
}  # fmt: skip


def do(who: Principal, name: str, pk: int | None = None, /, **given: Any) -> Done:
    """An act of the room as somebody."""
    with acting_as(who):
        return perform(f"planning.{name}", pk, given, who)


def at_noon(year: int, month: int, day: int) -> Any:
    """Acts within happen at noon of a fixed day."""
    return moment(timezone.make_aware(datetime.combine(date(year, month, day), time(12))))


def another(username: str, code: str, *roles: Role) -> Principal:
    """One more officer."""
    with acting_as(CLOCKWORK):
        return officer(username, code, *roles)


def province(world: World) -> Principal:
    """Somebody above the city, who may adopt what the city has drafted."""
    return another("province", "41", Role.SUPERVISOR)


def adopted(world: World, **more: Any) -> Plan:
    """A plan of the city in force."""
    row = do(world.city, "plan_period.draft_plan", **PERIOD | more).proceeding
    do(province(world), "plan_period.adopt_plan", row.pk)
    with acting_as(world.city):
        return Plan.objects.get(key=row.plan_key)  # type: ignore[attr-defined]


def evidence(who: Principal) -> str:
    """The token of an uploaded bulletin."""
    with acting_as(who):
        return uploads.take(PDF, "公报.pdf", who)


def told(who: Principal, plan: Plan, year: int, values: dict[str, str], **more: Any) -> Any:
    """Values of a year, reported by a place of its own accord."""
    lines = [{"ref": ref, "value": value} for ref, value in values.items()]
    given = {"plan": plan.pk, "year": year, "evidence": evidence(who), "lines": lines}
    return do(who, "plan_return.volunteer_values", **given | more).proceeding


def dec(text: str) -> Decimal:
    return Decimal(text)
