"""简易注销: who may, who may object, what bars, and what comes after (Regulation, art. 33; Rules, arts. 47-49)."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from hengjian.apps.registry.models import Holding, Remark
from hengjian.apps.registry.procedures import Deregistration
from hengjian.apps.registry.rules.exits import Hindrance, LeavingFacts, simple_deregistration
from hengjian.kernel import tokens
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Paper
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound, TooLate

from .builders import entity, leaving
from .exits import Scene, business, do, member, now, restated, shown, simplified, status_of, user_of

pytestmark = pytest.mark.django_db
LAW = LawOn(date(2026, 11, 20))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_company_is_public_for_twenty_days_then_has_twenty_to_apply(scene: Scene) -> None:
    row = simplified(scene).proceeding
    assert (row.state, row.due_limit) == ("announced", "registry.simple_deregistration_publicity")
    announced = shown(scene.firm, "simple_deregistration")
    assert announced.body["objections_until"] == row.due.astimezone().date().isoformat()
    row = do("deregistration.open_application", row.pk).proceeding
    assert (row.state, row.due_limit) == ("applying", "registry.simple_deregistration_apply")
    do("deregistration.apply_for_exit", row.pk, scene.agent)
    assert do("deregistration.decide", row.pk).proceeding.state == "done"
    assert status_of(scene.firm) == "deregistered"


def test_who_does_not_apply_in_the_twenty_days_begins_anew(scene: Scene) -> None:
    row = simplified(scene).proceeding
    do("deregistration.open_application", row.pk)
    assert do("deregistration.let_lapse", row.pk).proceeding.state == "lapsed"
    assert status_of(scene.firm) == "registered"
    assert simplified(scene).proceeding.state == "announced"


def test_an_individual_business_is_put_to_the_departments_and_not_published(scene: Scene) -> None:
    shop = business()
    row = leaving(member(scene.agent, shop), shop.pk).proceeding
    assert (row.state, row.due_limit) == ("publicity", "registry.individual_simple_deregistration")
    with acting_as(CLOCKWORK):
        assert not Disclosure.objects.filter(subject=shop).exists()
    assert do("deregistration.complete", row.pk).proceeding.state == "done"


def test_all_shareholders_sign_the_promise(scene: Scene) -> None:
    with pytest.raises(Incomplete) as refused:
        simplified(scene, signers=[{"name": "何小满", "id_number": "110101199003070716"}])
    assert "白露" in refused.value.fields["signers"]
    assert "第四十七条" in refused.value.fields["signers"]


@pytest.mark.parametrize("kind", ["share_pledge", "share_freeze", "chattel_mortgage", "unreachable"])
def test_what_is_remarked_in_the_register_bars_it(scene: Scene, kind: str) -> None:
    with acting_as(CLOCKWORK):
        Remark.objects.create(subject=scene.firm, kind=kind, detail="某", source="某", since=date(2025, 1, 1))
    with pytest.raises(Incomplete) as refused:
        simplified(scene)
    assert "第四十八条" in refused.value.article


def test_shares_held_in_another_firm_bar_it(scene: Scene) -> None:
    other = entity()
    with acting_as(CLOCKWORK):
        Holding.objects.create(subject=other, holder=scene.firm, name=scene.firm.name, subscribed=1)
    with pytest.raises(Incomplete) as refused:
        simplified(scene)
    assert other.name in refused.value.fact


@pytest.mark.parametrize("status", ["licence_revoked", "ordered_closed", "struck_off", "registration_cancelled"])
def test_who_has_lost_the_licence_may_not_go_the_simplified_way(status: str) -> None:
    assert simple_deregistration(LeavingFacts(status), LAW).barred


def test_a_dormant_firm_may_leave() -> None:
    assert simple_deregistration(LeavingFacts("dormant"), LAW).clear


def test_what_another_room_knows_bars_it() -> None:
    facts = LeavingFacts("registered", hindrances=(Hindrance("unpaid_fine", "罚款5000元未缴"),))
    (ground,) = simple_deregistration(facts, LAW).grounds
    assert ground.fact == "罚款5000元未缴"


def test_what_arises_during_the_publicity_bars_it_at_the_end(scene: Scene) -> None:
    row = simplified(scene).proceeding
    do("deregistration.open_application", row.pk)
    with acting_as(CLOCKWORK):
        Remark.objects.create(
            subject=scene.firm, kind="share_freeze", detail="", source="（2026）豫1602执1号", since=date(2026, 1, 1)
        )
    do("deregistration.apply_for_exit", row.pk, scene.agent)
    assert do("deregistration.decide", row.pk).proceeding.state == "barred"
    assert status_of(scene.firm) == "registered"
    with acting_as(CLOCKWORK):
        assert Paper.objects.filter(proceeding_id=row.pk, template="registry.simple_end").count() == 1


# ---- objections ----


def objected(scene: Scene, capacity: str = "creditor", who: Any = None) -> Any:
    given = {"announcement": shown(scene.firm, "simple_deregistration").pk, "capacity": capacity}
    return do("objection.file", None, who or scene.creditor, reason="尚欠货款三万元未付", **given)


def test_a_creditor_objects_on_the_public_page_and_the_simplified_way_ends(scene: Scene) -> None:
    row = simplified(scene).proceeding
    filed = objected(scene).proceeding
    assert do("objection.pass_on", filed.pk).proceeding.state == "upheld"
    ended = do("deregistration.end_by_objection", row.pk, capacity="creditor", objection="尚欠货款三万元未付")
    assert (ended.proceeding.state, ended.proceeding.objector) == ("objected", "creditor")
    assert status_of(scene.firm) == "registered"


def test_an_objection_of_the_last_minute_stops_the_clock_until_it_is_passed_on(scene: Scene) -> None:
    row = simplified(scene).proceeding
    objected(scene)
    with pytest.raises(Conflict):
        do("deregistration.open_application", row.pk)
    assert now(row.pk).state == "announced"


def test_after_the_publicity_nobody_objects_any_more(scene: Scene, as_owner: Any) -> None:
    simplified(scene)
    announced = shown(scene.firm, "simple_deregistration")
    with as_owner():
        Disclosure.objects.filter(pk=announced.pk).update(body=announced.body | {"objections_until": "2026-01-01"})
    with pytest.raises(TooLate) as refused:
        objected(scene)
    assert "2026-01-01" in refused.value.fact


def test_nobody_passes_for_a_department(scene: Scene) -> None:
    simplified(scene)
    with pytest.raises(NotAllowed):
        objected(scene, "department")
    assert objected(scene, "department", scene.tax).proceeding.state == "received"


def key_of(who: Any) -> dict[str, str]:
    with acting_as(CLOCKWORK):
        return {"Authorization": f"Bearer {tokens.issue(user_of(who), 'test', ('read', 'act'))}"}


def post(path: str, body: dict[str, Any], who: Any) -> Any:
    return Client().post(
        f"/api/v1/registry{path}", json.dumps(body), content_type="application/json", headers=key_of(who)
    )


def test_a_department_objects_with_its_key_where_it_was_asked(scene: Scene) -> None:
    shop = business()
    row = leaving(member(scene.agent, shop), shop.pk).proceeding
    listed = Client().get("/api/v1/registry/deregistration/?state=publicity", headers=key_of(scene.tax)).json()
    assert [item["id"] for item in listed["items"]] == [row.pk]
    answer = post(f"/deregistration/{row.pk}/object_to", {"objection": "尚有应纳税款未结清"}, scene.tax)
    assert answer.status_code == 200, answer.content
    assert now(row.pk).state == "objected"
    assert now(row.pk).objector == "tax"


def test_a_stranger_with_a_key_cannot(scene: Scene) -> None:
    row = simplified(scene).proceeding
    answer = post(f"/deregistration/{row.pk}/object_to", {"objection": "与我无关的异议"}, scene.creditor)
    assert answer.status_code == 404
    with pytest.raises(NotAllowed):
        do("deregistration.object_to", row.pk, scene.agent, objection="自己异议自己")


def test_the_rest_of_the_world_does_not_see_it(scene: Scene) -> None:
    row = simplified(scene).proceeding
    with pytest.raises(NotFound):
        do("deregistration.record_objection", row.pk, scene.world.stranger, department="tax", objection="欠税未结清")


def test_a_second_application_says_how_the_cause_of_the_objection_was_removed(scene: Scene) -> None:
    row = simplified(scene).proceeding
    do("deregistration.record_objection", row.pk, scene.world.officer, department="tax", objection="欠税未结清")
    again = simplified(scene).proceeding
    assert again.state == "barred"
    assert "欠税未结清" in again.doubts[0]["fact"]
    assert simplified(scene, cause_gone="税款已于本月十日缴清").proceeding.state == "announced"


def test_one_at_a_time(scene: Scene) -> None:
    simplified(scene)
    with pytest.raises(Incomplete):
        simplified(scene)
    with acting_as(CLOCKWORK):
        assert Deregistration.objects.count() == 1


# ---- revoked again, since the promise was false ----


def test_a_deregistration_by_a_false_promise_is_revoked_and_the_signers_answer_for_it(scene: Scene) -> None:
    row = simplified(scene).proceeding
    do("deregistration.open_application", row.pk)
    do("deregistration.apply_for_exit", row.pk, scene.agent)
    do("deregistration.decide", row.pk)
    given = {"subject": scene.firm.pk, "ground": "false_promise", "story": "注销时尚欠货款三万元，有对账单为证"}
    asked = do("restoration.ask_back", None, scene.creditor, **given).proceeding
    done = do("restoration.restore", asked.pk, scene.world.head).proceeding
    assert [p["name"] for p in done.liable] == ["何小满", "白露"]
    assert status_of(scene.firm) == "registered"
    with acting_as(CLOCKWORK):
        templates = set(Paper.objects.filter(proceeding_id=asked.pk).values_list("template", flat=True))
    assert templates == {"registry.restoration", "registry.licence"}


def test_who_has_not_left_is_not_restored(scene: Scene) -> None:
    given = {"subject": scene.firm.pk, "ground": "compulsory", "story": "公司仍在经营，要求恢复登记"}
    with pytest.raises(Incomplete):
        do("restoration.ask_back", None, scene.creditor, **given)
    restated(scene.firm, "licence_revoked", date(2025, 1, 1))
    with pytest.raises(Incomplete):
        do("restoration.ask_back", None, scene.creditor, **given)
