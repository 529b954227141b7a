"""Every procedure of plans by random acts: whatever is offered and done, what must always hold holds."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hengjian.apps.planning.models import PlanTarget
from hengjian.apps.planning.tests.planned import LINES, PERIOD, adopted, do, evidence
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world
from hengjian.kernel.tests.walking import whatever_is_done

pytestmark = pytest.mark.django_db


def period(world: World) -> Any:
    return do(world.city, "plan_period.draft_plan", **PERIOD | {"since": 2011, "until": 2015}).proceeding


def cascade(world: World) -> Any:
    plan = adopted(world)
    return do(world.city, "target_cascade.hand_down", plan=plan.pk, places=[{"code": "411602"}]).proceeding


def assignment(world: World) -> Any:
    return do(CLOCKWORK, "target_assignment.assign", cascade=cascade(world).pk, code="411602").proceeding


def returned(world: World) -> Any:
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


class Scene:
    """A world, and everybody who may act in it."""

    def __init__(self) -> None:
        self.world: World = make_world()
        w = self.world
        self.people = [w.officer, w.colleague, w.head, w.city, w.citizen, w.stranger]


STARTS: dict[str, Callable[[Scene], Any]] = {
    opened.__name__: lambda scene, opened=opened: opened(scene.world)
    for opened in (period, cascade, assignment, returned, miss, comment)
}


def values(scene: Scene) -> dict[str, Any]:
    """What chance alone would rarely hit upon."""
    lines = [{"ref": "T1", "value": "97.2"}]
    return {
        "replace_table": {"lines": LINES[:2]},
        "object_to_targets": {"proposals": [{"ref": "T1", "value": "98.5"}]},
        "report_values": {"evidence": evidence(scene.world.city), "lines": lines},
        "correct_values": {"evidence": "", "lines": lines},
        "reach_target": {"value": "98.1", "until": "2026-06-30"},
    }


@pytest.fixture
def scene() -> Scene:
    return Scene()


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values, steps=8)
