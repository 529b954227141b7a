"""Every procedure of the room by random acts: whatever is offered and done, what must always hold holds."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hengjian.apps.planning.tests.programmes import QUESTIONS, Town
from hengjian.kernel.walk import random_walk

pytestmark = pytest.mark.django_db
STARTS: dict[str, Callable[[Town], Any]] = {
    "round": lambda town: town.round(),
    "assessment": lambda town: town.called("411602")[1][0],
    "programme": lambda town: town.call(),
    "application": lambda town: town.applied(town.call(), town.shop()),
    "proposed": lambda town: town.proposed(),
    "survey": lambda town: town.survey(),
    "fielded": lambda town: town.fielded(),
    "document": lambda town: town.draft(),
    "deciding": lambda town: town.to_decide(),
}


def values(town: Town, experts: list[str]) -> dict[str, Any]:
    """What chance alone would rarely hit upon."""
    today = timezone.localdate().isoformat()
    return {
        "change_table": {"items": [], "pasted": "机制\t部署\t100"},
        "call_round": {"assessed": ["411602"]},
        "score_self": lambda _row, chance: {"item": chance.randint(1, 2), "score": chance.randint(0, 70)},
        "review_item": lambda _row, chance: {"item": chance.randint(1, 2), "score": chance.randint(0, 70)},
        "correct_score": lambda _row, chance: {"item": chance.randint(1, 2), "score": chance.randint(0, 70)},
        "pass_material": {"experts": experts},
        "enter_marks": lambda row, chance: {"expert": chance.choice([*row.experts]), "points": "22, 28, 26, 14"},
        "record_visit": {"visited_on": today},
        "answer_objection": {"objection": "0"},
        "draft_survey": {"questions": QUESTIONS},
        "fix_frame": {"strata": "川汇区，短信，6000", "kinds": []},
        "issue_document": {"since": today},
        "file_upward": {"filed_on": today},
        "ask_countersign": {"signer": town.city_second.officer_id, "question": "是否符合条件"},
    }


@contextmanager
def rolled_back() -> Iterator[None]:
    """Every example begins from the same scene."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.mark.parametrize("start", list(STARTS))
@given(seed=st.integers(0, 2**32))
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_what_must_hold_holds(town: Town, start: str, seed: int) -> None:
    with rolled_back():
        row = STARTS[start](town)
        experts = town.experts()
        people = [town.city, town.city_second, town.city_head, town.county, town.county_head, town.world.enterprise]
        walk = random_walk(row, people, random.Random(seed), steps=14, values=values(town, experts))
        assert walk.row.state in walk.row.states
