"""What a filing is measured by besides its form: negative lists, industry, investors, promoters; and who is told of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from hengjian.apps.registry.actions import exchange
from hengjian.apps.registry.models import Dispatch
from hengjian.apps.registry.procedures import BarrierReport, Objection
from hengjian.apps.registry.queries import support
from hengjian.apps.registry.rules import establishment, persons
from hengjian.apps.registry.rules.items import Place, Share
from hengjian.apps.registry.rules.persons import Person
from hengjian.kernel.law import LawOn
from hengjian.kernel.principal import APPLICANT, CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete
from hengjian.kernel.testing import World, make_world

from .builders import act, company_filing, company_items, entity, examined, filed, identity_number, own
from .exits import Scene, do, shown, simplified

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
CAFE, TOBACCO, DINNER = "HJR9013L01", "HJF5227L01", "HJH6200L01"


# ---- negative lists ----


def test_what_a_list_forbids_is_refused_before_it_is_filed(world: World) -> None:
    with pytest.raises(Incomplete) as refused:
        filed(world.enterprise, scope=CAFE, premises="周口市川汇区幸福小区三号楼")
    assert refused.value.article.startswith("《互联网上网服务营业场所管理条例》")
    assert list(refused.value.fields) == ["premises"]


def test_what_a_list_binds_to_a_condition_an_officer_looks_at(world: World) -> None:
    done = examined(filed(world.enterprise, scope=DINNER, premises="周口市川汇区幸福小区一单元"))
    assert done.proceeding.state == "review"
    assert ("premises", False) in {(d["field"], d["bars"]) for d in done.proceeding.doubts}


def test_a_permit_that_comes_after_the_licence_stops_no_registration(world: World) -> None:
    assert examined(filed(world.enterprise, scope=DINNER)).proceeding.state == "approved"


def test_a_change_of_premises_and_a_further_site_are_measured_too(world: World) -> None:
    items = company_items(scope_codes=(CAFE,))
    with acting_as(CLOCKWORK):
        assert support.against_filing(items, DAY) == ()
        more = items.model_copy(update={"places": (*items.places, Place(address="幸福小区", division="411602"))})
        assert [g.field for g in support.against_filing(more, DAY)] == ["premises"]
    firm, agent = own(world.enterprise, items)
    given = {"subject": firm.pk, "promise": True, "decided_on": timezone.localdate(), "materials": []}
    with pytest.raises(Incomplete) as refused:
        act(agent, "change.change_domicile", division="411602", premises="周口市川汇区幸福小区", **given)
    assert "premises" in refused.value.fields
    with pytest.raises(Incomplete):
        act(agent, "filing.file_sites", sites=[{"address": "周口市川汇区幸福小区"}], **given)


def test_foreign_capital_is_kept_out_of_what_its_list_forbids() -> None:
    items = company_items(scope_codes=(TOBACCO,))
    with acting_as(CLOCKWORK):
        assert support.against_filing(items, DAY) == ()
        found = support.against_filing(items.model_copy(update={"type_code": "5110"}), DAY)
    assert [(g.field, g.bars) for g in found] == [("scope", True)]


# ---- what is only told, and what an officer sees ----


@pytest.mark.parametrize(
    ("named", "industries", "told"),
    [
        ("H62 餐饮业", ("H6210",), False),
        ("F51 批发业", ("F5299",), False),
        ("H62 餐饮业", ("A0111",), True),
        ("", ("A0111",), False),
        ("H62 餐饮业", (), False),
    ],
)
def test_a_name_beside_its_business_is_told_and_registered(named: str, industries: tuple[str, ...], told: bool) -> None:
    ground = establishment.industry(named, industries, LawOn(DAY))
    assert bool(ground) is told
    assert ground is None or not ground.bars


def test_at_least_half_of_the_promoters_live_in_china() -> None:
    home = [Person("shareholder", f"甲{n}", identity_number(n)) for n in range(2)]
    away = [Person("shareholder", f"乙{n}", f"E1234567{n}") for n in range(3)]
    law = LawOn(DAY)
    assert persons.residence([*home, *away[:2]], law) is None
    ground = persons.residence([*home, *away], law)
    assert ground is not None
    assert not ground.bars


def test_a_branch_filed_late_is_told_so_and_registered() -> None:
    law, day = LawOn(DAY), DAY
    assert establishment.late(day - timedelta(days=30), day, "registry.branch_registration", law) is None
    ground = establishment.late(day - timedelta(days=31), day, "registry.branch_registration", law)
    assert ground is not None
    assert ground.field in establishment.TOLD


# ---- investors ----


def test_a_shareholders_own_name_does_not_stand_in_the_way_of_its_daughter(world: World) -> None:
    parent = entity(company_items(name="周口市川汇区样岚贸易有限公司", trade_name="样岚"))
    given: dict[str, Any] = company_filing(world.enterprise)
    with pytest.raises(Incomplete) as refused:
        act(world.enterprise, "establishment.file_company", **given)
    assert "name" in refused.value.fields
    holder = given["shares"][0] | {"name": parent.name, "number": parent.code}
    row = act(world.enterprise, "establishment.file_company", **given | {"shares": [holder, given["shares"][1]]})
    assert row.state == "signing"


# ---- who is told ----


def test_the_report_on_foreign_investment_goes_to_commerce_with_the_registration(world: World) -> None:
    exchange.announce()
    shares = (Share(name="ACME Ltd", subscribed=1000000, due_on=date(2028, 1, 1)),)
    entity(company_items(type_code="5110", name="周口样泰咨询有限公司", shares=shares))
    entity(company_items(name="周口样丰咨询有限公司"))
    exchange.announce()
    with acting_as(CLOCKWORK):
        told = Dispatch.objects.get(topic="report.foreign_investment")
    assert (told.partner, told.payload["report"]) == ("commerce", "initial")
    assert told.payload["investors"] == [{"name": "ACME Ltd", "subscribed": "1000000", "paid": "0"}]


def test_an_authority_that_is_silent_on_a_move_is_looked_into_from_above(world: World) -> None:
    firm, agent = own(world.enterprise)
    given = {"subject": firm.pk, "division": "411624", "premises": "周口市沈丘县兆丰大道9号", "promise": True}
    row = act(agent, "relocation.move", **given)
    moved = act(CLOCKWORK, "relocation.hand_over_by_time", row.pk)
    assert moved.state == "entry"
    said = {"matter": row.pk, "against": "周口市川汇区市场监督管理局", "above": "4116"}
    report = act(CLOCKWORK, "barrier_report.note_silence", **said)
    with acting_as(world.city):
        found = BarrierReport.objects.get(pk=report.pk)
        assert (found.code, found.kind, found.state, found.subject_id) == ("4116", "relocation", "looking", None)
        assert found.parties.filter(role=APPLICANT, principal=f"subject:{firm.pk}").exists()


# ---- objecting without an account ----


def test_somebody_without_an_account_objects_and_asks_by_code_and_phone() -> None:
    scene = Scene()
    cache.clear()
    simplified(scene)
    notice = shown(scene.firm, "simple_deregistration")
    there, typed = f"/announcements/{notice.pk}/object/", {"objector": "吴可", "capacity": "creditor"}
    assert Client().get(there).status_code == 200
    assert Client().post(there, typed | {"phone": "1380", "reason": "欠货款未付清"}).status_code == 422
    sent = Client().post(there, typed | {"phone": "13800000009", "reason": "欠货款一万二千元未付"})
    with acting_as(CLOCKWORK):
        row = Objection.objects.get()
    assert row.inquiry_code in sent.content.decode()
    assert Client().post(there, typed | {"phone": "13800000009", "reason": "再次提出异议"}).status_code == 409
    done = do("objection.pass_on", row.pk).proceeding
    assert done.state == "checking"
    asked = {"code": row.inquiry_code.lower(), "phone": "13800000009"}
    assert str(done.stage.label) in Client().post("/objections/", asked).content.decode()
    assert row.number not in Client().post("/objections/", asked | {"phone": "13800000001"}).content.decode()
    do("objection.uphold", row.pk, scene.world.officer)


def test_who_tries_too_often_is_told_to_wait() -> None:
    make_world()
    cache.clear()
    answers = [Client().post("/objections/", {"code": f"{n}", "phone": "13800000001"}).status_code for n in range(22)]
    assert answers[:20] == [200] * 20
    assert answers[20:] == [403, 403]
    cache.clear()
