"""The penalty case by the ordinary procedure, from its filing to the archive (处罚法 54–74, 程序规定 2021)."""

from datetime import date, timedelta
from typing import Any

import pytest

from hengjian.apps.enforcement.actions.cases import last_day
from hengjian.apps.enforcement.actions.leads import hand_over
from hengjian.apps.enforcement.rules import exemptions, guides
from hengjian.kernel.demo import moment
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Paper, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, TooLate
from hengjian.kernel.testing import signed_in

from .stage import MONDAY, CaseStage, make_stage, papers

pytestmark = pytest.mark.django_db
LAW = LawOn(MONDAY.date())


@pytest.fixture
def stage() -> CaseStage:
    return make_stage()


@pytest.fixture
def firm(stage: CaseStage) -> Subject:
    assert stage.subject is not None
    return stage.subject


def test_the_whole_way_from_the_filing_to_the_archive(stage: CaseStage) -> None:
    stage.served(fine="120000")
    row = stage.row()
    assert (row.state, row.decision_no[-4:-1]) == ("performing", "001")
    assert row.due is not None
    assert row.pay_by == last_day("penalty.payment", LAW, row.served_on or date.min)
    stage.do(stage.world.officer, "publish_decision")
    stage.later(days=2)
    stage.do(stage.world.officer, "pay", amount="121200", receipt="电子回单1")
    stage.do(stage.world.head, "close_case", reason="当事人已全部履行")
    stage.do(stage.world.officer, "archive", kept="30")
    row = stage.row()
    assert (row.state, row.on_time) == ("archived", True)
    assert papers(row.pk) == [
        "PEN-07", "PEN-09", "PEN-14", "PEN-35", "PEN-36", "PEN-37", "PEN-50", "PEN-42", "PEN-45", "PEN-50", "PEN-53", "PEN-55",
    ]  # fmt: skip
    with acting_as(CLOCKWORK):
        index = Paper.objects.get(proceeding_id=row.pk, data__paper="PEN-55").data["parts"][3]["text"]
    assert index[0].startswith("正卷1. 行政处罚决定书")
    assert any(line.startswith("副卷1. 立案/不予立案审批表") for line in index)


def test_a_case_grows_from_its_lead_once(stage: CaseStage, firm: Subject) -> None:
    with moment(stage.at):
        lead = hand_over("check", firm.pk, "台账缺失", authority="411602", number="川检9号", cause="breach").pk
    with pytest.raises(Incomplete):
        stage.proposed(lead=lead)
    with moment(stage.at), acting_as(stage.world.officer) as who:
        perform("enforcement.lead.file_case", lead, {"cause": "breach", "decision": "证据初步充分"}, who)
    opened = stage.at
    stage.later(days=2)
    stage.proposed(lead=lead)
    row = stage.row()
    assert row.due is not None
    assert row.lead_number
    # The fifteen working days of the lead are not begun anew by proposing (程序规定 18).
    assert row.due.date() == last_day("enforcement.lead_triage", LAW, opened.date())
    with pytest.raises(Conflict):
        stage.proposed(lead=lead)


def test_who_proposes_does_not_file(stage: CaseStage) -> None:
    stage.proposed()
    with pytest.raises(NotAllowed):
        stage.do(stage.world.officer, "approve_filing", opinion="同意")
    assert stage.do(stage.world.colleague, "approve_filing", opinion="同意").proceeding.state == "investigation"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"evidence": False}, "evidence"),
        ({"competent": False}, "competent"),
        ({"happened_on": "2024-03-01", "ended_on": "2024-03-07"}, "ended_on"),  # found after two years: 处罚法 36
        ({"happened_on": None, "ended_on": None}, "happened_on"),
    ],
)
def test_filing_needs_its_conditions(stage: CaseStage, more: dict[str, Any], said: str) -> None:
    with pytest.raises(Incomplete) as refused:
        stage.proposed(**more)
    assert said in refused.value.fields
    assert refused.value.article


def test_what_harmed_health_is_pursued_for_five_years(stage: CaseStage) -> None:
    stage.proposed(happened_on="2022-03-01", ended_on="2022-03-07", safety=True)
    assert stage.row().state == "proposed"


def test_ninety_days_run_from_the_filing_through_every_stage(stage: CaseStage) -> None:
    stage.filed()
    first = stage.row().due
    assert first is not None
    assert first.date() == last_day("penalty.decision", LAW, stage.at.date())
    stage.do(stage.world.head, "extend_term", reason="案情复杂，需要向外地调取证据")
    longer = stage.row().due
    assert longer is not None
    assert longer.date() == last_day("penalty.decision_extended", LAW, stage.at.date())
    with pytest.raises(Conflict):
        stage.do(stage.world.head, "extend_term", reason="再次延长办案期限")
    stage.do(stage.world.head, "extend_again", reason="集体讨论决定再延长", longer="penalty.decision_collective_60")
    last = stage.row().due
    assert last is not None
    assert last.date() == last_day("penalty.decision_collective_60", LAW, stage.at.date())
    # The same clock goes on into the next stage.
    at = stage.at.isoformat()
    stage.do(
        stage.world.officer, "record_scene", began=at, ended=at, place="七一路8号", shown=True, told=True, text="现场情况",
        proves=["party", "conduct"],
    )  # fmt: skip
    stage.do(stage.world.officer, "conclude", found="事实", nature="性质", discretion="理由", kinds=["warning"])
    assert stage.row().due == last


def test_who_investigates_does_not_review_and_nobody_decides_unreviewed(stage: CaseStage) -> None:
    stage.investigated()
    with pytest.raises(NotAllowed):
        stage.do(stage.world.colleague, "review_case", opinion="同意")
    with pytest.raises(Conflict):
        stage.do(stage.world.head, "decide", reply="")


def test_a_complex_case_needs_a_reviewer_with_the_legal_qualification(stage: CaseStage) -> None:
    stage.investigated(complex=True)
    with pytest.raises(Incomplete) as refused:
        stage.do(stage.reviewer, "review_case", opinion="同意处理建议")
    assert "qualification" in refused.value.fields
    assert "五十八" in refused.value.article


def test_no_decision_before_the_party_could_speak(stage: CaseStage) -> None:
    stage.noticed()
    until = stage.row().statement_until
    assert until == last_day("penalty.statement", LAW, stage.at.date())
    with pytest.raises(Conflict) as refused:
        stage.do(stage.world.head, "decide")
    assert "六十二" in refused.value.article
    stage.do(stage.world.officer, "hear_statement", statement="", waived=True)
    assert stage.do(stage.world.head, "decide", reply="当事人书面放弃陈述、申辩。").proceeding.state == "decided"


def test_what_the_party_said_must_be_answered_in_the_decision(stage: CaseStage) -> None:
    stage.noticed()
    stage.do(stage.world.officer, "hear_statement", statement="初次违法，请求减轻处罚")
    stage.later(days=9)
    with pytest.raises(Incomplete) as refused:
        stage.do(stage.world.head, "decide")
    assert set(refused.value.fields) == {"reply"}
    assert "第四十五条" in refused.value.article
    assert stage.row().state == "noticed"
    assert stage.do(stage.world.head, "decide", reply="经复核，已从轻，不予采纳。").proceeding.state == "decided"


def test_the_decision_is_never_heavier_than_what_was_told(stage: CaseStage) -> None:
    stage.noticed()
    stage.later(days=9)
    with pytest.raises(Incomplete):
        stage.do(stage.world.head, "decide", fine="60000")
    assert stage.do(stage.world.head, "decide", fine="50000").proceeding.fine == 50000_00  # type: ignore[attr-defined]


def test_a_hearing_is_asked_for_in_time_and_stops_the_clock(stage: CaseStage) -> None:
    stage.noticed(fine="150000")
    row = stage.row()
    assert row.hearing_until == last_day("penalty.hearing_request", LAW, stage.at.date())
    stage.later(days=1)
    stage.do(stage.world.officer, "request_hearing", grounds="对货值金额有异议")
    assert stage.row().due is None
    soon, fit = stage.at + timedelta(days=6), stage.at + timedelta(days=14)
    given = {"place": "听证室", "host": stage.reviewer.officer_id}
    with pytest.raises(Incomplete) as refused:
        stage.do(stage.world.head, "set_hearing", at=soon.isoformat(), **given)
    assert "at" in refused.value.fields
    with pytest.raises(Incomplete):
        stage.do(
            stage.world.head, "set_hearing", at=fit.isoformat(), place="听证室", host=stage.world.officer.officer_id
        )
    stage.do(stage.world.head, "set_hearing", at=fit.isoformat(), **given)
    stage.at = fit + timedelta(hours=2)
    report = {
        "present": "当事人代理人一名",
        "argued": "双方就货值金额质证、辩论",
        "summary": "听证如期举行",
        "advice": "维持拟处罚意见",
    }
    with pytest.raises(NotAllowed):
        stage.do(stage.world.head, "hold_hearing", signed=True, **report)
    stage.do(stage.reviewer, "hold_hearing", signed=True, **report)
    row = stage.row()
    assert row.state == "heard"
    assert row.due is not None
    assert row.due.date() >= last_day("penalty.decision", LAW, MONDAY.date()) + timedelta(days=13)
    with pytest.raises(Conflict):  # legal review after the hearing: 处罚法 58
        stage.do(stage.world.head, "decide", reply="已听证")
    stage.do(stage.reviewer, "review_after_hearing", opinion="程序合法", qualification="A20124116020001")
    stage.discussed()
    assert stage.do(stage.world.head, "decide", reply="听证意见不予采纳，理由见上。").proceeding.state == "decided"


def test_a_hearing_asked_for_too_late_is_refused(stage: CaseStage) -> None:
    stage.noticed(fine="150000")
    stage.later(days=10)
    with pytest.raises(TooLate):
        stage.do(stage.world.officer, "request_hearing")


def test_no_penalty_is_decided_without_notice(stage: CaseStage) -> None:
    stage.reviewed(
        result="no_penalty", kinds=[], fine="0", confiscation="0", nature="违法行为轻微并及时改正，没有造成危害后果"
    )
    with pytest.raises(Incomplete) as refused:
        stage.do(stage.world.head, "decide")
    assert "education" in refused.value.fields  # 处罚法 33: the party is educated
    stage.do(stage.world.head, "decide", education="已对当事人进行食品安全法律教育")
    stage.do(stage.world.officer, "serve_decision", way="left", witness="社区工作人员，全程录像")
    assert stage.row().state == "performed"
    assert "PEN-46" in papers(stage.pk)


def test_a_suspected_crime_is_handed_over(stage: CaseStage) -> None:
    stage.reviewed(result="transfer", kinds=[], fine="0", confiscation="0")
    done = stage.do(stage.world.head, "decide", crime="生产、销售不符合安全标准的食品罪")
    assert done.proceeding.state == "handed_over"
    assert papers(stage.pk)[-1] == "PEN-05"


def test_a_simple_case_is_decided_on_the_spot_within_its_limits(stage: CaseStage) -> None:
    given: dict[str, Any] = {
        "subject": stage.subject.pk if stage.subject else None, "companion": stage.world.colleague.officer_id,
        "cause_name": "未明码标价", "violated": "《价格法》第十三条", "punished_by": "《价格法》第四十二条", "kinds": ["fine"],
        "found": "货架商品未标明价格", "evidence": "现场照片", "told": True,
    }  # fmt: skip
    with pytest.raises(Incomplete) as refused:
        stage.do(stage.world.officer, "decide_on_spot", fine="3000.01", **given)
    assert "第五十一条" in refused.value.article
    with pytest.raises(Incomplete) as refused:
        stage.do(stage.world.officer, "decide_on_spot", fine="500", **(given | {"told": False}))
    assert "第五十二条" in refused.value.article
    row = stage.do(stage.world.officer, "decide_on_spot", fine="500", **given).proceeding
    assert row.state == "performing"
    assert papers(row.pk) == ["PEN-44"]
    person = given | {"subject": None, "party_name": "吴可", "party_kind": "person"}
    with pytest.raises(Incomplete):
        stage.do(stage.world.officer, "decide_on_spot", fine="200.01", **person)
    stage.do(stage.world.officer, "decide_on_spot", fine="50", collected=True, **person)


def test_the_sheet_shows_the_guide_of_the_cause_and_what_may_spare_or_lighten(stage: CaseStage) -> None:
    stage.filed(cause="food-013")
    page = signed_in(stage.world.officer).get(f"/cases/{stage.pk}/").content.decode()
    element = guides.guide("food-013").elements[0]
    [spared, *_rest] = exemptions.offered("food-013", ())
    assert element.zh in page
    assert spared.conduct in page
    assert spared.missing[0].text in page


def test_punitive_damages_are_noted_by_who_investigates_with_their_article(stage: CaseStage) -> None:
    stage.filed()
    given = {"ground": "food", "harmed": "投诉人", "price": "35"}
    with pytest.raises(NotAllowed):
        stage.do(stage.reviewer, "note_damages", **given)
    with pytest.raises(Incomplete):
        stage.do(stage.world.officer, "note_damages", **(given | {"price": "0"}))
    with pytest.raises(Incomplete) as missing:
        stage.do(stage.world.officer, "note_damages", **(given | {"ground": "known_defect"}))
    assert "loss" in missing.value.fields
    row = stage.do(stage.world.officer, "note_damages", **given).proceeding
    assert "1,000.00" in str(row.facts())
