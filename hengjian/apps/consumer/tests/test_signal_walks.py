"""Every procedure by random acts: whatever is offered and done, what must always hold holds."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from hengjian.apps.consumer.models import StudySample
from hengjian.apps.consumer.tests.test_public_matters import OFFER, PLAN, WARNING
from hengjian.apps.consumer.tests.told import cluster, do, shop
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world
from hengjian.kernel.tests.walking import whatever_is_done

pytestmark = pytest.mark.django_db


class Scene:
    """People, a shop with many complaints, and how a matter of each procedure begins."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.subject = shop(self.world)
        self.matters = cluster(self.subject)
        w = self.world
        self.people = [w.officer, w.colleague, w.head, w.enterprise, w.city, w.stranger, w.citizen]

    def start(self, name: str, /, **given: Any) -> Any:
        who = self.world.enterprise if name.startswith("consumer_promise") else self.world.officer
        return do(who, name, **given).proceeding


def _incident(s: Scene) -> Any:
    given = {"lane": "prepaid", "subject": s.subject.pk, "what": "场馆停业后负责人失联"}
    return s.start("joint_incident.raise_incident", matters=s.matters[:5], **given)


def _handover(s: Scene) -> Any:
    given = {
        "receiver_kind": "association",
        "receiver": "样消费者协会",
        "ground": "受损消费者人数众多，情形一致，建议支持起诉。",
    }
    return s.start("cluster_handover.prepare_handover", matters=s.matters, **given)


def _study(s: Scene) -> Any:
    row = s.start("comparative_study.plan_study", **PLAN)
    for brand in ("样甲牌", "样乙牌"):
        do(s.world.officer, "comparative_study.add_sample", row.pk, brand=brand)
    return row


def _issuer(s: Scene) -> Any:
    given = {"subject": s.subject.pk, "trade": "fitness", "cards": 10, "balance": 90_000, "deposit": 0}
    return s.start("prepaid_issuer.register_issuer", **given)


def _activity(s: Scene) -> Any:
    given = {
        "theme": "elderly",
        "name": "银发消费课堂",
        "place": "社区活动室",
        "first_day": "2026-01-05",
        "content": "识别会销和夸大宣传",
    }
    return s.start("education_activity.announce_activity", **given)


def _station(s: Scene) -> Any:
    given = {"name": "样商场服务站", "place": "411602", "address": "样路1号", "phone": "0394-8000001"}
    return do(s.world.head, "station_listing.list_station", **given).proceeding


def _helper(s: Scene) -> Any:
    given = {"kind": "lawyer", "name": "样律师", "unit": "样律师事务所", "speciality": "消费合同"}
    return do(s.world.head, "helper_appointment.appoint_helper", **given).proceeding


STARTS: dict[str, Callable[[Scene], Any]] = {
    "incident": _incident,
    "handover": _handover,
    "warning": lambda s: s.start("consumption_warning.draft_warning", **WARNING),
    "study": _study,
    "issuer": _issuer,
    "promise": lambda s: s.start("consumer_promise.offer", subject=s.subject.pk, **OFFER),
    "activity": _activity,
    "station": _station,
    "helper": _helper,
    "bulletin": lambda s: s.start("risk_bulletin.make_bulletin", since="2026-01-05", until="2026-02-05"),
}


def values(scene: Scene) -> dict[str, Any]:
    """What chance alone would rarely hit upon."""

    def sample(row: Any, chance: random.Random) -> dict[str, Any]:
        with acting_as(CLOCKWORK):
            found = list(StudySample.objects.filter(proceeding_id=row.pk).values_list("pk", flat=True))
        return {"sample": chance.choice(found)}

    return {
        "add_matters": {"matters": scene.matters[5:7]},
        "name_commander": {"officer": scene.world.colleague.officer_id},
        "add_sample": {"subject": None},
        "enter_result": sample,
        "enter_reply": sample,
        "transfer": {"authority": "4116", "reason": "由上级办理"},
        "ask_countersign": {"signer": scene.world.colleague.officer_id, "question": "是否符合条件"},
    }


@pytest.fixture
def scene() -> Scene:
    return Scene()


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values, steps=12)
