"""Every procedure by random acts: whatever is offered and done, what must always hold holds."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.inspection.models import SocialWatcher
from hengjian.apps.inspection.rules.catalogue import of_item
from hengjian.apps.inspection.tests.builders import (
    ITEM,
    do,
    drawn,
    entry,
    machine,
    ordered,
    recorded,
    shop,
    stored,
    team,
)
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world
from hengjian.kernel.tests.walking import whatever_is_done

pytestmark = pytest.mark.django_db


class Scene:
    """People, a business, and how a matter of each procedure begins."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.subject = shop(self.world)
        w = self.world
        self.people = [w.officer, w.colleague, w.head, w.enterprise, w.city, w.stranger, w.citizen]
        with acting_as(CLOCKWORK):
            SocialWatcher.objects.create(user_id=w.citizen.user_id or 0, kind="village_officer", code="411602")
        self.hash = stored()


def lead(scene: Scene) -> Any:
    given = {"source": "office", "subject": scene.subject.pk, "authority": "411602", "what": "台账缺失"}
    return machine("enforcement.lead.hand_over_found", **given).proceeding


def report(scene: Scene) -> Any:
    return do(scene.world.citizen, "field_report.report", seen="摊点无照", place="校门口").proceeding


def help_visit(scene: Scene) -> Any:
    given = {"subject": scene.subject.pk, "about": "冷库验收标准"}
    return do(scene.world.enterprise, "help_visit.ask_for_help", **given).proceeding


def sandbox(scene: Scene) -> Any:
    given = {"subject": scene.subject.pk, "trial": "无人烹饪柜在社区试点", "safeguards": "每日留样"}
    return do(scene.world.enterprise, "sandbox_trial.enter", **given).proceeding


def whistle(scene: Scene) -> Any:
    given = {"about": "油烟扰民并占道经营", "departments": ["公安分局", "城市管理局"]}
    return do(scene.world.officer, "whistle.blow", **given).proceeding


STARTS: dict[str, Callable[[Scene], Any]] = {
    "check": lambda s: drawn(s.world, s.subject),
    "check with faults": lambda s: recorded(s.world, s.subject, f"{ITEM}-q01"),
    "order": lambda s: ordered(s.world, recorded(s.world, s.subject, f"{ITEM}-q01")),
    "lead": lead,
    "report": report,
    "help": help_visit,
    "sandbox": sandbox,
    "whistle": whistle,
}


def values(scene: Scene) -> dict[str, Any]:
    """What chance alone would rarely hit upon: a team of two, questions of the check, pictures that have arrived."""
    officers = {"officers": team(scene.world)}
    second = {"companion": scene.world.colleague.officer_id}

    def entries(row: Any, chance: random.Random) -> dict[str, Any]:
        keys = [q.key for q in of_item(ITEM)]
        return {"entries": [entry(k, chance.choice(["conform", "fault"]), chance.randint(0, 9**6)) for k in keys]}

    signed = {"officer_signature": scene.hash, "party_signature": scene.hash, "party_name": "何小满", "at": None}
    return {
        **dict.fromkeys(("change_team", "look_again"), officers),
        "send_to_check": {**officers, "items": [ITEM], "subject": None},
        "record": entries,
        "begin": {"shown": True, "at": None},
        "finish": {**signed, "refused": False, "absent": False, "witness": "", "reason": ""},
        "conclude": lambda row, _c: {"codes": ["8"] if row.faults else ["1"]},
        "decide_objection": {"sustained": True, "codes": ["15"]},
        "recognise": {"item": ITEM, "found_on": timezone.localdate().isoformat()},
        "confirm_correction": second,
        "answer": lambda row, _c: {"department": (row.silent or [""])[0]},
        "object_to_result": {"file": ""},
        "report_correction": {"file": ""},
        "transfer": {"authority": "4116", "reason": "由上级办理"},
        "ask_countersign": {"signer": scene.world.colleague.officer_id, "question": "是否符合条件"},
        "leave": {"report": "观察期内未发生事件，建议纳入常规监管并制定检查表。"},
    }


@pytest.fixture
def scene() -> Scene:
    return Scene()


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values)
