"""挂牌督办 and disputes over jurisdiction: who may list, report, prolong, discharge; who designates (处罚法 25, 39)."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.enforcement.actions.cases import last_day
from hengjian.apps.enforcement.procedures import Assistance, CaseOversight, JurisdictionDispute
from hengjian.apps.enforcement.queries.cases import deadlines
from hengjian.kernel.demo import moment
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Paper
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import again

from .stage import MONDAY, CaseStage, make_stage

pytestmark = pytest.mark.django_db
LISTING: dict[str, Any] = {
    "ground": "attention", "reason": "媒体报道，社会关注度高", "demands": "查清货源和去向，依法从快处理",
    "finish_by": "2026-05-15",
}  # fmt: skip


@pytest.fixture
def stage() -> CaseStage:
    return make_stage()


def listed(stage: CaseStage, **more: Any) -> int:
    stage.filed()
    done = stage.do(stage.world.city, "list_case", room="case_oversight", case=stage.pk, **(LISTING | more))
    return done.proceeding.pk


def act(stage: CaseStage, who: Principal, verb: str, pk: int, **given: Any) -> CaseOversight:
    stage.do(who, verb, room="case_oversight", on=pk, **given)
    with acting_as(CLOCKWORK):
        found: CaseOversight = CaseOversight.objects.get(pk=pk)
    return found


def test_a_superior_lists_a_case_and_the_case_says_so(stage: CaseStage) -> None:
    pk = listed(stage)
    with acting_as(CLOCKWORK):
        row = CaseOversight.objects.get(pk=pk)
        paper = Paper.objects.get(proceeding_id=pk)
        assert not Disclosure.objects.filter(kind="supervised_case").exists()
        assert [d.due for d in deadlines(stage.row())][-1] == date(2026, 5, 15)
    assert stage.row().supervised
    assert (row.state, row.code, row.superior) == ("taken_on", "411602", "4116")
    assert paper.data["paper"] == "PEN-03"
    assert paper.data["authority"] == "周口市市场监督管理局"  # the superior's paper, not the office's
    assert paper.data["signed_by"] == ""
    with pytest.raises(Conflict):
        stage.do(stage.world.city, "list_case", room="case_oversight", case=stage.pk, **LISTING)


def test_only_who_stands_above_lists_a_case(stage: CaseStage) -> None:
    stage.filed()
    with pytest.raises(NotAllowed):
        stage.do(stage.world.head, "list_case", room="case_oversight", case=stage.pk, **LISTING)
    with pytest.raises(Incomplete):  # of another county: not within its range
        stage.do(stage.world.stranger, "list_case", room="case_oversight", case=stage.pk, **LISTING)
    with pytest.raises(Incomplete) as refused:
        stage.do(
            stage.world.city,
            "list_case",
            room="case_oversight",
            case=stage.pk,
            **(LISTING | {"finish_by": "2026-03-09"}),
        )
    assert "finish_by" in refused.value.fields
    assert not stage.row().supervised


def test_plan_progress_extension_and_discharge(stage: CaseStage) -> None:
    pk = listed(stage)
    w = stage.world
    with acting_as(CLOCKWORK):
        row = CaseOversight.objects.get(pk=pk)
        assert row.due is not None
        assert row.due.date() == last_day("penalty.oversight_plan", LawOn(MONDAY.date()), MONDAY.date())
    row = act(stage, w.officer, "plan_work", pk, report="由稽查大队两名执法人员承办，五月上旬结案")
    assert row.due is not None
    assert timezone.localdate(row.due) == date(2026, 5, 15)  # the superior's day, no limit of the law
    row = act(stage, w.officer, "report_progress", pk, report="已查清货源，正在核实去向")
    assert row.reports == 2
    row = act(stage, w.head, "ask_more_time", pk, until="2026-06-10", reason="检验需要时间")
    assert (row.asked_until, row.finish_by) == (date(2026, 6, 10), date(2026, 5, 15))
    with pytest.raises(NotAllowed):
        act(stage, w.head, "extend_supervision", pk, until="2026-06-10", reason="检验需要时间")
    row = act(stage, w.city, "extend_supervision", pk, until="2026-06-10", reason="同意延长")
    assert (row.asked_until, row.finish_by, row.extended) == (None, date(2026, 6, 10), 1)
    with pytest.raises(Conflict):  # undecided: not finished
        act(stage, w.officer, "report_finished", pk, report="已经办结")
    with pytest.raises(NotAllowed):  # the superior does not report to itself
        act(stage, w.city, "report_progress", pk, report="已经办结")


def test_a_finished_case_is_discharged_and_the_mark_goes(stage: CaseStage) -> None:
    pk = listed(stage)
    w = stage.world
    act(stage, w.officer, "plan_work", pk, report="由两名执法人员承办")
    given = {
        "result": "no_penalty",
        "kinds": [],
        "fine": "0",
        "confiscation": "0",
        "nature": "轻微并及时改正",
        "discretion": "轻微",
    }
    at = stage.at.isoformat()
    stage.do(w.officer, "record_scene", began=at, ended=at, place="七一路8号", shown=True, told=True, text="现场情况",
             proves=["conduct", "party"])  # fmt: skip
    stage.do(w.officer, "conclude", found="事实清楚", **given)
    stage.do(stage.reviewer, "review_case", opinion="同意", qualification="A2012")
    stage.do(w.head, "decide", education="已教育")
    act(stage, w.officer, "report_finished", pk, report="已作出不予处罚决定")
    row = act(stage, w.city, "not_enough", pk, until="2026-06-01", reason="请补充货源去向")
    assert (row.state, row.finish_by) == ("under_way", date(2026, 6, 1))
    act(stage, w.officer, "report_finished", pk, report="货源去向已查清")
    assert act(stage, w.city, "discharge_case", pk, reason="要求已经落实").state == "discharged"
    assert not stage.row().supervised


def test_the_day_that_is_over_is_said_and_a_moved_day_is_not(stage: CaseStage) -> None:
    pk = listed(stage)
    act(stage, stage.world.officer, "plan_work", pk, report="由两名执法人员承办")
    act(stage, stage.world.city, "extend_supervision", pk, until="2026-06-10", reason="同意延长")
    stage.later(days=70)
    with pytest.raises(Conflict):  # the message of the old day comes late
        act(stage, CLOCKWORK, "run_late", pk, day="2026-05-15")
    stage.later(days=30)
    assert act(stage, CLOCKWORK, "run_late", pk, day="2026-06-10").late_since == date(2026, 6, 11)


def test_what_is_announced_names_nobody(stage: CaseStage) -> None:
    with pytest.raises(Incomplete) as refused:
        listed(stage, publish=True)
    assert "public_words" in refused.value.fields
    words = "依法查处周口样禾食品有限公司使用过期原料案"
    pk = stage.do(
        stage.world.city, "list_case", room="case_oversight", case=stage.pk,
        **(LISTING | {"publish": True, "public_words": words}),
    ).proceeding.pk  # fmt: skip
    with acting_as(CLOCKWORK):
        shown = Disclosure.objects.get(kind="supervised_case")
    assert shown.subject_id is None
    assert "样禾" not in str(shown.body)
    act(stage, stage.world.city, "call_off", pk, reason="案件已移送其他机关")
    with acting_as(CLOCKWORK):
        assert Disclosure.objects.filter(kind="supervised_case").count() == 2


# ---- jurisdiction ----


def disputed(stage: CaseStage) -> int:
    stage.filed()
    given = {"case": stage.pk, "authority": "411624", "reason": "违法行为主要发生在沈丘县"}
    return stage.do(stage.world.officer, "enter_dispute", room="jurisdiction_dispute", **given).proceeding.pk


def test_the_common_superior_designates_in_a_dispute_and_the_case_moves(stage: CaseStage) -> None:
    stage.at = timezone.now()  # the database moves a matter only at the moment of the act
    pk = disputed(stage)
    do = stage.do
    with acting_as(again(stage.world.stranger)):
        assert JurisdictionDispute.objects.filter(pk=pk).exists()  # the other authority sees the dispute
    do(stage.world.officer, "note_view", room="jurisdiction_dispute", on=pk, view="对方认为应由川汇区办理")
    do(stage.world.head, "ask_above", room="jurisdiction_dispute", on=pk, reason="协商未成")
    with pytest.raises(NotAllowed):
        do(stage.world.head, "designate_one", room="jurisdiction_dispute", on=pk, authority="411624", reason="由其办理")
    done = do(
        stage.world.city, "designate_one", room="jurisdiction_dispute", on=pk, authority="411624", reason="由其办理"
    )
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(act_id=done.act_id)
    assert (paper.data["paper"], paper.data["authority"]) == ("PEN-02", "周口市市场监督管理局")
    do(CLOCKWORK, "hand_over", authority="411624", reason="由其办理")
    assert (stage.row().code, stage.row().team) == ("411624", [])


def test_each_stage_of_a_dispute_has_seven_working_days(stage: CaseStage) -> None:
    pk = disputed(stage)
    law = LawOn(MONDAY.date())
    with acting_as(CLOCKWORK):
        row = JurisdictionDispute.objects.get(pk=pk)
        assert row.due is not None
        assert row.due.date() == last_day("penalty.jurisdiction_consult", law, MONDAY.date()) == date(2026, 3, 18)
    done = stage.do(
        stage.world.head, "agree", room="jurisdiction_dispute", on=pk, ours=True, reason="双方同意由川汇区办理"
    )
    assert done.proceeding.state == "agreed_between"
    assert stage.row().code == "411602"


def test_an_authority_that_joined_contributes_to_the_case(stage: CaseStage) -> None:
    stage.filed()
    stage.do(stage.world.head, "handle_jointly", authority="411624", reason="跨县流通，联合查办")
    with pytest.raises(Conflict):
        stage.do(stage.world.head, "handle_jointly", authority="411624", reason="跨县流通，联合查办")
    with moment(stage.at), acting_as(again(stage.world.stranger)) as other:
        joined = Assistance.objects.get()
        assert joined.joint
        perform("enforcement.assistance.take_up_request", joined.pk, {}, other)
        done = perform("enforcement.assistance.contribute", joined.pk, {"answer": "下游三家商户已核查"}, other)
        assert done.proceeding.state == "taken_up"
        perform("enforcement.assistance.answer_request", joined.pk, {"answer": "本县部分已查清"}, other)


def test_no_superior_is_its_own(stage: CaseStage) -> None:
    stage.filed()
    given = {"case": stage.pk, "authority": "411602", "reason": "由本机关自行指定"}
    with pytest.raises(Incomplete):
        stage.do(stage.world.officer, "enter_dispute", room="jurisdiction_dispute", **given)
