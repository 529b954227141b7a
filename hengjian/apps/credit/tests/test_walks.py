"""Every procedure by random acts: whatever is offered and done, what must always hold holds."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.credit.models import CreditEntry
from hengjian.apps.credit.tests.builders import (
    applied,
    checked,
    do,
    entries,
    firm,
    listed,
    penalty,
    proposed,
    published,
    repaired,
    report,
)
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world
from hengjian.kernel.tests.walking import whatever_is_done

pytestmark = pytest.mark.django_db
NUMBER = "411602198003074013"


class Scene:
    """People at every level and a firm."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.subject: Subject = firm(self.world)
        w = self.world
        self.people = [w.officer, w.colleague, w.head, w.enterprise, w.city, w.stranger, w.citizen]
        self.second = w.colleague.officer_id

    def by(self, who: str, name: str, **given: Any) -> Any:
        return do(getattr(self.world, who), name, subject=self.subject.pk, **given).proceeding


def repair(scene: Scene) -> Any:
    listed(scene.subject)
    listed(scene.subject, "false_information")
    return applied(scene.world, scene.subject, *entries(scene.subject))


def pushed(scene: Scene) -> Any:
    listed(scene.subject)
    return scene.by("colleague", "joint_measure.push", reason="列入经营异常名录")


def doubted(scene: Scene) -> Any:
    published(scene.world, scene.subject)
    [entry] = entries(scene.subject)
    return scene.by("enterprise", "record_check.doubt", entry=str(entry.pk), ground="facts", said="金额记载有误")


BAN = {"measure": "re01", "person": "周某", "id_number": NUMBER, "decision_no": "1号", "reason": "负有个人责任"}
STARTS: dict[str, Callable[[Scene], Any]] = {
    "penalty": lambda s: penalty(s.world, s.subject),
    "penalty shown": lambda s: published(s.world, s.subject),
    "report": lambda s: report(s.world, s.subject, timezone.localdate().year - 1, passed_on=False),
    "order": lambda s: s.by("officer", "publicity_order.order_publicity", kind="equity", what="股权变更信息"),
    "spot check": lambda s: s.by("officer", "publicity_check.open_comparison"),
    "list": lambda s: listed(s.subject),
    "serious list": lambda s: proposed(s.world, s.subject),
    "repair": repair,
    "repair granted": lambda s: repaired(s.world, checked(s.world, repair(s))),
    "commitment": lambda s: s.by("enterprise", "credit_promise.promise", kind="industry", content="诚信经营"),
    "measures": pushed,
    "ban": lambda s: s.by("colleague", "trade_ban.impose", **BAN),
    "record": doubted,
}


def values(scene: Scene) -> dict[str, Any]:
    """What chance alone would rarely hit upon."""

    def decided(row: Any, chance: random.Random) -> dict[str, Any]:
        still = [str(pk) for pk in row.open_entries]
        granted = chance.sample(still, chance.randint(0, len(still)))
        return {"granted": granted, "refused": [pk for pk in still if pk not in granted][:1], "reason": "经核查决定"}

    return {
        "decide_repair": decided,
        "answer_measure": lambda row, c: {"measure": c.choice(row.measures), "answer": "done"},
        "transfer": {"authority": "4116", "reason": "由上级办理"},
        "ask_countersign": {"signer": scene.second, "question": "是否符合条件"},
    }


@pytest.fixture
def scene() -> Scene:
    return Scene()


def whole(scene: Scene) -> None:
    """A matter has one entry that stands at most, and what has ended is public no more."""
    with acting_as(CLOCKWORK):
        found = list(CreditEntry.objects.filter(subject=scene.subject))
        standing = [e.proceeding_id for e in found if e.ended_on is None]
        assert len(standing) == len(set(standing))
        shown = {d.act_id: d for d in Disclosure.objects.filter(act_id__in=[e.act_id for e in found])}
    for entry in found:
        assert (shown[entry.act_id].withdrawn_at is None) == (entry.ended_on is None)


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values, whole=whole)
