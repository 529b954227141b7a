"""处罚到人 and closing: each person is told, decided, served, paid and published apart; no case is closed unpublished."""

from datetime import date, timedelta
from typing import Any

import pytest

from hengjian.apps.enforcement.actions.cases import last_day
from hengjian.apps.enforcement.actions.involved import untold
from hengjian.apps.enforcement.procedures import PersonPenalty
from hengjian.apps.enforcement.rules import publication as rules
from hengjian.kernel.demo import moment
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Paper
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .stage import MONDAY, CaseStage, make_stage, papers

pytestmark = pytest.mark.django_db
LAW = LawOn(MONDAY.date())
PERSON: dict[str, Any] = {
    "role": "direct_manager", "name": "王小明", "id_number": "411602199003074018", "duty": "知情仍安排使用", "fine": "5000",
}  # fmt: skip


@pytest.fixture
def stage() -> CaseStage:
    return make_stage()


def do(stage: CaseStage, who: Principal, verb: str, pk: int, **given: Any) -> PersonPenalty:
    stage.do(who, verb, room="person_penalty", on=pk, **given)
    return row_of(pk)


def row_of(pk: int) -> PersonPenalty:
    with acting_as(CLOCKWORK):
        found: PersonPenalty = PersonPenalty.objects.select_related("who").get(pk=pk)
    return found


def told(stage: CaseStage, **person: Any) -> int:
    """A case with its notice served on the entity, and a person that is told beside it."""
    stage.investigated()
    stage.do(stage.world.officer, "add_person", **(PERSON | person))
    stage.do(stage.reviewer, "review_case", opinion="同意", qualification="A2012")
    stage.do(stage.world.head, "give_notice")
    stage.do(stage.world.officer, "serve_notice", way="direct", receiver="何小满")
    stage.do(stage.world.officer, "hear_statement", waived=True)
    with acting_as(CLOCKWORK):
        pk: int = PersonPenalty.objects.get(case_id=stage.pk).pk
    return pk


def served(stage: CaseStage, **person: Any) -> int:
    pk = told(stage, **person)
    do(stage, stage.world.officer, "serve_person_notice", pk, way="direct", receiver="王小明")
    do(stage, stage.world.officer, "hear_person", pk, waived=True)
    stage.do(stage.world.head, "decide", reply="当事人放弃陈述、申辩。")
    stage.do(stage.world.officer, "serve_decision", way="direct", receiver="何小满")
    do(stage, stage.world.officer, "serve_person", pk, way="direct", receiver="王小明")
    return pk


def test_a_person_has_a_notice_a_decision_and_a_time_to_pay_of_its_own(stage: CaseStage) -> None:
    pk = served(stage)
    row = row_of(pk)
    assert papers(pk) == ["PEN-37", "PEN-50", "PEN-45", "PEN-50"]
    assert row.decision_no != stage.row().decision_no
    assert row.pay_by == last_day("penalty.payment", LAW, MONDAY.date())
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(proceeding_id=pk, data__paper="PEN-45")
    text = str(paper.data["parts"])
    assert paper.data["to"] == "王小明"
    assert "5,000.00" in text
    assert "52,000.00" not in text  # the entity's fine is not the person's
    assert "411602199003074018" not in text


def test_what_a_person_says_is_answered_before_anything_is_decided(stage: CaseStage) -> None:
    pk = told(stage)
    w = stage.world
    do(stage, w.officer, "serve_person_notice", pk, way="direct", receiver="王小明")
    do(stage, w.officer, "hear_person", pk, statement="本人当时休假，并未安排使用")
    stage.later(days=10)
    with pytest.raises(Conflict):
        stage.do(w.head, "decide", reply="当事人放弃陈述、申辩。")
    do(stage, w.head, "answer_person", pk, reply="考勤记录显示其在岗，不予采纳。")
    stage.do(w.head, "decide", reply="当事人放弃陈述、申辩。")
    assert row_of(pk).state == "decided"


def test_a_ban_is_heard_when_the_person_asks_for_it(stage: CaseStage) -> None:
    pk = told(stage, ban="re04")
    w = stage.world
    row = do(stage, w.officer, "serve_person_notice", pk, way="direct", receiver="王小明")
    assert row.hearing_until == last_day("penalty.hearing_request", LAW, MONDAY.date())
    do(stage, w.officer, "ask_person_hearing", pk, grounds="对责任认定有异议")
    stage.later(days=12)
    with pytest.raises(Conflict):
        stage.do(w.head, "decide", reply="当事人放弃陈述、申辩。")
    report = {
        "present": "本人及代理人",
        "argued": "就职责分工质证",
        "summary": "如期举行",
        "advice": "维持",
        "signed": True,
    }
    with pytest.raises(NotAllowed):
        do(stage, w.officer, "hold_person_hearing", pk, **report)
    do(stage, stage.reviewer, "hold_person_hearing", pk, **report)
    stage.do(w.head, "decide", reply="当事人放弃陈述、申辩。")
    assert papers(pk) == ["PEN-37", "PEN-50", "PEN-40", "PEN-41", "PEN-45"]


def test_paid_late_with_surcharge_and_published_apart_and_masked(stage: CaseStage) -> None:
    pk = served(stage)
    w = stage.world
    stage.at = moment_after(row_of(pk))
    do(stage, CLOCKWORK, "person_late", pk)
    with pytest.raises(Incomplete):
        do(stage, w.officer, "pay_person", pk, amount="60000")
    row = do(stage, w.officer, "pay_person", pk, amount="5000")
    assert (row.state, row.surcharge) == ("unpaid", row.fine * 3 // 100)  # one day late: 处罚法 72
    row = do(stage, w.officer, "pay_person", pk, amount="150")
    assert row.state == "performed"
    assert do(stage, w.officer, "publish_person", pk).state == "finished"
    with acting_as(CLOCKWORK):
        shown = Disclosure.objects.get(act__proceeding_id=pk)
    assert shown.subject_id is None
    assert shown.until is not None
    assert "王小明" not in f"{shown.title}{shown.body}"


def moment_after(row: PersonPenalty) -> Any:
    assert row.due is not None
    return row.due + timedelta(minutes=1)


def test_instalments_of_a_person_make_up_the_whole(stage: CaseStage) -> None:
    pk = served(stage)
    day = stage.at.date()
    plan = [{"day": (day + timedelta(days=30 * n)).isoformat(), "amount": "2500"} for n in (1, 2)]
    with pytest.raises(Incomplete):
        do(stage, stage.world.head, "defer_person", pk, reason="家庭经济困难，有证明", plan=plan[:1])
    row = do(stage, stage.world.head, "defer_person", pk, reason="家庭经济困难，有证明", plan=plan)
    assert (row.state, len(row.plan)) == ("deferred", 2)


def test_a_case_without_penalty_drops_what_was_intended_for_persons(stage: CaseStage) -> None:
    pk = told(stage)
    stage.do(stage.reviewer, "ask_for_more", reason="请补充证据") if stage.row().state == "reviewed" else None
    with acting_as(CLOCKWORK) as clock, moment(stage.at):
        perform("enforcement.person_penalty.be_dropped", pk, {}, clock)
    assert row_of(pk).state == "dropped"


def test_the_person_falls_with_the_decision(stage: CaseStage) -> None:
    pk = served(stage)
    do(stage, stage.world.officer, "publish_person", pk)
    assert do(stage, CLOCKWORK, "fall_with_case", pk, reason="行政复议决定撤销").state == "annulled"
    with acting_as(CLOCKWORK):
        assert Disclosure.objects.get(act__proceeding_id=pk).withdrawn_at is not None


# ---- closing ----


@pytest.mark.parametrize(
    ("due", "day", "ground", "may"),
    [(True, None, False, False), (True, date(2026, 4, 1), False, True), (True, None, True, True), (False, None, False, True)],
)  # fmt: skip
def test_only_a_published_decision_closes_a_case_unless_a_ground_is_on_record(
    due: bool, day: date | None, ground: bool, may: bool
) -> None:
    assert rules.closing(rules.Publication(due, day, ground), LAW).clear == may


@pytest.mark.parametrize(
    ("result", "simple", "kinds", "due"),
    [("penalty", False, ["fine"], True), ("penalty", True, ["fine"], False), ("no_penalty", False, [], False),
     ("penalty", False, ["warning"], False)],
)  # fmt: skip
def test_the_simple_procedure_warnings_and_no_penalty_are_not_published(
    result: str, simple: bool, kinds: list[str], due: bool
) -> None:
    assert rules.due(result, simple, kinds) == due


def test_a_case_is_not_closed_before_it_is_published_or_a_ground_recorded(stage: CaseStage) -> None:
    stage.served()
    stage.do(stage.world.officer, "pay", amount="53200")
    with pytest.raises(Incomplete) as refused:
        stage.do(stage.world.head, "close_case", reason="当事人已全部履行")
    assert "第九条" in refused.value.article
    with pytest.raises(NotAllowed):
        stage.do(stage.world.officer, "keep_unpublished", ground="business_secret", reason="涉及配方")
    stage.do(stage.world.head, "keep_unpublished", ground="business_secret", reason="涉及配方，权利人不同意公示")
    assert "第六条" in stage.row().unpublished
    assert stage.do(stage.world.head, "close_case", reason="当事人已全部履行").proceeding.state == "closed"


def test_a_case_is_not_closed_while_a_person_has_not_performed(stage: CaseStage) -> None:
    pk = served(stage)
    stage.do(stage.world.officer, "publish_decision")
    stage.do(stage.world.officer, "pay", amount="53200")
    with pytest.raises(Conflict) as refused:
        stage.do(stage.world.head, "close_case", reason="当事人已全部履行")
    assert row_of(pk).number in str(refused.value.fact)
    do(stage, stage.world.officer, "pay_person", pk, amount="5000")
    do(stage, stage.world.head, "keep_person_unpublished", pk, ground="minor", reason="本人未满十八周岁")
    assert stage.do(stage.world.head, "close_case", reason="当事人已全部履行").proceeding.state == "closed"


def test_a_person_is_entered_once_with_a_number_that_can_be_checked(stage: CaseStage) -> None:
    """处罚到人: a ban is found by the number, so a slip of the pen would be no ban."""
    stage.investigated()
    officer = stage.world.officer
    with pytest.raises(Incomplete) as refused:
        stage.do(officer, "add_person", **PERSON | {"id_number": "411602199003074012"})
    assert "id_number" in refused.value.fields
    stage.do(officer, "add_person", **PERSON)
    with pytest.raises(Incomplete) as refused:
        stage.do(officer, "add_person", **PERSON)
    assert "name" in refused.value.fields


def test_who_was_entered_by_mistake_is_taken_out_until_he_is_told(stage: CaseStage) -> None:
    stage.investigated()
    officer = stage.world.officer
    stage.do(officer, "add_person", **PERSON)
    with acting_as(CLOCKWORK):
        [wrong] = untold(stage.pk)
    stage.do(officer, "take_out_person", person=wrong.pk, reason="身份核对有误")
    with acting_as(CLOCKWORK):
        assert untold(stage.pk) == []
    who = row_of(told(stage)).who_id
    with pytest.raises(Conflict):
        stage.do(officer, "take_out_person", person=who, reason="身份核对有误")


def test_art_45_a_statement_may_lower_the_fine_or_end_it_and_never_raises_it(stage: CaseStage) -> None:
    pk, officer = told(stage), stage.world.officer
    do(stage, officer, "serve_person_notice", pk, way="direct", receiver="王小明")
    do(stage, officer, "hear_person", pk, statement="我当天不在岗")
    with pytest.raises(Incomplete) as refused:
        do(stage, officer, "answer_person", pk, reply="部分采纳", fine="6000")
    assert "fine" in refused.value.fields
    assert do(stage, officer, "answer_person", pk, reply="部分采纳", fine="2000").fine == 200_000
    with pytest.raises(NotAllowed):
        do(stage, officer, "spare_person", pk, reason="不负直接责任")
    assert do(stage, stage.world.head, "spare_person", pk, reason="不负直接责任").state == "dropped"
    stage.do(stage.world.head, "decide", reply="当事人放弃陈述、申辩。")
    assert row_of(pk).decided_on is None


def test_the_paper_of_a_ban_says_from_what_and_how_long(stage: CaseStage) -> None:
    """食品安全法 135: five years from the food trade, not just "banned"."""
    pk = told(stage, ban="re03")
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(proceeding_id=pk, data__paper="PEN-37")
    assert "5年内禁止从业" in str(paper.data["parts"])
