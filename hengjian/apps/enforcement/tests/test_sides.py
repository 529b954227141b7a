"""当事人案卷: the party acts on its own page, sees what was served on it and what was opened to it, and nothing else."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hengjian.apps.enforcement.actions.cases import last_day
from hengjian.apps.enforcement.procedures import Case, PartyRequest, PartySide, PersonPenalty
from hengjian.apps.enforcement.queries import sides as queries
from hengjian.kernel.demo import moment
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Paper, Proceeding
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, TooLate
from hengjian.kernel.testing import again, signed_in

from .stage import CaseStage, make_stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> CaseStage:
    return make_stage()


def side_of(stage: CaseStage, **more: Any) -> PartySide:
    with acting_as(CLOCKWORK):
        found: PartySide = PartySide.objects.get(case_id=stage.pk, **more)
    return found


def says(stage: CaseStage, verb: str, **given: Any) -> None:
    """An act of the entity on its own side."""
    who = again(stage.world.enterprise)
    with moment(stage.at), acting_as(who):
        perform(f"enforcement.party_side.{verb}", side_of(stage, penalty_id=None).pk, given, who)


def answered(stage: CaseStage, who: Principal, verb: str, **given: Any) -> None:
    with acting_as(CLOCKWORK):
        pk = PartyRequest.objects.get(case_id=stage.pk, closed_at=None).pk
    stage.do(who, verb, room="party_request", on=pk, **given)


def test_the_side_opens_with_the_first_paper_and_the_case_stays_closed(stage: CaseStage) -> None:
    stage.reviewed()
    with acting_as(CLOCKWORK):
        assert not PartySide.objects.exists()
    stage.do(stage.world.head, "give_notice")
    stage.do(stage.world.officer, "serve_notice", way="direct", receiver="何小满")
    side = side_of(stage)
    with acting_as(again(stage.world.enterprise)):
        assert [p.pk for p in Proceeding.objects.all()] == [side.pk]  # its side, not the office's file
        assert not Case.objects.exists()
    with acting_as(again(stage.world.citizen)):
        assert not PartySide.objects.exists()
    view = queries.of_side(side)
    assert [p.title for p in view.papers] == ["行政处罚告知书"]
    with acting_as(CLOCKWORK):
        inner = Paper.objects.filter(proceeding_id=stage.pk, data__paper="PEN-36").get()
    assert queries.paper_of(side, inner.pk) is None  # the review is the office's


def test_a_statement_on_the_own_page_stands_in_the_case(stage: CaseStage) -> None:
    stage.noticed()
    with pytest.raises(Incomplete) as refused:
        says(stage, "speak")
    assert "statement" in refused.value.fields
    says(stage, "speak", statement="系初次违法，已全部下架")
    assert stage.row().statement == "系初次违法，已全部下架"


def test_a_hearing_is_asked_for_in_time_or_refused_with_its_day(stage: CaseStage) -> None:
    stage.noticed(fine="150000")
    stage.later(days=10)
    with pytest.raises(TooLate):
        says(stage, "ask_for_hearing", grounds="对货值有异议")
    assert stage.row().state == "noticed"
    stage.later(days=-9)
    says(stage, "ask_for_hearing", grounds="对货值有异议")
    row = stage.row()
    assert (row.state, row.due) == ("hearing", None)  # the clock of the case stands still


def test_who_may_not_be_heard_is_told_the_article(stage: CaseStage) -> None:
    stage.noticed()
    with pytest.raises(NotAllowed) as refused:
        says(stage, "ask_for_hearing", grounds="对货值有异议")
    assert "六十三" in refused.value.article


def test_the_file_is_open_but_for_what_is_withheld(stage: CaseStage) -> None:
    stage.noticed()
    says(stage, "ask_inspection", grounds="需要查阅全部证据")
    with pytest.raises(Conflict):
        says(stage, "ask_inspection", grounds="需要查阅全部证据")
    side, until = side_of(stage), timezone.localdate().isoformat()
    assert queries.of_side(side).evidence == []
    line = {"position": 9, "ground": "informant", "reason": "举报材料"}
    with pytest.raises(Incomplete):
        answered(stage, stage.world.officer, "grant_request", open_until=until, withheld=[line])
    given = {"open_until": until, "withheld": [line | {"position": 2}], "answer": "可以查阅"}
    answered(stage, stage.world.officer, "grant_request", **given)
    view = queries.of_side(side)
    assert [one.position for one in view.evidence] == [1, 3]
    assert view.withheld[0]["ground"] == "informant"
    assert queries.evidence_file(side, 2) is None


def test_time_to_pay_is_asked_for_when_there_is_something_to_pay(stage: CaseStage) -> None:
    """Administrative Penalty Law, art. 66."""
    stage.noticed()
    with pytest.raises(Conflict, match="申请未提交") as refused:
        says(stage, "ask_deferral", grounds="经营困难，附财务报表")
    assert "送达" in str(refused.value.fact)


def test_time_to_pay_is_granted_by_the_head_before_it_is_answered(stage: CaseStage) -> None:
    stage.served()
    says(stage, "ask_deferral", grounds="经营困难，附财务报表")
    with pytest.raises(Conflict):
        answered(stage, stage.world.officer, "grant_request", answer="同意")
    plan = [{"day": "2026-05-20", "amount": "53200"}]
    stage.do(stage.world.head, "defer", reason="经营困难，有财务报表", plan=plan)
    answered(stage, stage.world.officer, "grant_request", answer="同意延期至五月二十日")
    owed = queries.of_side(side_of(stage)).owed
    assert owed is not None
    assert (owed.left, owed.plan) == ("53,200.00", [("2026-05-20", "53,200.00")])


def test_a_person_comes_with_the_code_and_the_own_identity_number(stage: CaseStage) -> None:
    stage.investigated()
    person = {
        "role": "direct_manager",
        "name": "王小明",
        "id_number": "411602199003074018",
        "duty": "知情",
        "fine": "5000",
    }
    stage.do(stage.world.officer, "add_person", **person)
    stage.do(stage.reviewer, "review_case", opinion="同意", qualification="A2012")
    stage.do(stage.world.head, "give_notice")
    with acting_as(CLOCKWORK):
        own = PersonPenalty.objects.get(case_id=stage.pk).pk
    stage.do(stage.world.officer, "serve_person_notice", room="person_penalty", on=own, way="direct", receiver="王小明")
    side = side_of(stage, penalty_id=own)
    browser = Client()
    wrong = browser.post("/party/look/", {"code": side.query_code, "number": "411602199003074013"})
    assert wrong.status_code == 422
    assert browser.get(f"/party/{side.pk}/").status_code == 302
    found = browser.post("/party/look/", {"code": side.query_code.lower(), "number": "411602199003074018"}, follow=True)
    text = found.content.decode()
    assert "王小明" in text
    assert "行政处罚告知书" in text
    paper = queries.of_side(side).papers[0]
    assert browser.get(f"/party/{side.pk}/papers/{paper.pk}.pdf").content.startswith(b"%PDF-")
    with acting_as(CLOCKWORK):
        other = Paper.objects.filter(proceeding_id=stage.pk).first()
    assert other is not None
    assert browser.get(f"/party/{side.pk}/papers/{other.pk}.pdf").status_code == 404
    assert browser.get(f"/p/{stage.pk}/").status_code in (302, 404)
    done = browser.post(f"/party/{side.pk}/act/speak/", {"statement": "本人当时休假", "idempotency_key": "one"})
    assert done.status_code == 302
    with acting_as(CLOCKWORK):
        assert PersonPenalty.objects.get(pk=own).statement == "本人当时休假"


def test_the_page_of_the_entity_shows_papers_days_and_payment(stage: CaseStage) -> None:
    stage.served()
    browser = signed_in(stage.world.enterprise)
    assert "使用超过保质期的食品原料" in browser.get("/party/").content.decode()
    text = browser.get(f"/party/{side_of(stage).pk}/").content.decode()
    assert "行政处罚决定书" in text
    assert "53,200.00" in text
    assert signed_in(stage.world.citizen).get(f"/party/{side_of(stage).pk}/").status_code == 404


def test_the_side_ends_with_its_case_and_closes_when_no_court_can_be_asked_any_more(stage: CaseStage) -> None:
    stage.served()
    pk = side_of(stage).pk
    stage.do(CLOCKWORK, "end_side", room="party_side", on=pk)
    side = side_of(stage)
    assert side.due is not None
    assert timezone.localdate(side.due) == last_day("penalty.appeal", LawOn(stage.at.date()), stage.at.date())
    with pytest.raises(Conflict):
        says(stage, "ask_deferral", grounds="资金周转困难，申请分期缴纳")
    says(stage, "ask_inspection", grounds="拟提起诉讼，申请查阅全部案卷材料")
    stage.later(days=200)
    stage.do(CLOCKWORK, "shut_side", room="party_side", on=pk)
    assert side_of(stage).closed_at == stage.at
