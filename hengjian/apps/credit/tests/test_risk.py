"""Classes in the database: facts of the rooms, one subject or all, changes, appeals, versions, who sees and who looked."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hengjian.apps.credit.actions import reclassify, reclassify_all
from hengjian.apps.credit.actions.risk_ratings import Rating, take_ratings
from hengjian.apps.credit.models import (
    OutsideRating,
    RatingBody,
    RiskChange,
    RiskGrade,
    RiskLook,
    RiskSetAside,
    RiskShare,
)
from hengjian.apps.credit.queries import risk_facts
from hengjian.apps.credit.queries.risk_system import packaged, system_on
from hengjian.apps.credit.tasks import reclassify_one
from hengjian.apps.registry.tests.builders import examined, filed
from hengjian.kernel import tokens
from hengjian.kernel.models import Proceeding, Subject, User
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as, step_back
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World, again, make_world, officer, signed_in

pytestmark = pytest.mark.django_db
NAMES = ("周口市川汇区样禾餐饮店", "周口市川汇区样瑞百货店", "周口市川汇区样丰建材店")


@pytest.fixture(autouse=True)
def lake(tmp_path: Path, settings: LazySettings) -> Path:
    settings.HENGJIAN_LAKE = tmp_path
    return tmp_path


@pytest.fixture
def world() -> World:
    made = make_world()
    for name in NAMES:
        examined(filed(made.enterprise, name=name))
    made.enterprise = again(made.enterprise)
    return made


def subject(name: str = NAMES[0]) -> Subject:
    with acting_as(CLOCKWORK):
        return Subject.objects.get(name=name)


def grade(name: str = NAMES[0]) -> RiskGrade:
    with acting_as(CLOCKWORK):
        return RiskGrade.objects.get(subject__name=name)


def revoke(name: str = NAMES[0]) -> Subject:
    """A fact of the register that fixes class D by itself (floor F2)."""
    with acting_as(CLOCKWORK):
        Subject.objects.filter(name=name).update(status="licence_revoked", closed_on=timezone.localdate())
    return subject(name)


# ---- facts ----


def test_the_register_tells_what_it_knows_of_a_new_business(world: World) -> None:
    with acting_as(CLOCKWORK):
        facts = risk_facts.facts_now(subject().pk, packaged())
    assert facts is not None
    assert {k: facts[k] for k in ("B01", "B04", "B05", "B06", "B07", "D01", "D10", "R01", "state")} == {
        "B01": 0, "B04": "individual_business", "B05": "promise", "B06": 3, "B07": 3, "D01": 0, "D10": 0, "R01": 0,
        "state": "registered",
    }  # fmt: skip
    assert facts["D09"] == 0  # the permits' room has no row of it, and says that this means none
    assert facts.get("S09") is None  # no room tells of failed samples yet


def test_a_revoked_firm_of_the_same_head_is_a_fact_of_the_others(world: World) -> None:
    revoke(NAMES[1])
    with acting_as(CLOCKWORK):
        facts = risk_facts.facts_now(subject().pk, packaged())
    assert facts is not None
    assert (facts["B07"], facts["R01"]) == (2, 1)


def test_one_subject_and_all_at_once_give_the_same(world: World) -> None:
    revoke(NAMES[1])
    run = reclassify_all()
    assert (run.subjects, run.changed) == (3, 3)
    by_batch = {g.subject_id: (g.grade, g.score, g.coverage, g.inputs) for g in map(grade, NAMES)}
    with acting_as(CLOCKWORK):
        RiskGrade.objects.update(score=-1)
    for name in NAMES:
        reclassify(subject(name).pk, "act")
    assert {g.subject_id: (g.grade, g.score, g.coverage, g.inputs) for g in map(grade, NAMES)} == by_batch
    assert reclassify_all().changed == 0  # and nothing is written twice


def test_who_has_left_the_register_is_not_classed(world: World) -> None:
    with acting_as(CLOCKWORK):
        Subject.objects.filter(name=NAMES[2]).update(status="deregistered")
    assert reclassify(subject(NAMES[2]).pk, "act") is None
    assert reclassify_all().subjects == 2


# ---- changes ----


def test_a_change_is_kept_with_its_facts_and_warned_of(world: World) -> None:
    reclassify_all()
    with acting_as(CLOCKWORK):
        assert not RiskChange.objects.exists()  # a first class is no change
    before = grade()
    revoke()
    reclassify(subject().pk, "act")
    with acting_as(CLOCKWORK):
        change = RiskChange.objects.get()
    assert (change.was, change.grade, change.cause, change.warning) == (before.grade, "D", "act", True)
    assert (change.was_score, change.score) == (before.score, grade().score)


def test_shares_of_places_and_industries_are_counted(world: World) -> None:
    revoke()
    reclassify_all()
    with acting_as(CLOCKWORK):
        place = RiskShare.objects.get(kind="division")
        industries = list(RiskShare.objects.filter(kind="industry").values_list("a", "b", "c", "d"))
    assert (place.key, place.a + place.b, place.c, place.d) == ("411602", 2, 0, 1)
    assert sorted(map(sum, industries)) == [1, 1, 1]


# ---- right after an act ----


def jobs() -> list[int]:
    step_back()  # as a worker, which is in no scope
    found = ProcrastinateJob.objects.filter(task_name="credit.reclassify").order_by("id")
    return [job.args["subject"] for job in found]


def test_an_act_on_a_subject_asks_for_its_class_and_nobody_elses(world: World) -> None:
    assert set(jobs()) == {subject(name).pk for name in NAMES}


def test_of_two_waiting_jobs_one_does_it_for_both(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr("hengjian.apps.credit.tasks.risk.reclassify", lambda subject, cause: done.append(subject))
    one = jobs()[0]
    reclassify_one(one)
    assert done == []  # another waits, and will see the same facts
    reclassify_one(10**9)
    assert done == [10**9]


def test_a_new_fact_changes_one_class_and_no_other(world: World) -> None:
    reclassify_all()
    others = [(g.grade, g.score, g.graded_at) for g in map(grade, NAMES[1:])]
    revoke()
    assert reclassify(subject().pk, "act").grade == "D"
    assert [(g.grade, g.score, g.graded_at) for g in map(grade, NAMES[1:])] == others


# ---- who sees it ----


def test_officers_in_charge_and_the_subject_see_a_class_and_nobody_else(world: World) -> None:
    reclassify_all()
    pk = subject().pk
    for name, sees in {"officer": 3, "city": 3, "stranger": 0, "enterprise": 3, "citizen": 0}.items():
        with acting_as(getattr(world, name)):
            assert RiskGrade.objects.count() == sees, name
    with acting_as(world.nobody), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        RiskGrade.objects.count()
    assert signed_in(world.officer).get(f"/risk/{pk}/").status_code == 200
    assert signed_in(world.enterprise).get(f"/risk/{pk}/").status_code == 200
    assert signed_in(world.stranger).get(f"/risk/{pk}/").status_code == 404
    assert signed_in(world.citizen).get(f"/risk/{pk}/").status_code == 404
    assert Client().get(f"/risk/{pk}/").status_code == 302
    assert signed_in(world.enterprise).get("/risk/").status_code == 403


def test_no_public_page_or_answer_tells_a_class(world: World) -> None:
    revoke()
    reclassify_all()
    pk = subject().pk
    for address in (f"/subject/{pk}/", f"/api/v1/subjects/{pk}", f"/subjects/{pk}/"):
        text = Client().get(address, follow=True).content.decode()
        assert "信用风险" not in text
        assert grade().version not in text


def test_who_looked_is_shown_to_the_subject(world: World) -> None:
    reclassify_all()
    pk = subject().pk
    officer_page = signed_in(world.officer)
    officer_page.get(f"/risk/{pk}/")
    officer_page.get(f"/risk/{pk}/")
    with acting_as(CLOCKWORK):
        assert RiskLook.objects.filter(subject_id=pk).count() == 1  # once a day
    text = signed_in(world.enterprise).get(f"/risk/{pk}/").content.decode()
    assert world.officer.authority_name in text
    with acting_as(CLOCKWORK):
        assert RiskLook.objects.filter(subject_id=pk).count() == 1  # one's own look is none


# ---- appeals ----


def appeal(world: World, **values: Any) -> Done:
    given = {"subject": subject().pk, "asked": "class", "reason": "与实际情况不符", **values}
    with acting_as(world.enterprise):
        return perform("credit.risk_appeal.appeal", None, given, world.enterprise)


def test_a_doubtful_fact_is_set_aside_until_its_owner_has_corrected_it(world: World) -> None:
    reclassify_all()
    before = grade().score
    done = appeal(world, asked="fact", indicator="B05")
    with acting_as(world.officer):
        perform("credit.risk_appeal.set_fact_aside", done.proceeding.pk,
                {"owner": "登记机关", "answer": "已请登记机关核对住所材料"}, world.officer)  # fmt: skip
    reclassify(subject().pk, "act")
    assert "B05" not in grade().inputs
    assert grade().score == before - 2 * 40  # weight 2, band 40: by promise only
    reclassify_all()
    assert grade().score == before - 80  # the batch keeps to it too
    with acting_as(CLOCKWORK):
        RiskSetAside.objects.update(until=timezone.localdate() - timedelta(days=1))
    reclassify(subject().pk, "act")
    assert grade().score == before


def test_an_appeal_has_a_time_limit_and_only_one_runs_at_a_time(world: World) -> None:
    reclassify_all()
    done = appeal(world)
    with acting_as(CLOCKWORK):
        row = Proceeding.objects.get(pk=done.proceeding.pk)
    assert row.due_limit == "credit.risk_appeal"
    assert row.due is not None
    with pytest.raises(Conflict):
        appeal(world)


@pytest.mark.parametrize("values", [{"asked": "fact", "indicator": "S09"}, {"subject": 10**9}])
def test_an_appeal_about_nothing_of_ones_own_is_refused(world: World, values: dict[str, Any]) -> None:
    reclassify_all()
    with pytest.raises(Incomplete):
        appeal(world, **values)


def test_who_has_no_class_has_nothing_to_appeal_against(world: World) -> None:
    with pytest.raises(Conflict):
        appeal(world)


# ---- versions ----


def test_two_administrators_make_a_new_version(world: World) -> None:
    reclassify_all()
    before = grade()
    with acting_as(CLOCKWORK):
        second = officer("admin2", "4116", Role.ADMIN, name="管理员二")
    given = {"lines": "B05.weight = 4\nS01.weight = 4", "reason": "住所核查结果显示权重偏低"}
    with acting_as(world.admin):
        done = perform("credit.risk_revision.propose", None, given, world.admin)
        with pytest.raises(NotAllowed):
            perform("credit.risk_revision.put_in_force", done.proceeding.pk, {}, world.admin)
    with acting_as(second):
        perform("credit.risk_revision.put_in_force", done.proceeding.pk, {}, second)
        assert system_on().indicator("B05").weight == 4
    reclassify_all()
    assert grade().score == before.score + 2 * 40
    assert grade().version != before.version


def test_a_revision_that_breaks_the_system_is_refused(world: World) -> None:
    with acting_as(world.admin), pytest.raises(Incomplete) as refused:
        perform(
            "credit.risk_revision.propose", None, {"lines": "S01.weight = 60", "reason": "加大列异的权重"}, world.admin
        )
    assert "154" in refused.value.fields["lines"]


# ---- other bodies ----


def headers(who: Principal, *scopes: str) -> dict[str, str]:
    with acting_as(CLOCKWORK):
        return {"Authorization": f"Bearer {tokens.issue(User.objects.get(pk=who.user_id), 'risk', scopes)}"}


@pytest.fixture
def tax(world: World) -> Principal:
    with acting_as(CLOCKWORK):
        RatingBody.objects.create(
            user_id=world.citizen.user_id or 0,
            name="川汇区税务局",
            schemes=["tax"],
            division_code="411602",
            basis="协议",
        )
    return world.citizen


def test_ratings_of_a_body_come_in_with_their_source(world: World, tax: Principal) -> None:
    reclassify_all()
    body = {"ratings": [{"code": subject().code, "scheme": "tax", "value": "D", "given_on": "2026-04-30"}]}
    sent = [Client().post("/api/v1/credit/ratings", json.dumps(body), "application/json", headers=headers(tax, "act"))
            for _twice in range(2)]  # fmt: skip
    assert [(s.status_code, s.json()) for s in sent] == [(200, {"taken": 1})] * 2
    with acting_as(CLOCKWORK):
        kept = OutsideRating.objects.get()
    assert (kept.value, kept.source, kept.given_on, kept.key) == ("D", "川汇区税务局", date(2026, 4, 30), tax.id)


def test_the_tax_class_is_a_source_field_of_the_score_while_it_holds(world: World, tax: Principal) -> None:
    """C06 weighs one in a hundred: class D adds a hundred hundredths. What has run out counts no longer."""
    one, today = subject(), timezone.localdate()
    before = reclassify(one.pk, "act")
    assert before is not None
    assert "C06" not in grade().inputs
    take_ratings(tax, [Rating(one.code or "", "tax", "d", today - timedelta(days=30))])
    found = grade()
    assert (found.inputs["C06"], found.score - before.score, found.coverage - before.coverage) == ("D", 100, 1)
    reclassify_all()
    assert grade().inputs["C06"] == "D"  # over the lake as well
    take_ratings(tax, [Rating(one.code or "", "tax", "D", today - timedelta(days=30), today - timedelta(days=1))])
    assert "C06" not in grade().inputs


def test_a_body_brings_its_own_ratings_only(world: World, tax: Principal) -> None:
    body = {"ratings": [{"code": subject().code, "scheme": "court", "value": "1", "given_on": "2026-04-30"}]}
    wrong = Client().post("/api/v1/credit/ratings", json.dumps(body), "application/json", headers=headers(tax, "act"))
    assert wrong.status_code == 422
    other = Client().post(
        "/api/v1/credit/ratings", json.dumps(body), "application/json", headers=headers(world.enterprise, "act")
    )
    assert other.status_code == 403


def test_a_class_goes_out_for_a_purpose_and_the_subject_sees_to_whom(world: World, tax: Principal) -> None:
    reclassify_all()
    address = f"/api/v1/credit/risk/{subject().code}"
    told = Client().get(f"{address}?purpose=联合检查名单", headers=headers(tax, "read"))
    assert (told.status_code, told.json()["grade"]) == (200, grade().grade)
    assert Client().get(address, headers=headers(tax, "read")).status_code == 422  # without a purpose
    assert Client().get(f"{address}?purpose=联合检查名单", headers=headers(world.stranger, "read")).status_code == 404
    assert Client().get(f"{address}?purpose=联合检查名单", headers=headers(world.enterprise, "read")).status_code == 403
    with acting_as(world.enterprise):
        assert [(look.body, look.purpose) for look in RiskLook.objects.all()] == [("川汇区税务局", "联合检查名单")]


def test_points_are_decimals_of_whole_hundredths() -> None:
    assert risk_facts.written({"B01": Decimal("6.1000"), "D01": Decimal(3), "S09": None, "B05": "lease"}) == {
        "B01": "6.1", "D01": "3", "B05": "lease",
    }  # fmt: skip
