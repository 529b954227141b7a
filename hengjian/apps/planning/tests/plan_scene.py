"""A plan with four targets as the plans' side would tell it, so that reports and tasks are tested by themselves."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.procedures import PlanReport
from hengjian.apps.planning.queries import reporting
from hengjian.apps.planning.rules import reporting as rules
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import on_record

PLAN = Plan(
    key="sample", title="样市“十四五”市场监管规划", code="411602", since=2021, until=2025, source="样政〔2022〕1号"
)
LAST = date(2025, 12, 31)


@dataclass(frozen=True)
class Printed:
    """A printed target."""

    pk: int
    ref: str
    name: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    target_text: str
    nature: str = "expected"
    comparison: str = "ge"
    better: str = "up"
    group: str = "市场秩序"
    place: str = "附表"
    flag: str = ""


@dataclass(frozen=True)
class Forecast:
    low: Decimal
    mid: Decimal
    high: Decimal


@dataclass(frozen=True)
class Standing:
    """The shape that both sides have agreed on."""

    target: Printed
    value: Decimal | None
    as_of: date | None
    how: str
    late: bool = False
    corrected: bool = False
    expected: Decimal | None = None
    light: str = ""
    forecast: Forecast | None = None


BINDING = Printed(1, "T1", "消费投诉按期办结率", "%", Decimal(92), Decimal(96), "96", nature="binding")
SHORT = Printed(2, "T2", "市场主体活跃度", "%", Decimal(76), Decimal(78), "78")
WORDED = Printed(3, "Z1", "农产品地理标志", "个", None, Decimal(10), "10个以上", nature="unstated")
UNKNOWN = Printed(4, "Z2", "质量满意度", "分", Decimal(70), Decimal(80), "80", flag="附表未印单位。")
STANDINGS = [
    Standing(BINDING, Decimal("96.5"), LAST, "computed", expected=Decimal(96), light="green"),
    Standing(SHORT, Decimal("77.9"), LAST, "reported", late=True, expected=Decimal(78), light="yellow"),
    Standing(WORDED, Decimal(7), LAST, "reported", corrected=True, light="red"),
    Standing(UNKNOWN, None, None, "missing"),
]
PAST = {
    1: [(date(2023, 12, 31), Decimal("94.1"), "computed"), (LAST, Decimal("96.5"), "computed")],
    2: [(LAST, Decimal("77.9"), "reported")],
}
ORDER: dict[str, Any] = {
    "plan": "sample", "chapter": "三章 市场秩序", "place": "三章三(四)", "title": "双随机一公开",
    "what": "行政检查一律通过双随机方式进行", "authority": "411602", "partners": "财政局，税务局",
    "starts_on": "2022-01-01", "ends_on": "2025-12-31", "budget": "1200.50",
    "milestones": [{"title": "制定方案", "due": "2022-06-30"}, {"title": "全面推行", "due": "2024-06-30"}],
}  # fmt: skip


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """The sample plan on record, with values as told here."""
    monkeypatch.setattr(reporting, "standing", lambda key, code, on: list(STANDINGS))
    monkeypatch.setattr(reporting, "history", lambda target, code: PAST.get(target, []))
    with acting_as(CLOCKWORK):
        return Plan.objects.create(**{f.attname: getattr(PLAN, f.attname) for f in Plan._meta.fields if f.name != "id"})


def do(who: Principal, name: str, pk: int | None = None, **given: Any) -> Done:
    """One act of the room."""
    with acting_as(who):
        return perform(f"planning.{name}", pk, given, who)


def task(who: Principal, **more: Any) -> Any:
    """A task of the sample plan."""
    return do(who, "plan_task.set_task", **ORDER | more).proceeding


def report(who: Principal, kind: str = "final", year: int = 2025) -> Any:
    """A report on the sample plan as the machine drafts it."""
    return do(who, "plan_report.draft_report", plan="sample", kind=kind, year=year).proceeding


def report_on_record() -> Any:
    """A report as it is being written, for pages that only show it."""
    about = rules.Frame("final", PLAN.since, PLAN.until, LAST)
    figures = [rules.frozen(one, PAST.get(one.target.pk, []), about) for one in STANDINGS]
    return on_record(
        PlanReport, timezone.now(), kind="final", plan_key=PLAN.key, plan_title=PLAN.title, year=PLAN.until, as_of=LAST,
        figures=figures, sections=rules.drafted(PLAN.title, PLAN.source, figures, [], about),
    )  # fmt: skip
