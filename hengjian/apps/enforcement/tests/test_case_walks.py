"""What runs beside a case by random acts: oversight, disputes, penalties of persons, the party's side and its requests."""

from collections.abc import Callable
from typing import Any

import pytest

from hengjian.apps.enforcement.procedures import CaseOversight, PartyRequest
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.tests.walking import whatever_is_done

from .stage import CaseStage, make_stage
from .test_oversight import listed
from .test_persons import row_of, told
from .test_sides import says, side_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> CaseStage:
    return make_stage()


def oversight(stage: CaseStage) -> Any:
    pk = listed(stage)
    with acting_as(CLOCKWORK):
        return CaseOversight.objects.get(pk=pk)


def dispute(stage: CaseStage) -> Any:
    given = {"case": stage.filed().pk, "authority": "411624", "reason": "违法行为发生地和住所地不一致"}
    return stage.do(stage.world.head, "enter_dispute", room="jurisdiction_dispute", **given).proceeding


def side(stage: CaseStage) -> Any:
    return side_of(stage.noticed(), penalty_id=None)


def request(stage: CaseStage) -> Any:
    stage.noticed()
    says(stage, "ask_inspection", grounds="查阅全部案卷材料")
    with acting_as(CLOCKWORK):
        return PartyRequest.objects.get(case_id=stage.pk)


STARTS: dict[str, Callable[[CaseStage], Any]] = {
    "oversight": oversight,
    "dispute": dispute,
    "penalty of a person": lambda stage: row_of(told(stage)),
    "side of the party": side,
    "request of the party": request,
}


def values(stage: CaseStage) -> Any:
    """What chance alone would rarely hit upon."""
    return {
        "designate_one": {"authority": "411602", "reason": "由川汇区管辖为宜"},
        "transfer": {"authority": "4116", "reason": "由上级办理"},
        "ask_countersign": {"signer": stage.world.colleague.officer_id, "question": "是否同意"},
        "grant_request": {"open_until": "2099-12-31", "withheld": []},
        "serve_person_notice": {"way": "direct", "receiver": "王小明"},
        "serve_person": {"way": "direct", "receiver": "王小明"},
    }


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values, steps=8)
