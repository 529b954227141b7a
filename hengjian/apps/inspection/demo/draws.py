"""Enrolled officers, published plans, one draw that is held and sent out, one that waits for its values, one that became void."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.inspection.models import Inspector, PlannedTask, PublishedDraw
from hengjian.apps.inspection.procedures import Draw
from hengjian.apps.inspection.rules.seed import commitment
from hengjian.kernel.demo import COUNTY, PLACE, as_of, cast, working
from hengjian.kernel.models import Officer, Subject, User
from hengjian.kernel.perform import Done, perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as

NAMES = ("马力", "朱红", "胡斌", "郭晓", "何平", "高洁", "林涛", "罗敏", "梁艳", "宋健")
OFFICES = (COUNTY, f"{COUNTY}002")
SKILLS: tuple[list[str], ...] = (["食品"], ["特种设备"], [], ["食品", "计量"], [])
TASKS: tuple[dict[str, Any], ...] = (
    {"title": "营业执照和公示信息抽查", "items": ["registration_items-01", "publicity_info-01"], "share": 5},
    {"title": "明码标价和价格欺诈检查", "items": ["price-01"]},
    {"title": "预付式消费部门联合抽查", "items": ["consumer-01", "price-01"], "partners": "商务、文旅、体育"},
    {"title": "餐饮服务提供者食品安全检查", "items": ["catering-01"], "way": "directed", "word": "餐饮", "share": 10},
    {"title": "餐饮业“一业一查”（不涉安全事项）", "items": ["price-01", "registration_items-01"], "partners": "消防、城管、卫生健康",
     "way": "directed", "word": "餐饮"},
)  # fmt: skip
DRAWN = 40
LEAST = 300


@dataclass
class Cast:
    """Who takes part in the demo's draws."""

    handler: Principal
    head: Principal
    city: Principal
    witness: Principal
    admin: Principal
    chance: random.Random

    def parties(self) -> list[tuple[Principal, str]]:
        return [
            (self.handler, self.handler.authority_name),
            (self.city, self.city.authority_name),
            (self.witness, self.witness.name),
        ]


def load(entities: int, seed: int) -> Iterator[str]:
    """Rosters, plans and draws."""
    cast = _cast(seed)
    _enrol()
    first = _plan(cast)
    if entities < LEAST:  # too few for anybody to be drawn
        return
    _held(cast, first)
    _void(cast, first)
    _waiting(cast, first)
    _besides(cast)
    yield f"{PlannedTask.objects.count()} 项抽查任务、{PublishedDraw.objects.count()} 次抽签"


def _cast(seed: int) -> Cast:
    handler, head, city, witness, admin = cast("county", "countyhead", "city", "witness", "admin")
    return Cast(handler, head, city, witness, admin, random.Random(seed + 11))


def ago(days: int, hour: int = 10) -> datetime:
    """A working moment about so many days ago, but of this year: the plan is."""
    today, now = timezone.localdate(), timezone.now()
    at = working(today - timedelta(days=days), time(hour), now)
    return at if timezone.localdate(at).year == today.year else now


def _do(who: Principal, at: datetime, name: str, pk: int | None = None, key: str | None = None, **given: Any) -> Done:
    with as_of(at, who):
        return perform_within(f"inspection.{name}", pk, given, who, key=key)


def _enrol() -> None:
    """The demo's officers and ten more of the county and its office."""
    today = timezone.localdate()
    with acting_as(CLOCKWORK):
        for n, name in enumerate(NAMES):
            user = User.objects.create(username=f"inspector{n + 1}", display_name=name, synthetic=True)
            Officer.objects.create(
                user=user, authority_id=OFFICES[n % 2], roles=[Role.HANDLER.value],
                certificate_no=f"演示{900000 + n}", certificate_until=today + timedelta(days=300 + n),
            )  # fmt: skip
        held = Officer.objects.filter(authority__code__startswith=COUNTY, active=True).exclude(roles__contains=["head"])
        Inspector.objects.bulk_create(
            Inspector(
                officer=o, code=o.authority_id, places=[COUNTY], skills=SKILLS[n % len(SKILLS)], load=25, synthetic=True
            )
            for n, o in enumerate(held.order_by("pk"))
        )


def _plan(cast: Cast) -> list[PlannedTask]:
    """The county's plan of the year, published in its first weeks."""
    year = timezone.localdate().year
    at = timezone.make_aware(datetime(year, 1, 8, 9)) if timezone.localdate().month > 1 else timezone.now()  # noqa: DTZ001
    pk = _do(cast.handler, at, "inspection_plan.draft", year=year).proceeding.pk
    for task in TASKS:
        _do(cast.handler, at, "inspection_plan.add_task", pk, **{"since_month": 1, "until_month": 12} | task)
    _do(cast.head, min(at + timedelta(days=6), timezone.now()), "inspection_plan.publish", pk)
    with acting_as(CLOCKWORK):
        return list(PlannedTask.objects.filter(plan_id=pk).order_by("position"))


def _announced(cast: Cast, task: PlannedTask, days: int, total: int) -> tuple[int, dict[str, str]]:
    """Prepared, locked, sealed and announced; gives the draw and the parties' values."""
    given: dict[str, Any] = {"task": task.pk, "total": total, "department": PLACE, "witness": "witness"}
    pk = int(_do(cast.handler, ago(days), "draw.prepare", **given).proceeding.pk)
    _do(cast.handler, ago(days, 11), "draw.lock_rosters", pk)
    with acting_as(cast.handler):
        number = Draw.objects.get(pk=pk).number
    values = {name: cast.chance.randbytes(32).hex() for _who, name in cast.parties()}
    for who, name in cast.parties():
        _do(who, ago(days, 14), "draw.seal_value", pk, commitment=commitment(number, name, values[name]))
    _do(cast.head, ago(days, 16), "draw.publish_rule", pk)
    return pk, values


def _held(cast: Cast, tasks: list[PlannedTask]) -> None:
    pk, values = _announced(cast, tasks[0], 20, DRAWN)
    last: Done | None = None
    for who, name in cast.parties():
        last = _do(who, ago(19), "draw.reveal", pk, value=values[name])
    assert last is not None
    # With the worker's own key, so that the follow-up of the last value is not done twice.
    _do(CLOCKWORK, ago(19), "draw.hold", pk, f"after:{last.act_id}:0")
    by = timezone.localdate() + timedelta(days=25)
    _do(cast.handler, ago(18), "draw.send_officers", pk, by=by.isoformat())


def _void(cast: Cast, tasks: list[PlannedTask]) -> None:
    pk, values = _announced(cast, tasks[1], 12, DRAWN // 2)
    for who, name in cast.parties()[:2]:
        _do(who, ago(11), "draw.reveal", pk, value=values[name])
    _do(CLOCKWORK, ago(4), "draw.void_unrevealed", pk)


def _waiting(cast: Cast, tasks: list[PlannedTask]) -> None:
    pk, values = _announced(cast, tasks[3], 1, DRAWN // 4)
    who, name = cast.parties()[1]
    _do(who, timezone.now(), "draw.reveal", pk, value=values[name])


def _besides(cast: Cast) -> None:
    """A subject under special watch, a schedule, a hand-over, a change of the list."""
    subject = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True).order_by("pk")[7]
    until = timezone.localdate() + timedelta(days=120)
    given: dict[str, Any] = {"subject": subject.pk, "reason": "半年内两次被投诉查实", "until": until.isoformat()}
    watch = _do(cast.handler, ago(9), "special_watch.propose", **given)
    _do(cast.head, ago(8), "special_watch.enter", watch.proceeding.pk)
    schedule: dict[str, Any] = {"item": "drug_device_cosmetic-06", "year": timezone.localdate().year, "word": "化妆品"}
    made = _do(cast.handler, ago(30), "coverage_schedule.draft", **schedule)
    if Subject.objects.filter(
        division_code__startswith=COUNTY, facts__scope__contains="化妆品", status="registered"
    ).exists():
        _do(cast.head, ago(29), "coverage_schedule.publish", made.proceeding.pk)
    offer: dict[str, Any] = {
        "permit_item": "食品经营许可",
        "items": ["food_sales-01", "catering-01"],
        "receiver": f"{COUNTY}002",
    }
    _do(cast.handler, ago(2), "item_handover.offer", **offer)
    change: dict[str, Any] = {
        "item": "price-01", "kind": "key", "class_a": 2, "class_b": 5, "class_c": 10, "class_d": 20,
        "department": "市场监督管理（价格监督检查）", "reason": "节假日价格投诉集中",
    }  # fmt: skip
    _do(cast.admin, ago(1), "item_change.propose", **change)
