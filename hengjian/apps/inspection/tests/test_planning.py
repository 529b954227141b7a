"""Item list, plan, full coverage, hand-over: what is written down before anybody is visited."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hengjian.apps.inspection.models import InspectionItem, ItemRevision, PlannedTask, ScheduledVisit
from hengjian.apps.inspection.procedures import ItemHandover
from hengjian.apps.inspection.queries import list_on, themes
from hengjian.apps.inspection.rules import planning, turns
from hengjian.kernel.models import Disclosure, Proceeding
from hengjian.kernel.principal import CLOCKWORK, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, again, officer

from .draws import do, published_plan, subjects

pytestmark = pytest.mark.django_db


def test_the_packaged_list_has_its_basis_and_ratios() -> None:
    with acting_as(CLOCKWORK):
        items = list(InspectionItem.objects.all())
    assert len(items) == 93
    assert [i.pk for i in items if not i.basis or set(i.ratios) != set("ABCD")] == []
    assert [i.pk for i in items if list(i.ratios.values()) != sorted(i.ratios.values())] == []


def test_an_item_that_concerns_safety_stays_out_of_joint_inspections(world: World) -> None:
    """000: 将除涉及安全以外的更多抽查事项纳入联合."""
    joint = {"partners": "卫生健康、消防", "items": ["catering-01", "price-01"]}
    with pytest.raises(Incomplete) as refused:
        published_plan(world, **joint)
    assert "餐饮服务提供者" in refused.value.fact
    offered = [i for t in themes() for i in t.offered]
    assert offered
    assert not any(i.safety for i in offered)


def test_a_plan_is_published_by_another_and_in_advance(world: World) -> None:
    pk = do(world.colleague, "inspection_plan.draft", year=2027).proceeding.pk
    with pytest.raises(Incomplete):  # no task
        do(world.head, "inspection_plan.publish", pk)
    line = {"title": "价格行为抽查", "items": ["price-01"], "since_month": 3, "until_month": 5}
    do(world.colleague, "inspection_plan.add_task", pk, **line)
    with pytest.raises(NotAllowed):
        do(world.colleague, "inspection_plan.publish", pk)
    do(world.head, "inspection_plan.publish", pk)
    with acting_as(world.nobody):
        assert PlannedTask.objects.get(plan_id=pk).cap == 2
        assert "价格行为抽查" in Disclosure.objects.get(kind="inspection_plan").body["content"]


def test_a_published_plan_is_adjusted_by_a_new_edition(world: World) -> None:
    task = published_plan(world)
    do(world.head, "inspection_plan.adjust", task.plan_id, reason="增加联合抽查")
    line = {"title": "预付式消费抽查", "items": ["consumer-01"], "since_month": 6, "until_month": 9}
    do(world.officer, "inspection_plan.add_task", task.plan_id, **line)
    do(world.officer, "inspection_plan.drop_task", task.plan_id, position=1, reason="机构改革")
    with acting_as(world.nobody):  # until the next edition the published one holds
        assert PlannedTask.objects.get(withdrawn_at=None).position == 1
    do(world.head, "inspection_plan.publish", task.plan_id)
    with acting_as(world.nobody):
        assert [t.title for t in PlannedTask.objects.filter(withdrawn_at=None)] == ["预付式消费抽查"]


def test_a_year_has_one_plan(world: World) -> None:
    published_plan(world)
    with pytest.raises(Conflict):
        do(world.officer, "inspection_plan.draft", year=2026)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"items": ["no-such-item"]}, "items"),
        ({"items": []}, "items"),
        ({"since_month": 9, "until_month": 3}, "until_month"),
        ({"way": "directed"}, "word"),
        ({"items": ["catering-02", "registration_items-05"]}, "items"),  # canteens and companies: nobody is both
    ],
)
def test_a_task_that_cannot_be_drawn_is_refused(world: World, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Incomplete) as refused:
        published_plan(world, **wrong)
    assert field in refused.value.fields


def test_a_change_of_the_list_is_kept_with_what_it_said_before(world: World) -> None:
    before = timezone.now()
    given = {
        "item": "price-01", "kind": "key", "class_a": 5, "class_b": 10, "class_c": 20, "class_d": 40,
        "department": "市场监督管理（价格监督检查）", "reason": "价格投诉集中",
    }  # fmt: skip
    pk = do(world.admin, "item_change.propose", **given).proceeding.pk
    with pytest.raises(NotAllowed):
        do(world.admin, "item_change.put_in_force", pk)
    with acting_as(CLOCKWORK):
        second = officer("admin2", "4116", Role.ADMIN)
    do(second, "item_change.put_in_force", pk)
    with acting_as(world.nobody):
        item = InspectionItem.objects.get(pk="price-01")
        assert (item.kind, item.ratios["D"], item.revision) == ("key", 40, 1)
        assert ItemRevision.objects.get(item=item).said["kind"] == "general"
        then = next(i for i in list_on(before) if i.pk == "price-01")
        assert (then.kind, then.ratios["D"]) == ("general", 12)


def test_ratios_rise_with_the_risk(world: World) -> None:
    given = {
        "item": "price-01", "kind": "key", "class_a": 50, "class_b": 10, "class_c": 20, "class_d": 40,
        "department": "价格", "reason": "试验",
    }  # fmt: skip
    with pytest.raises(Incomplete):
        do(world.admin, "item_change.propose", **given)


def test_full_coverage_leaves_nobody_out_whoever_was_visited(world: World) -> None:
    subjects(30)
    with pytest.raises(Incomplete):  # no frequency is fixed for signs and prices
        do(world.officer, "coverage_schedule.draft", item="price-01", year=2026, word="餐饮")
    with pytest.raises(Incomplete) as refused:  # less often than the law says
        do(world.officer, "coverage_schedule.draft", item="catering-02", year=2027, word="餐饮", times=1)
    assert "times" in refused.value.fields
    pk = do(
        world.officer, "coverage_schedule.draft", item="drug_device_cosmetic-06", year=2027, word="餐饮"
    ).proceeding.pk
    do(world.head, "coverage_schedule.publish", pk)
    with acting_as(world.officer):
        visits = list(ScheduledVisit.objects.filter(proceeding_id=pk))
    assert len(visits) == 15  # every second one serves meals
    assert max(v.due_on for v in visits).year == 2027


def test_turns_divide_the_rest_of_the_year() -> None:
    day = timezone.localdate().replace(year=2027, month=1, day=1)
    assert [d.isoformat() for d in turns.days(2027, 2, day)] == ["2027-07-02", "2027-12-31"]
    assert turns.spread(day, 0, 100) < turns.spread(day, 99, 100) == day


def test_supervision_is_acknowledged_by_the_receiver_or_goes_up(world: World, as_owner: object) -> None:
    """004: 谁审批谁监管."""
    given = {"permit_item": "食品经营许可", "items": ["food_sales-01"], "receiver": "411624"}
    pk = do(world.officer, "item_handover.offer", **given).proceeding.pk
    with pytest.raises(NotAllowed):
        do(world.officer, "item_handover.acknowledge", pk)
    with as_owner():  # type: ignore[operator]
        Proceeding.objects.get(pk=pk).clocks.update(due=timezone.now() - timedelta(minutes=1))
    assert run_clock() == 1
    do(again(world.stranger), "item_handover.acknowledge", pk)
    with acting_as(CLOCKWORK):
        row = ItemHandover.objects.get(pk=pk)
    assert (row.state, row.supervised) == ("acknowledged", True)


def test_weights_are_the_ratios_and_the_highest_of_several_items_counts() -> None:
    items = [
        planning.ItemFacts("a", "a", False, ("ent",), {"A": 1, "B": 3, "C": 6, "D": 12}),
        planning.ItemFacts("b", "b", False, ("ent",), {"A": 2, "B": 2, "C": 8, "D": 10}),
    ]
    assert planning.ratios(items, None) == {"A": 2, "B": 3, "C": 8, "D": 12}
    assert planning.weights(planning.ratios(items, 5), 2) == {"0": 0, "1": 5, "2": 5, "3": 5, "4": 5, "5": 10}
    assert planning.total({"0": 9, "1": 150, "4": 7}, {"0": 0, "1": 2, "4": 12}) == 3 + 1
