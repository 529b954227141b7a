"""Beside and after the decision: measures, service, performance, publication, persons, other authorities."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hengjian.apps.credit.models import CreditEntry, PersonBan
from hengjian.apps.credit.procedures import RecordedPenalty
from hengjian.apps.credit.queries import bans_known
from hengjian.apps.enforcement import queries
from hengjian.apps.enforcement.actions.cases import last_day
from hengjian.apps.enforcement.models import CaseEvidence
from hengjian.apps.enforcement.procedures import Assistance, Case, PersonPenalty
from hengjian.kernel.demo import moment
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

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


def test_a_test_stops_the_clock_of_case_and_seizure(stage: CaseStage) -> None:
    stage.filed()
    goods = [{"name": "调味料", "quantity": "3", "unit": "瓶"}]
    measure = stage.do(
        stage.world.officer, "impose_measure", room="case_measure", case=stage.pk, kind="seize", reason="防止毁损证据",
        goods=goods, place="七一路8号", keeper="本机关物证室", approved=True,
    ).proceeding  # fmt: skip
    before, seized = stage.row().due, measure.due
    assert before is not None
    assert seized is not None
    stage.later(days=1)
    stage.do(stage.world.officer, "commission_test", lab="样检验所", item="调味料3瓶", standard="GB 2718")
    stage.do(CLOCKWORK, "stand_still", room="case_measure", on=measure.pk, reason="调味料3瓶检验")
    assert stage.row().due is None
    stage.later(days=7)
    stage.do(stage.world.officer, "take_test", result="菌落总数超标", retest="自收到之日起7个工作日内可以申请复检")
    stage.do(CLOCKWORK, "run_on", room="case_measure", on=measure.pk)
    after = stage.row().due
    assert after is not None
    assert after - before >= timedelta(days=7)
    with acting_as(CLOCKWORK):
        measure.refresh_from_db()
    assert measure.due - seized >= timedelta(days=7)


def test_an_evidence_hold_ends_by_itself_after_seven_working_days(stage: CaseStage) -> None:
    stage.filed()
    row = stage.do(
        stage.world.officer, "impose_measure", room="case_measure", case=stage.pk, kind="hold", reason="证据可能灭失",
        goods=[{"name": "台账", "quantity": "1", "unit": "册"}], place="七一路8号", keeper="当事人", approved=True,
    ).proceeding  # fmt: skip
    assert row.due is not None
    assert row.due.date() == last_day("penalty.evidence_hold", LAW, stage.at.date())
    with pytest.raises(Incomplete):
        stage.do(stage.world.head, "prolong_measure", room="case_measure", on=row.pk, reason="需要更多时间")
    stage.later(days=12)
    assert stage.do(CLOCKWORK, "run_out", room="case_measure", on=row.pk).proceeding.state == "released"
    assert papers(row.pk) == ["PEN-19", "PEN-20"]


def test_a_measure_on_the_spot_is_reported_within_a_day(stage: CaseStage) -> None:
    stage.filed()
    row = stage.do(
        stage.world.officer, "impose_measure", room="case_measure", case=stage.pk, kind="seal", reason="情况紧急",
        goods=[{"name": "冷柜", "quantity": "1", "unit": "台"}], place="七一路8号", keeper="当事人",
    ).proceeding  # fmt: skip
    assert row.due == stage.at + timedelta(hours=24)
    stage.later(hours=3)
    with pytest.raises(NotAllowed):
        stage.do(stage.world.officer, "approve_afterwards", room="case_measure", on=row.pk)
    done = stage.do(stage.world.head, "approve_afterwards", room="case_measure", on=row.pk).proceeding
    assert done.due is not None
    assert done.due.date() == last_day("penalty.seizure", LAW, row.imposed_at.date())  # type: ignore[attr-defined]


def test_electronic_service_needs_the_consent_of_the_party(stage: CaseStage) -> None:
    stage.decided()
    with pytest.raises(Incomplete) as refused:
        stage.do(stage.world.officer, "serve_decision", way="electronic")
    assert "八十二" in refused.value.article


def test_a_public_notice_is_served_after_thirty_days(stage: CaseStage) -> None:
    stage.decided()
    stage.do(stage.world.officer, "serve_decision", way="public", tried="直接、邮寄送达均未成功")
    row = stage.row()
    assert row.state == "by_notice"
    assert row.served_on == last_day("penalty.public_notice", LAW, stage.at.date())
    stage.later(days=31)
    stage.do(CLOCKWORK, "deem_served")
    row = stage.row()
    assert (row.state, row.pay_by) == ("performing", last_day("penalty.payment", LAW, row.served_on or date.min))


def test_the_surcharge_runs_from_the_day_after_and_the_court_is_asked_in_time(stage: CaseStage) -> None:
    stage.served()
    row = stage.row()
    assert row.due is not None
    stage.at = row.due + timedelta(minutes=1)
    stage.do(CLOCKWORK, "run_over")
    stage.later(days=9)
    stage.do(stage.world.officer, "urge")
    row = stage.row()
    assert row.pay_by is not None
    assert row.surcharge == row.fine * 3 * (timezone.localdate(stage.at) - row.pay_by).days // 100
    with pytest.raises(Conflict):
        stage.do(stage.world.head, "apply_to_court", materials="决定书\n送达回证")
    stage.later(days=200)
    stage.do(stage.world.head, "apply_to_court", materials="决定书\n送达回证\n催告书")
    row = stage.row()
    assert (row.state, row.surcharge) == ("in_court", row.fine)  # never above the fine: 处罚法 72
    stage.do(stage.world.officer, "note_court", outcome="enforced", note="（2026）豫1602行审1号")
    assert stage.row().state == "performed"


def test_instalments_make_up_the_whole(stage: CaseStage) -> None:
    stage.served()
    day = stage.at.date()
    plan = [{"day": (day + timedelta(days=30 * n)).isoformat(), "amount": "26600"} for n in (1, 2)]
    with pytest.raises(Incomplete):
        stage.do(stage.world.head, "defer", reason="经营困难，有财务报表", plan=plan[:1])
    stage.do(stage.world.head, "defer", reason="经营困难，有财务报表", plan=plan)
    stage.later(days=20)
    assert stage.do(stage.world.officer, "pay", amount="26600").proceeding.state == "deferred"
    assert stage.do(stage.world.officer, "pay", amount="26600").proceeding.state == "performed"


def test_the_decision_is_published_masked_on_the_file_of_the_subject(stage: CaseStage, firm: Subject) -> None:
    stage.investigated(found="当事人员工王小明（身份证号411602199003074018，电话13812340017）使用过期原料。")
    stage.do(stage.world.officer, "add_person", role="direct_other", name="王小明", duty="使用过期原料")
    stage.do(stage.reviewer, "review_case", opinion="同意", qualification="A2012")
    stage.do(stage.world.head, "give_notice")
    stage.do(stage.world.officer, "serve_notice", way="direct", receiver="何小满")
    stage.do(stage.world.officer, "hear_statement", waived=True)
    stage.do(stage.world.head, "decide", reply="当事人放弃陈述、申辩。")
    stage.do(stage.world.officer, "serve_decision", way="direct", receiver="何小满")
    with acting_as(CLOCKWORK):
        record = RecordedPenalty.objects.get(subject=firm)
    assert (record.state, record.decision_no) == ("recorded", stage.row().decision_no)
    assert record.perform_by == stage.row().pay_by
    stage.do(stage.world.officer, "publish_decision")
    with acting_as(CLOCKWORK):
        shown = Disclosure.objects.get(subject=firm, kind="penalty")
        assert CreditEntry.objects.filter(subject=firm, kind="penalty", ended_on=None).count() == 1
    text = str(shown.body)
    assert "411602199003074018" not in text
    assert "13812340017" not in text
    assert "王小明" not in text
    assert "王**" in text


def test_a_decision_set_aside_withdraws_paper_publication_and_ban(stage: CaseStage, firm: Subject) -> None:
    stage.investigated()
    stage.do(stage.reviewer, "review_case", opinion="同意", qualification="A2012")
    stage.do(stage.world.head, "give_notice")
    stage.do(stage.world.officer, "serve_notice", way="direct", receiver="何小满")
    stage.do(stage.world.officer, "hear_statement", waived=True)
    stage.do(stage.world.head, "decide", reply="当事人放弃陈述、申辩。")
    stage.do(stage.world.officer, "serve_decision", way="direct", receiver="何小满")
    stage.do(stage.world.officer, "publish_decision")
    stage.do(CLOCKWORK, "set_aside", reason="行政复议决定撤销")
    row = stage.row()
    with acting_as(CLOCKWORK) as machine, moment(stage.at):
        perform("credit.recorded_penalty.set_aside", row.record_id, {"reason": "行政复议决定撤销"}, machine)
        entry = CreditEntry.objects.get(subject=firm, kind="penalty")
        assert (entry.ended_why, row.state) == ("withdrawn", "annulled")
        shown = Disclosure.objects.get(subject=firm, kind="penalty")
        assert shown.withdrawn_at is not None
        outcome = queries.outcome(row.pk)
    assert outcome is not None
    assert not outcome.standing


def test_a_person_is_punished_beside_the_business_and_banned(stage: CaseStage, firm: Subject) -> None:
    ban = bans_known()[0][0]
    stage.investigated()
    person = {"role": "main_responsible", "name": "何小满", "duty": "知情仍使用", "ban": ban}
    with pytest.raises(Incomplete):
        stage.do(stage.world.officer, "add_person", **person)
    stage.do(stage.world.officer, "add_person", **person, id_number="411602199003074018")
    stage.do(stage.reviewer, "review_case", opinion="同意", qualification="A2012")
    stage.do(stage.world.head, "give_notice")
    stage.do(stage.world.officer, "serve_notice", way="direct", receiver="何小满")
    stage.do(stage.world.officer, "hear_statement", waived=True)
    with pytest.raises(Conflict) as refused:  # 处罚法 44: the person has not been told
        stage.do(stage.world.head, "decide", reply="当事人放弃陈述、申辩。")
    assert "第六十二条" in refused.value.article
    with acting_as(CLOCKWORK):
        own = PersonPenalty.objects.get(case_id=stage.pk)
    stage.do(
        stage.world.officer, "serve_person_notice", room="person_penalty", on=own.pk, way="direct", receiver="何小满"
    )
    stage.do(stage.world.officer, "hear_person", room="person_penalty", on=own.pk, waived=True)
    stage.do(stage.world.head, "decide", reply="当事人放弃陈述、申辩。")
    stage.do(stage.world.officer, "serve_decision", way="direct", receiver="何小满")
    with acting_as(CLOCKWORK):
        assert not PersonBan.objects.exists()  # the person's own decision has not been served yet
    stage.do(stage.world.officer, "serve_person", room="person_penalty", on=own.pk, way="direct", receiver="何小满")
    with acting_as(CLOCKWORK):
        assert PersonBan.objects.get(subject=firm).measure == ban


def test_another_authority_is_asked_and_answers_into_the_file(stage: CaseStage) -> None:
    stage.filed()
    with pytest.raises(Incomplete):
        stage.do(stage.world.officer, "ask_assistance", authority="411624", matter="")
    stage.do(
        stage.world.officer, "ask_assistance", authority="411624", matter="核实供货商资质", grounds="供货商在沈丘县"
    )
    with moment(stage.at), acting_as(stage.world.stranger) as other:
        asked = Assistance.objects.get()
        perform("enforcement.assistance.take_up_request", asked.pk, {}, other)
        perform("enforcement.assistance.answer_request", asked.pk, {"answer": "该供货商持证有效"}, other)
        assert not Case.objects.exists()  # the request is theirs to see, the case is not
    back = {"number": asked.number, "authority": "沈丘县市场监督管理局", "answer": "该供货商持证有效"}
    stage.do(CLOCKWORK, "take_assistance", **back)
    with acting_as(CLOCKWORK):
        assert CaseEvidence.objects.filter(proceeding_id=stage.pk, says="该供货商持证有效").exists()


def test_the_common_superior_designates_who_handles(stage: CaseStage) -> None:
    stage.filed()
    with pytest.raises(NotAllowed):
        stage.do(stage.world.head, "designate", authority="411624", reason="管辖争议")
    stage.at = timezone.now()  # the database moves a matter only at the moment of the act
    stage.do(stage.world.city, "designate", authority="411624", reason="双方对管辖有争议")
    assert stage.row().code == "411624"
