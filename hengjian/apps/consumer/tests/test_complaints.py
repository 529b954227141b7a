"""Complaints: filed without an account, accepted or refused in time, mediated, ended; a breach is never bought off."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.consumer.actions.afterwards import Rated, rate
from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.queries import guest_of
from hengjian.apps.consumer.rules.acceptance import ComplaintFacts, acceptance, article
from hengjian.apps.consumer.tests.builders import (
    CODE,
    FILED,
    NAME,
    PHONE,
    accepted,
    complained,
    do,
    fresh,
    guest,
    proposed,
    run_out,
    settled,
    shop,
)
from hengjian.apps.enforcement.procedures import Lead
from hengjian.kernel import deadline
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Paper, Recusal, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import World, make_subject

pytestmark = pytest.mark.django_db
OLD, NEW = LawOn(date(2026, 4, 14)), LawOn(date(2026, 4, 15))


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


# ---- without an account ----


def test_somebody_without_an_account_complains_and_sees_it_by_code_and_phone(world: World, subject: Subject) -> None:
    row = complained(subject)
    assert (row.state, row.code, row.number[-1]) == ("received", "411602", "号")
    with acting_as(guest()) as who:
        assert Complaint.objects.get().filer_phone == PHONE
        assert who.user_id is None
    for wrong in (guest_of("K7QF-2MXA-9TRE", PHONE), guest_of(CODE, "13800138124")):
        with acting_as(wrong):
            assert not Complaint.objects.exists()


def test_code_and_phone_are_read_however_they_are_typed() -> None:
    assert guest_of("k7qf2mxa9trd", "138 0013 8123").id == guest_of(CODE, PHONE).id


def test_it_is_decided_on_within_seven_working_days(world: World, subject: Subject) -> None:
    row = complained(subject)
    assert row.due == deadline.reckon("consumer.complaint.accept", LawOn(row.law_on), row.opened_at)[1].due


def test_the_same_form_sent_twice_is_one_complaint(world: World, subject: Subject) -> None:
    given = FILED | {"subject": subject.pk}
    first = do(guest(), "complaint.complain", None, "once", **given)
    again = do(guest(), "complaint.complain", None, "once", **given)
    assert again.replayed
    assert again.proceeding.pk == first.proceeding.pk


def test_it_says_against_whom_and_not_in_the_future(world: World) -> None:
    with pytest.raises(Incomplete) as caught:
        do(guest(), "complaint.complain", **FILED)
    assert set(caught.value.fields) == {"business"}
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    with pytest.raises(Incomplete) as caught:
        do(guest(), "complaint.complain", **FILED | {"business": "某店", "happened_on": tomorrow})
    assert set(caught.value.fields) == {"happened_on"}


def test_the_hotline_writes_it_down_and_the_person_gets_a_code(world: World, subject: Subject) -> None:
    given = FILED | {"subject": subject.pk, "channel": "hotline_12345", "channel_number": "12345-0099"}
    row = do(world.officer, "complaint.enter_complaint", **given).proceeding
    stored = fresh(row)
    with acting_as(guest_of(stored.query_code, PHONE)):
        assert Complaint.objects.get().channel == "hotline_12345"


def test_who_filed_is_masked_in_facts_and_papers(world: World, subject: Subject) -> None:
    row = complained(subject)
    with acting_as(world.officer):
        shown = str(row.facts()) + str(list(Paper.objects.filter(proceeding_id=row.pk).values_list("data", flat=True)))
    assert NAME not in shown
    assert PHONE not in shown


# ---- competence ----


def test_it_goes_to_the_county_where_the_business_is_run(world: World) -> None:
    elsewhere = make_subject("沈丘县样和超市", code="411624")
    assert complained(elsewhere, place_division="411602").code == "411602"
    online = complained(elsewhere, place_division="411602", respondent="platform")
    assert online.code == "411624"
    assert "第" in online.route or "办法" in online.route


def test_a_transfer_moves_it_with_its_clock_and_form_3(world: World, subject: Subject) -> None:
    row = complained(subject)
    moved = do(world.officer, "complaint.transfer", row.pk, authority="411624", reason="实际经营地在沈丘县").proceeding
    assert (moved.code, moved.state, moved.due) == ("411624", "received", row.due)
    with acting_as(world.stranger):
        assert Paper.objects.filter(proceeding_id=row.pk, template="consumer.forwarding").exists()
        assert Complaint.objects.filter(pk=row.pk).exists()
    with acting_as(guest()):
        assert Complaint.objects.filter(pk=row.pk).exists(), "the person still sees it"


def test_a_dispute_is_decided_by_the_common_superior(world: World, subject: Subject) -> None:
    row = complained(subject)
    do(world.officer, "complaint.dispute_competence", row.pk, authority="411624", reason="平台住所地不在本区")
    with pytest.raises(NotAllowed):
        do(world.head, "complaint.hand_over", row.pk, authority="411624", reason="指定由沈丘县局处理")
    with pytest.raises(Incomplete):
        do(world.city, "complaint.hand_over", row.pk, authority="4116", reason="指定由市局处理的理由")
    done = do(world.city, "complaint.hand_over", row.pk, authority="411624", reason="指定由沈丘县局处理").proceeding
    assert (done.code, done.state) == ("411624", "received")


# ---- accepting ----


def facts(**more: Any) -> ComplaintFacts:
    return ComplaintFacts(**{  # type: ignore[arg-type]
        "known_on": None, "today": date(2026, 8, 3), "has_respondent": True, "identity_missing": False, "limit_until": None,
        **more,
    })  # fmt: skip


def test_grounds_bear_the_article_of_the_complaints_own_day() -> None:
    """Order 20 art. 15 until 14 April 2026, Order 121 art. 16 from the day after; false identity is a ground only there."""
    assert "第十五条" in str(article("too_old", OLD))
    assert "第十六条" in str(article("too_old", NEW))
    assert article("identity", OLD) is None
    assert "第（六）项" in str(article("identity", NEW)) or "六" in str(article("identity", NEW))


def test_three_years_after_the_person_knew_it_is_too_late() -> None:
    until = date(2026, 8, 2)
    assert acceptance(facts(limit_until=until), NEW).barred
    assert acceptance(facts(limit_until=until, today=until), NEW).clear


def test_an_old_harm_is_not_accepted(world: World, subject: Subject) -> None:
    row = complained(subject, happened_on="2020-02-01")
    with pytest.raises(Incomplete) as caught:
        do(world.officer, "complaint.accept", row.pk, mediator=world.officer.officer_id)
    assert "第十六条" in str(caught.value.article)
    assert fresh(row).state == "received"


def test_the_business_takes_part_from_acceptance_on(world: World, subject: Subject) -> None:
    row = complained(subject)
    with acting_as(world.enterprise):
        assert not Complaint.objects.exists()
    do(world.officer, "complaint.accept", row.pk, mediator=world.officer.officer_id)
    done = do(world.enterprise, "complaint.reply", row.pk, reply="愿意上门检测").proceeding
    assert done.replies[0]["text"] == "愿意上门检测"


def test_refusal_names_ground_article_and_another_way(world: World, subject: Subject) -> None:
    row = complained(subject)
    done = do(
        world.officer, "complaint.refuse", row.pk, ground="handled_elsewhere", reason="法院已受理同一争议"
    ).proceeding
    assert (done.state, "第十六条" in done.ground_article) == ("refused", True)
    with acting_as(world.officer):
        paper = Paper.objects.get(proceeding_id=row.pk, template="consumer.refusal")
    assert paper.data["instead"]


def test_identity_is_asked_for_and_the_clock_alone_refuses_nobody(world: World, subject: Subject) -> None:
    row = complained(subject)
    asked = do(world.officer, "complaint.ask_identity", row.pk, missing="请上传身份证正面").proceeding
    assert asked.due == deadline.reckon("consumer.complaint.identity", LawOn(row.law_on), fresh(asked).opened_at)[1].due
    run_out(asked)
    back = fresh(row)
    assert (back.state, back.identity_missing) == ("received", True)
    with pytest.raises(Incomplete):
        do(world.officer, "complaint.accept", row.pk, mediator=world.officer.officer_id)
    done = do(world.officer, "complaint.refuse", row.pk, ground="identity", reason="逾期未补充身份材料").proceeding
    assert done.state == "refused"


# ---- mediation ----


def test_an_appraisal_stops_the_clock(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    stopped = do(world.officer, "complaint.begin_appraisal", row.pk, what="委托市质检中心检测电机").proceeding
    assert stopped.due is None
    with pytest.raises(Conflict):
        do(world.officer, "complaint.begin_appraisal", row.pk, what="再次检测电机漏水")
    again = do(world.officer, "complaint.end_appraisal", row.pk, result="密封圈缺陷").proceeding
    assert again.due >= row.due


def test_a_side_may_ask_for_another_mediator_and_a_leader_decides(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    do(guest(), "complaint.doubt_mediator", row.pk, reason="与店主是亲戚")
    with pytest.raises(Incomplete):
        do(
            world.head,
            "complaint.decide_on_mediator",
            row.pk,
            agreed=True,
            mediator=world.officer.officer_id,
            reason="属实",
        )
    given = {"agreed": True, "mediator": world.colleague.officer_id, "reason": "情况属实"}
    done = do(world.head, "complaint.decide_on_mediator", row.pk, **given).proceeding
    assert done.handler_id == world.colleague.officer_id
    with acting_as(CLOCKWORK):
        assert Recusal.objects.filter(proceeding_id=row.pk, officer_id=world.officer.officer_id).exists()
    with pytest.raises(NotAllowed):
        do(world.officer, "complaint.terminate", row.pk, ground="no_agreement", reason="不愿再谈")


def test_both_sides_sign_and_the_document_is_issued(world: World, subject: Subject) -> None:
    row = proposed(world, subject)
    half = do(guest(), "complaint.sign_as_consumer", row.pk).proceeding
    assert (half.state, half.signed, half.due) == ("agreement", ["consumer"], row.due)
    with pytest.raises(Conflict):
        do(guest(), "complaint.sign_as_consumer", row.pk)
    done = do(world.enterprise, "complaint.sign_as_business", row.pk).proceeding
    assert done.state == "settled"
    with acting_as(guest()):
        assert Paper.objects.filter(template="consumer.agreement").count() == 1
    with acting_as(world.nobody):
        shown = Disclosure.objects.get(kind="consumer_complaint")
    assert (shown.body["coded"]["result"], shown.subject_id) == ("settled", subject.pk)
    assert NAME not in str(shown.body)


def test_without_consent_nothing_is_published(world: World, subject: Subject) -> None:
    settled(world, subject, consents=False)
    with acting_as(world.nobody):
        assert not Disclosure.objects.filter(kind="consumer_complaint").exists()


def test_mediation_lapses_by_the_clock_with_form_8(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    run_out(row)
    done = fresh(row)
    assert (done.state, "第二十三条" in done.ground_article) == ("lapsed", True)
    with acting_as(world.officer):
        assert Paper.objects.filter(proceeding_id=row.pk, template="consumer.termination").exists()


def test_only_the_own_side_withdraws(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    with pytest.raises(NotAllowed):
        do(world.enterprise, "complaint.withdraw", row.pk)
    with pytest.raises(NotFound):
        do(world.citizen, "complaint.withdraw", row.pk)
    assert do(guest(), "complaint.withdraw", row.pk, reason="已自行和解").proceeding.state == "withdrawn"


# ---- a breach is not bought off ----


def test_a_settlement_waits_for_the_lead(world: World, subject: Subject) -> None:
    row = proposed(world, subject)
    do(world.officer, "complaint.note_breach", row.pk, signs="销售翻新机冒充新机")
    do(guest(), "complaint.sign_as_consumer", row.pk)
    waits = do(world.enterprise, "complaint.sign_as_business", row.pk).proceeding
    assert (waits.state, waits.closed_at) == ("lead_awaited", None)
    with pytest.raises(Conflict) as caught:
        do(world.officer, "complaint.close_with_lead", row.pk)
    assert "agreement does not take the place" in caught.value.fact or "不" in caught.value.fact
    with acting_as(CLOCKWORK):
        lead = Lead.objects.get(source_proceeding=row.pk)
    do(world.colleague, "enforcement.lead.dismiss", lead.pk, ground="no_breach", decision="核查为合格样机")
    assert do(world.officer, "complaint.close_with_lead", row.pk).proceeding.state == "settled"


def test_neither_withdrawal_nor_the_clock_closes_it_before_the_lead(world: World, subject: Subject) -> None:
    first = accepted(world, subject)
    do(world.officer, "complaint.note_breach", first.pk, signs="无证销售燃气灶")
    assert do(guest(), "complaint.withdraw", first.pk).proceeding.state == "lead_awaited"
    second = accepted(world, subject)
    do(world.officer, "complaint.note_breach", second.pk, signs="无证销售燃气灶")
    run_out(second)
    assert (fresh(second).state, fresh(second).ended_as) == ("lead_awaited", "lapsed")


# ---- afterwards ----


def test_the_person_rates_once_and_only_after_the_end(world: World, subject: Subject) -> None:
    row = settled(world, subject)
    given = Rated(stars="5", words="很快")
    with acting_as(guest()) as who:
        rate(Complaint.objects.get(pk=row.pk), given, who)
        with pytest.raises(Conflict):
            rate(Complaint.objects.get(pk=row.pk), given, who)
    assert fresh(row).stars == 5
    with acting_as(world.enterprise) as other, pytest.raises(Conflict):
        rate(Complaint.objects.get(pk=row.pk), given, other)


def test_a_review_by_another_officer_has_it_handled_again(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    do(world.officer, "complaint.terminate", row.pk, ground="no_agreement", reason="双方分歧大")
    asked = do(guest(), "complaint_review.ask_review", complaint=row.pk, why="没有通知我调解时间").proceeding
    with pytest.raises(Conflict):
        do(guest(), "complaint_review.ask_review", complaint=row.pk, why="没有通知我调解时间")
    do(world.head, "complaint_review.have_handled_again", asked.pk, answer="程序有瑕疵，重新办理")
    again = do(CLOCKWORK, "complaint.handle_again", review=asked.pk).proceeding
    assert (again.state, again.again_of) == ("received", row.number)
    with acting_as(guest()):
        assert Complaint.objects.filter(pk=again.pk).exists()


def test_urging_is_on_the_file(world: World, subject: Subject) -> None:
    row = complained(subject)
    assert do(guest(), "complaint.urge", row.pk).proceeding.urged == 1


# ---- claims for profit ----


def test_the_machine_counts_and_refuses_nobody(world: World, subject: Subject) -> None:
    for _n in range(3):
        row = complained(subject)
    done = do(CLOCKWORK, "complaint.examine", row.pk).proceeding
    assert (done.earlier, done.state) == (2, "received")


def test_only_a_leader_finds_malice_with_article_and_after_hearing(world: World, subject: Subject) -> None:
    row = complained(subject)
    given = {"criterion": "made_up", "reason": "监控显示异物由投诉人自行放入", "heard": True}
    with pytest.raises(NotAllowed):
        do(world.officer, "complaint.find_abuse", row.pk, **given)
    with pytest.raises(Incomplete):
        do(world.head, "complaint.find_abuse", row.pk, **given | {"heard": False})
    done = do(world.head, "complaint.find_abuse", row.pk, **given).proceeding
    assert (done.abuse, done.state) == ("made_up", "received")
