"""Every procedure of the room by random acts: whatever is offered and done, what must always hold holds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.planning.tests.programmes import QUESTIONS, Town
from hengjian.kernel.principal import Principal
from hengjian.kernel.tests.walking import whatever_is_done

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


def values(town: Town) -> dict[str, Any]:
    """What chance alone would rarely hit upon."""
    today, experts = timezone.localdate().isoformat(), town.experts()
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


class Scene(Town):
    """The town with everybody who may act in it."""

    @property
    def people(self) -> list[Principal]:
        return [self.city, self.city_second, self.city_head, self.county, self.county_head, self.world.enterprise]


@pytest.fixture
def scene() -> Scene:
    return Scene()


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values)
