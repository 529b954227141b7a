"""Every procedure of resting and leaving under random acts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hengjian.kernel.models import Subject
from hengjian.kernel.procedure import Procedure

from . import walks
from .builders import entity
from .exits import Scene, business, do, in_days, member, restated, shown, signers

pytestmark = pytest.mark.django_db
Start = Callable[[Scene], tuple[Procedure, Subject]]


def _simplified(scene: Scene) -> tuple[Procedure, Subject]:
    given = {"subject": scene.firm.pk, "reason": "决议解散", "signers": signers(), "promise": True}
    return do("deregistration.apply_to_leave", None, scene.agent, **given).proceeding, scene.firm


def _individual(scene: Scene) -> tuple[Procedure, Subject]:
    shop = business()
    agent = member(scene.agent, shop)
    given = {"subject": shop.pk, "reason": "不再经营", "promise": True}
    return do("deregistration.apply_to_leave", None, agent, **given).proceeding, shop


def _dormancy(scene: Scene) -> tuple[Procedure, Subject]:
    given = {"subject": scene.firm.pk, "cause": "自然灾害", "since": in_days(0), "until": in_days(20), "promise": True}
    row = do(
        "dormancy.file_dormancy", None, scene.agent, **given, service_address="周口市川汇区交通大道12号"
    ).proceeding
    return row, scene.firm


def _liquidation(scene: Scene) -> tuple[Procedure, Subject]:
    given = {"subject": scene.firm.pk, "cause": "resolution", "dissolved_on": in_days(-20)}
    return do("liquidation.dissolve", None, scene.agent, **given).proceeding, scene.firm


def _cancellation(scene: Scene) -> tuple[Procedure, Subject]:
    given = {"subject": scene.firm.pk, "story": "本人身份证遗失后被冒用登记为法定代表人"}
    return do("cancellation.complain", None, scene.creditor, **given).proceeding, scene.firm


def _old(scene: Scene) -> Subject:
    old = entity(day=date(2018, 5, 2))
    restated(old, "licence_revoked", date(2020, 6, 1))
    return old


def _compulsory(scene: Scene) -> tuple[Procedure, Subject]:
    old = _old(scene)
    return do("compulsory_deregistration.start", None, scene.world.officer, subject=old.pk).proceeding, old


def _restoration(scene: Scene) -> tuple[Procedure, Subject]:
    row, old = _compulsory(scene)
    do("compulsory_deregistration.end_announcement", row.pk)
    do("compulsory_deregistration.decide", row.pk, scene.world.head)
    given = {"subject": old.pk, "ground": "compulsory", "story": "公司尚有未了结的诉讼，需恢复主体资格"}
    return do("restoration.ask_back", None, scene.creditor, **given).proceeding, old


def _annotation(scene: Scene) -> tuple[Procedure, Subject]:
    given = {"subject": scene.firm.pk, "entry": "licence_revoked", "decided_on": "2025-01-15", "source": "川市监罚3号"}
    return do("annotation.propose", None, scene.world.officer, **given).proceeding, scene.firm


def _striking_off(scene: Scene) -> tuple[Procedure, Subject]:
    for entry in ("unreachable", "no_tax_filing"):
        given = {"subject": scene.firm.pk, "entry": entry, "decided_on": "2024-10-01", "source": "川异常1号"}
        row = do("annotation.propose", None, scene.world.officer, **given).proceeding
        do("annotation.enter", row.pk, scene.world.head)
    return do("striking_off.notify", None, scene.world.officer, subject=scene.firm.pk).proceeding, scene.firm


def _called(scene: Scene) -> Procedure:
    row, _firm = _liquidation(scene)
    do("liquidation.form_group", row.pk, scene.agent, formed_on=in_days(0), head="何小满")
    return do("liquidation.call_creditors", row.pk, scene.agent).proceeding


def _claim(scene: Scene) -> tuple[Procedure, Subject]:
    _called(scene)
    call = shown(scene.firm, "creditor_call").pk
    given = {"announcement": call, "creditor": "吴可", "amount": "1.00", "ground": "供货合同尾款"}
    return do("claim.file", None, scene.creditor, **given).proceeding, scene.firm


def _objection(scene: Scene) -> tuple[Procedure, Subject]:
    _row, old = _compulsory(scene)
    given = {"announcement": shown(old, "compulsory_announcement").pk, "capacity": "creditor", "reason": "尚欠工程款"}
    return do("objection.file", None, scene.creditor, **given).proceeding, old


def _one_stop(scene: Scene) -> tuple[Procedure, Subject]:
    given = {"subject": scene.firm.pk, "departments": ["tax"]}
    return do("one_stop_exit.apply_everywhere", None, scene.agent, **given).proceeding, scene.firm


def _cleanup(scene: Scene) -> tuple[Procedure, Subject]:
    old = _old(scene)
    return do("cleanup.open_batch", None, scene.world.officer, criterion="revoked").proceeding, old


STARTS: dict[str, Start] = {
    "simplified": _simplified,
    "individual": _individual,
    "dormancy": _dormancy,
    "liquidation": _liquidation,
    "claim": _claim,
    "cancellation": _cancellation,
    "compulsory": _compulsory,
    "restoration": _restoration,
    "striking_off": _striking_off,
    "annotation": _annotation,
    "objection": _objection,
    "one_stop": _one_stop,
    "cleanup": _cleanup,
}


@pytest.mark.parametrize("name", list(STARTS))
def test_whoever_does_whatever_it_stays_whole(name: str) -> None:
    scene = Scene()
    world = scene.world
    people = [world.officer, world.colleague, world.head, world.stranger, scene.agent, scene.creditor, scene.tax]
    known: dict[str, Any] = {"authority": "411602", "officer": world.colleague.officer_id, "part": 0}

    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def walked(data: st.DataObject) -> None:
        walks.walk(lambda: STARTS[name](scene), people, known, data.draw)

    walked()
