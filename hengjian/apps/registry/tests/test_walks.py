"""Every procedure of the register under random acts: the register stays whole."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hengjian.apps.registry.models import EntityVersion, MarketEntity
from hengjian.apps.registry.rules.exits import LEFT
from hengjian.kernel.models import PaperRecord, Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.tests.walking import whatever_is_done

from . import exits
from .builders import act, company_filing, entity, identified, identity_number
from .exits import business, do, in_days, member, restated, shown, signers
from .test_changes import company, holders, reducing

pytestmark = pytest.mark.django_db


class Scene(exits.Scene):
    """The people of the exits, and a company whose shareholders change things."""

    @property
    def people(self) -> tuple[Principal, ...]:
        world = self.world
        officers = (world.officer, world.colleague, world.head, world.stranger)
        return (*officers, self.agent, self.creditor, self.tax)

    def changing(self, verb: str, **given: Any) -> Procedure:
        """A matter about the company with two shareholders, opened by who acts for it."""
        firm = entity(company())
        owner = member(self.world.enterprise, firm)
        self.agent = owner
        given = reducing(owner, firm) if verb.endswith("reduce_capital") else given | {"subject": firm.pk}
        return act(owner, verb, **given)


def _simplified(scene: Scene) -> Procedure:
    given = {"subject": scene.firm.pk, "reason": "决议解散", "signers": signers(), "promise": True}
    return do("deregistration.apply_to_leave", None, scene.agent, **given).proceeding


def _individual(scene: Scene) -> Procedure:
    shop = business()
    agent = member(scene.agent, shop)
    given = {"subject": shop.pk, "reason": "不再经营", "promise": True}
    return do("deregistration.apply_to_leave", None, agent, **given).proceeding


def _dormancy(scene: Scene) -> Procedure:
    given = {"subject": scene.firm.pk, "cause": "自然灾害", "since": in_days(0), "until": in_days(20), "promise": True}
    given |= {"service_address": "周口市川汇区交通大道12号"}
    return do("dormancy.file_dormancy", None, scene.agent, **given).proceeding


def _liquidation(scene: Scene) -> Procedure:
    given = {"subject": scene.firm.pk, "cause": "resolution", "dissolved_on": in_days(-20)}
    return do("liquidation.dissolve", None, scene.agent, **given).proceeding


def _cancellation(scene: Scene) -> Procedure:
    given = {"subject": scene.firm.pk, "story": "本人身份证遗失后被冒用登记为法定代表人"}
    return do("cancellation.complain", None, scene.creditor, **given).proceeding


def _old(scene: Scene) -> Subject:
    old = entity(day=date(2018, 5, 2))
    restated(old, "licence_revoked", date(2020, 6, 1))
    return old


def _compulsory(scene: Scene) -> Procedure:
    old = _old(scene)
    return do("compulsory_deregistration.start", None, scene.world.officer, subject=old.pk).proceeding


def _restoration(scene: Scene) -> Procedure:
    row = _compulsory(scene)
    do("compulsory_deregistration.end_announcement", row.pk)
    do("compulsory_deregistration.decide", row.pk, scene.world.head)
    given = {"subject": row.subject_id, "ground": "compulsory", "story": "公司尚有未了结的诉讼，需恢复主体资格"}
    return do("restoration.ask_back", None, scene.creditor, **given).proceeding


def _annotation(scene: Scene) -> Procedure:
    given = {"subject": scene.firm.pk, "entry": "licence_revoked", "decided_on": "2025-01-15", "source": "川市监罚3号"}
    return do("annotation.propose", None, scene.world.officer, **given).proceeding


def _striking_off(scene: Scene) -> Procedure:
    for entry in ("unreachable", "no_tax_filing"):
        given = {"subject": scene.firm.pk, "entry": entry, "decided_on": "2024-10-01", "source": "川异常1号"}
        row = do("annotation.propose", None, scene.world.officer, **given).proceeding
        do("annotation.enter", row.pk, scene.world.head)
    return do("striking_off.notify", None, scene.world.officer, subject=scene.firm.pk).proceeding


def _called(scene: Scene) -> Procedure:
    row = _liquidation(scene)
    do("liquidation.form_group", row.pk, scene.agent, formed_on=in_days(0), head="何小满")
    return do("liquidation.call_creditors", row.pk, scene.agent).proceeding


def _claim(scene: Scene) -> Procedure:
    _called(scene)
    call = shown(scene.firm, "creditor_call").pk
    given = {"announcement": call, "creditor": "吴可", "amount": "1.00", "ground": "供货合同尾款"}
    return do("claim.file", None, scene.creditor, **given).proceeding


def _objection(scene: Scene) -> Procedure:
    old = _compulsory(scene).subject
    given = {"announcement": shown(old, "compulsory_announcement").pk, "capacity": "creditor", "reason": "尚欠工程款"}
    return do("objection.file", None, scene.creditor, **given).proceeding


def _one_stop(scene: Scene) -> Procedure:
    given = {"subject": scene.firm.pk, "departments": ["tax"]}
    return do("one_stop_exit.apply_everywhere", None, scene.agent, **given).proceeding


def _cleanup(scene: Scene) -> Procedure:
    _old(scene)
    return do("cleanup.open_batch", None, scene.world.officer, criterion="revoked").proceeding


def _company(scene: Scene) -> Procedure:
    identified(scene.agent, "何小满", identity_number(71))
    return act(scene.agent, "establishment.file_company", **company_filing(scene.agent))


def _division(scene: Scene) -> Procedure:
    shares = holders(("何小满", 71, "500000"), ("白露", 72, "300000"))
    new = {"name": "周口市川汇区样岫商贸有限公司", "capital": "200000", "premises": "川汇区新址路二号"}
    given = {"decided_on": "2026-01-05", "capital": "800000", "shares": shares, "promise": True}
    return scene.changing("reorganisation.divide", founded=[new | {"representative": "白露"}], **given)


MOVE = {"division": "411624", "premises": "沈丘县颍河大道八号", "promise": True}
CONTROL = {"controls": [{"name": "白露", "by": "fact"}], "promise": True}
STARTS: dict[str, Callable[[Scene], Procedure]] = {
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
    "establishment": _company,
    "change": lambda s: s.changing("change.change_term", term_until="2056-01-01", promise=True),
    "capital_reduction": lambda s: s.changing("capital_reduction.reduce_capital"),
    "reorganisation": _division,
    "relocation": lambda s: s.changing("relocation.move", **MOVE),
    "filing": lambda s: s.changing("filing.file_control", **CONTROL),
}


def values(scene: Scene) -> dict[str, Any]:
    """What chance alone would rarely hit upon."""
    return {
        "record_confirmation": {"name": "白露", "how": "face", "reason": "本人到场一致"},
        "record_demand": {"creditor": "某银行", "demand": "请求担保"},
        "settle_demand": {"creditor": "某银行", "answer": "已担保"},
        "keep_file": {"ground": "case", "document": "川案〔2026〕0001号"},
        "transfer": {"authority": "411624", "reason": "管辖"},
    }


@pytest.fixture
def scene() -> Scene:
    return Scene()


def whole(scene: Scene) -> None:
    """An entity stands as its newest version says, and one that has left has no valid licence."""
    with acting_as(CLOCKWORK):
        for one in MarketEntity.objects.select_related("subject"):
            subject: Subject = one.subject
            versions = EntityVersion.objects.filter(subject=subject).order_by("-effective_on", "-recorded_at", "-pk")
            newest = versions[0].items
            assert newest["status"] == subject.status
            assert one.representative == newest["representative"]
            assert (subject.closed_on is not None) is (subject.status in LEFT)
            licences = PaperRecord.objects.filter(subject=subject, template="registry.licence", ended_at=None)
            assert subject.status not in LEFT or not licences.exists()


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values, steps=10, whole=whole)
