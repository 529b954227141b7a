"""Every procedure around the case by random acts: whatever is offered and done, what must always hold holds."""

from collections.abc import Callable
from typing import Any

import pytest

from hengjian.kernel.tests.walking import whatever_is_done

from .around import CLAIM, REVIEW, Around, days_ago
from .test_panels import QUESTION, experts
from .test_soft import WORD
from .test_transfers import FACTS

pytestmark = pytest.mark.django_db


def transfer(a: Around) -> Any:
    team = [a.world.officer.officer_id, a.world.colleague.officer_id]
    return a.by("officer", "police_transfer.propose_transfer", about=a.number, team=team, **FACTS)


def panel(a: Around) -> Any:
    experts(5)
    row = a.by("officer", "expert_panel.call_experts", field="food", question=QUESTION, wanted=2)
    a.seal()
    return row


STARTS: dict[str, Callable[[Around], Any]] = {
    "reconsideration": lambda a: a.by(
        "enterprise", "reconsideration.ask_review", decision_no=a.number, told_on=days_ago(9), **REVIEW
    ),
    "litigation": lambda a: a.by(
        "officer", "court_case.enter_claim", decision_no=a.number, told_on=days_ago(9), **CLAIM
    ),
    "transfer": transfer,
    "wrong case": lambda a: a.by(
        "colleague", "wrong_case.examine_case", about=a.number, found_by="self", what="送达程序可能有误"
    ),
    "soft measure": lambda a: a.by("officer", "soft_measure.say_softly", subject=a.subject.pk, **WORD),
    "panel": panel,
    "conference": lambda a: a.by(
        "officer", "case_conference.call_conference", question="由哪一机关管辖", bodies=["411624"]
    ),
    "supervision": lambda a: a.by(
        "city", "supervision_opinion.give_supervision", about=a.number, what="公示材料不完整，请说明"
    ),
}


def values(a: Around) -> Any:
    """What chance alone would rarely hit upon."""
    return {
        "transfer": {"authority": "4116", "reason": "由上级办理"},
        "ask_countersign": {"signer": a.world.colleague.officer_id, "question": "是否符合条件"},
        "keep_opinion": lambda row, chance: {"expert": chance.choice(row.drawn or ["0"]), "said": "同意认定"},
    }


@pytest.fixture
def scene() -> Around:
    return Around()


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values, steps=12)
