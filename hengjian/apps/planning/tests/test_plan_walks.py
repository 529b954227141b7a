"""Every procedure of plans by random acts: whatever is offered and done, what must always hold holds."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hengjian.apps.planning.models import PlanTarget
from hengjian.apps.planning.tests.planned import LINES, PERIOD, adopted, do, evidence
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world
from hengjian.kernel.walk import random_walk

pytestmark = pytest.mark.django_db


def period(world: World) -> Any:
    return do(world.city, "plan_period.draft_plan", **PERIOD | {"since": 2011, "until": 2015}).proceeding


def cascade(world: World) -> Any:
    plan = adopted(world)
    return do(world.city, "target_cascade.hand_down", plan=plan.pk, places=[{"code": "411602"}]).proceeding


def assignment(world: World) -> Any:
    return do(CLOCKWORK, "target_assignment.assign", cascade=cascade(world).pk, code="411602").proceeding


def values(world: World) -> Any:
    plan = adopted(world)
    return do(CLOCKWORK, "plan_return.ask_values", plan=plan.pk, code="4116", year=2024).proceeding


def miss(world: World) -> Any:
    plan = adopted(world)
    with acting_as(CLOCKWORK):
        target = PlanTarget.objects.get(plan=plan, ref="T1")
    return do(CLOCKWORK, "target_miss.find_miss", target=target.pk, until=date(2025, 12, 31), value="97").proceeding


def comment(world: World) -> Any:
    plan = adopted(world)
    return do(world.citizen, "plan_comment.comment", plan=plan.pk, words="建议公布各县数据").proceeding


OPENED: list[Callable[[World], Any]] = [period, cascade, assignment, values, miss, comment]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("opened", OPENED, ids=lambda one: one.__name__)
def test_random_acts_keep_the_record_whole(opened: Callable[[World], Any], seed: int) -> None:
    world = make_world()
    lines = [{"ref": "T1", "value": "97.2"}]
    given: Any = {
        "replace_table": {"lines": LINES[:2]},
        "object_to_targets": {"proposals": [{"ref": "T1", "value": "98.5"}]},
        "report_values": {"evidence": evidence(world.city), "lines": lines},
        "correct_values": {"evidence": "", "lines": lines},
        "reach_target": {"value": "98.1", "until": "2026-06-30"},
    }
    people = [world.officer, world.colleague, world.head, world.city, world.citizen, world.stranger]
    random_walk(opened(world), people, random.Random(seed), steps=8, values=given)
