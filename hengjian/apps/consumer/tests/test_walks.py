"""Every procedure of the room by random acts: whatever is offered and done, what must always hold holds."""

from collections.abc import Callable
from typing import Any

import pytest

from hengjian.apps.consumer.models import ServiceStation
from hengjian.apps.consumer.rules.acceptance import GROUNDS
from hengjian.apps.consumer.tests.builders import (
    FILED,
    NAME,
    PHONE,
    SAID,
    accepted,
    complained,
    do,
    guest,
    proposed,
    settled,
    shop,
)
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world
from hengjian.kernel.tests.walking import whatever_is_done

pytestmark = pytest.mark.django_db


class Scene:
    """People, somebody without an account, a shop that takes part online, a station."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.subject = shop(self.world)
        w = self.world
        self.people = [w.officer, w.colleague, w.head, w.enterprise, w.city, w.stranger, w.citizen, guest(), guest()]
        with acting_as(CLOCKWORK):
            self.station = ServiceStation.objects.create(
                number="ZD-1", name="样服务站", code="411602", keeper_id=w.citizen.user_id
            )

    def member(self) -> Any:
        given = {"subject": self.subject.pk, "contact": "0394-8000000"}
        return do(self.world.enterprise, "odr_membership.join", **given).proceeding


def negotiation(scene: Scene) -> Any:
    do(scene.world.officer, "odr_membership.admit", scene.member().pk)
    row = do(guest(), "negotiation.negotiate", **FILED | {"subject": scene.subject.pk}).proceeding
    return do(CLOCKWORK, "negotiation.bring_in", row.pk).proceeding


def report(scene: Scene, verb: str = "report", **more: Any) -> Any:
    person = {"named": True, "name": NAME, "phone": PHONE} if verb == "report" else {}
    return do(guest(), f"report.{verb}", **SAID | {"subject": scene.subject.pk} | person | more).proceeding


def referral(scene: Scene) -> Any:
    row = accepted(scene.world, scene.subject)
    given = {"complaint_number": row.number, "body": "court", "body_name": "样区人民法院"}
    return do(scene.world.officer, "referral.refer", **given).proceeding


def confirmation(scene: Scene) -> Any:
    row = settled(scene.world, scene.subject)
    given = {"complaint_number": row.number, "court": "样区人民法院"}
    return do(scene.world.officer, "court_confirmation.prepare_confirmation", **given).proceeding


def review(scene: Scene) -> Any:
    row = settled(scene.world, scene.subject)
    return do(guest(), "complaint_review.ask_review", complaint=row.pk, why="没有换新机").proceeding


STARTS: dict[str, Callable[[Scene], Any]] = {
    "complaint": lambda s: complained(s.subject),
    "mediation": lambda s: accepted(s.world, s.subject),
    "agreement": lambda s: proposed(s.world, s.subject),
    "report": report,
    "insider": lambda s: report(s, "blow"),
    "membership": lambda s: s.member(),
    "negotiation": negotiation,
    "referral": referral,
    "confirmation": confirmation,
    "review": review,
}


def values(scene: Scene) -> dict[str, Any]:
    """What chance alone would rarely hit upon: an officer, an amount, a day to come, the other authority."""
    mediator = scene.world.officer.officer_id
    return {
        "accept": {"mediator": mediator},
        "decide_on_mediator": {"mediator": scene.world.colleague.officer_id},
        "refuse": lambda _row, chance: {"ground": chance.choice([key for key, _label in GROUNDS])},
        "classify": {"category": "G050101", "problem": "quality"},
        "invite": {"at": "2099-01-05T10:00:00+08:00"},
        "propose_agreement": {"amount": "10", "perform_by": "2099-01-05"},
        "send_to_station": {"station": scene.station.pk},
        "settle_at_station": {"amount": "10"},
        "record_advance": {"amount": "10"},
        "offer": {"amount": "10"},
        "dispute_competence": {"authority": "411624"},
        "keep_competence": {"authority": "411624"},
        "transfer": {"authority": "4116", "reason": "由上级机关办理"},
        "hand_over": {"authority": "411602", "reason": "指定由该机关处理"},
        "find_abuse": {"heard": True, "reason": "经核实异物系投诉人自行放入，有监控为证"},
        "unseal": {"reason": "需向举报人核实台账位置"},
        "ask_countersign": {"signer": scene.world.colleague.officer_id, "question": "是否符合条件"},
    }


@pytest.fixture
def scene() -> Scene:
    return Scene()


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values)
