"""Every procedure of campaigns, self-checks and commissions by random acts: what must always hold holds."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from hengjian.apps.planning.models import CampaignSubject
from hengjian.apps.planning.procedures import CampaignTask, SelfCheck
from hengjian.apps.planning.tests.campaign_builders import BEGIN, ITEM, Ground
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.tests.walking import whatever_is_done

pytestmark = pytest.mark.django_db


def first(kind: Any, **of: Any) -> Any:
    with acting_as(CLOCKWORK):
        return kind.objects.filter(**of).order_by("pk").first()


def task(ground: Ground) -> Any:
    return first(CampaignTask, campaign_id=ground.running().pk)


def self_check(ground: Ground) -> Any:
    return first(SelfCheck, round_id=ground.called().pk)


STARTS: dict[str, Callable[[Ground], Any]] = {
    "drafted": lambda g: g.planned(),
    "campaign": lambda g: g.running(),
    "task": task,
    "list": lambda g: g.listed(),
    "round": lambda g: g.called(),
    "self_check": self_check,
    "answered": lambda g: g.answer(self_check(g), (1,)),
    "commission": lambda g: g.commission(),
    "meeting": lambda g: g.meeting(),
    "resolution": lambda g: g.resolved(g.held()),
}


def values(ground: Ground) -> dict[str, Any]:
    """What chance alone would rarely hit upon."""

    def outcome(row: Any, chance: random.Random) -> dict[str, Any]:
        one = first(CampaignSubject, proceeding_id=row.campaign_id, place=row.code)
        return {"subject": one.pk, "outcome": chance.choice(["absent", "clean"]), "mend_by": None, "file": ""}

    def answers(row: Any, chance: random.Random) -> dict[str, Any]:
        verdict = {line["key"]: chance.choice(["met", "met", "met", "na"]) for line in row.lines}
        return {"answers": [{"key": k, "verdict": v} for k, v in verdict.items()], "true": True}

    plan = {
        "since": "2026-03-02", "until": "2099-06-30", "first_due": "2099-05-29", "items": [ITEM], "word": "餐饮",
        "kinds": [], "places": [], "permits": [], "classes": [],
    }  # fmt: skip
    members = [{"name": "区教育局", "duties": "学校食堂管理"}, {"name": "区公安分局", "duties": "打击食品犯罪"}]
    return {
        "change_campaign": plan,
        "approve_campaign": {"note": ""},
        "say_outcome": outcome,
        "send_campaign_checks": {"officers": ground.team, "most": 1},
        "prolong_task": {"day": "2026-06-15"},
        "call_look_back": {"share": 100, "due_on": "2026-06-15"},
        "answer_self_check": answers,
        "check_self_check": {"officers": ground.team, "items": [ITEM]},
        "report_mending": {"file": ""},
        "change_members": {"members": members},
        "consult": {"member": "区教育局"},
        "hold_meeting": {
            "attended": ["区教育局", "七一路市场监督管理所", "区公安分局"],
            "absent": "",
            "minutes": "会议研究了各项议题并作出安排，会后落实。",
        },
        "report_resolution": {"file": ""},
        "talk_to_member": {"at": "2026-04-01T09:00:00+08:00", "what": "通报落实情况，当面约谈并作出承诺。"},
        "transfer": {"authority": "4116", "reason": "由上级机关办理"},
        "ask_countersign": {"signer": ground.world.colleague.officer_id, "question": "是否符合条件"},
    }  # fmt: skip


class Scene(Ground):
    """The ground with everybody who may act on it; each walk begins at its first moment."""

    @property
    def people(self) -> list[Principal]:
        """As they are after the start: what was shared with an office then is known to it."""
        w = self.world
        return [w.officer, w.colleague, w.head, w.city, w.enterprise, w.citizen, w.stranger, self.office]

    def anew(self) -> None:
        """What is kept beside the database begins again with it."""
        self.now = BEGIN
        self.ran.clear()


@pytest.fixture
def scene() -> Scene:
    return Scene()


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values, steps=12, whole=Scene.anew)
