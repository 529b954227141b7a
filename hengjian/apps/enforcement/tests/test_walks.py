"""Every procedure around the case by random acts: whatever is offered and done, what must always hold holds."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hengjian.kernel.walk import random_walk

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


@contextmanager
def rolled_back() -> Iterator[None]:
    """Every example begins from the same scene."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


@pytest.fixture
def around() -> Around:
    return Around()


@pytest.mark.parametrize("start", list(STARTS))
@given(seed=st.integers(0, 2**32))
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_what_must_hold_holds(around: Around, start: str, seed: int) -> None:
    w = around.world
    people = [w.officer, w.colleague, w.head, w.enterprise, w.city, w.stranger, w.citizen]
    values = {
        "transfer": {"authority": "4116", "reason": "由上级办理"},
        "ask_countersign": {"signer": w.colleague.officer_id, "question": "是否符合条件"},
        "keep_opinion": lambda row, chance: {"expert": chance.choice(row.drawn or ["0"]), "said": "同意认定"},
    }
    with rolled_back():
        walk = random_walk(STARTS[start](around), people, random.Random(seed), steps=12, values=values)
        assert walk.row.state in walk.row.states
