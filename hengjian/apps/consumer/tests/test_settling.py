"""Online settlement, stations, payment in advance, other bodies, a court's confirmation, rewards, questions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given as draws
from hypothesis import strategies as st

from hengjian.apps.consumer.models import ServiceStation
from hengjian.apps.consumer.procedures import Complaint, Negotiation
from hengjian.apps.consumer.queries.odr import members, speed
from hengjian.apps.consumer.rules.rewards import RewardFacts, entitled, reward
from hengjian.apps.consumer.tests.builders import (
    FILED,
    NAME,
    PHONE,
    SAID,
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
from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.tests.stage import CaseStage
from hengjian.kernel import deadline
from hengjian.kernel.clock import due_on
from hengjian.kernel.law import LawOn, limit
from hengjian.kernel.models import Disclosure, Paper, Party, Subject
from hengjian.kernel.offers import offers_of
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World
from hengjian.web.starting import startable

pytestmark = pytest.mark.django_db
LAW = LawOn(date(2026, 8, 3))


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


# ---- online settlement ----


def joined(world: World, subject: Subject) -> Any:
    given = {"subject": subject.pk, "contact": "0394-8000000", "first_asked": True}
    row = do(world.enterprise, "odr_membership.join", **given).proceeding
    return do(world.officer, "odr_membership.admit", row.pk).proceeding


def talking(world: World, subject: Subject) -> Any:
    joined(world, subject)
    row = do(guest(), "negotiation.negotiate", **FILED | {"subject": subject.pk}).proceeding
    return do(CLOCKWORK, "negotiation.bring_in", row.pk).proceeding


def test_only_a_business_itself_joins_and_everybody_sees_it(world: World, subject: Subject) -> None:
    with pytest.raises(NotAllowed):
        do(world.citizen, "odr_membership.join", subject=subject.pk, contact="0394-8000000")
    row = joined(world, subject)
    with acting_as(world.nobody):
        assert [d.subject_id for d in members()] == [subject.pk]
    do(world.enterprise, "odr_membership.leave", row.pk, reason="不再参加")
    do(CLOCKWORK, "odr_membership.take_down", row.pk)
    with acting_as(world.nobody):
        assert not members().exists()


def test_with_a_stranger_to_it_nobody_negotiates(world: World, subject: Subject) -> None:
    with pytest.raises(Incomplete):
        do(guest(), "negotiation.negotiate", **FILED | {"subject": subject.pk})


def test_offers_go_to_and_fro_until_one_is_accepted_and_both_have_signed(world: World, subject: Subject) -> None:
    row = talking(world, subject)
    with pytest.raises(Conflict):
        do(guest(), "negotiation.accept_offer", row.pk)  # the last word is one's own
    do(world.enterprise, "negotiation.offer", row.pk, text="退一半", amount="649.50")
    do(guest(), "negotiation.offer", row.pk, text="要求全退", amount="1299")
    do(world.enterprise, "negotiation.offer", row.pk, text="退一千二", amount="1200")
    signing = do(guest(), "negotiation.accept_offer", row.pk).proceeding
    assert (signing.state, signing.terms, signing.terms_amount) == ("signing", "退一千二", 120000)
    with pytest.raises(Conflict):
        do(guest(), "negotiation.sign_settlement", row.pk)
    done = do(world.enterprise, "negotiation.sign_settlement", row.pk).proceeding
    assert (done.state, done.signed) == ("reconciled", ["consumer", "business"])
    with acting_as(world.nobody):
        pace = speed([subject.pk])[subject.pk]
        text = str(list(Disclosure.objects.values_list("body", flat=True)))
    assert (pace.ended, pace.settled, pace.share) == (1, 1, "100%")
    assert NAME not in text
    with acting_as(guest()):
        assert Paper.objects.filter(template="consumer.settlement").exists()


def test_without_agreement_it_becomes_a_complaint_of_the_same_person(world: World, subject: Subject) -> None:
    row = talking(world, subject)
    run_out(row)
    assert fresh(row).state == "broken_off"
    done = do(CLOCKWORK, "complaint.take_over", negotiation=row.pk).proceeding
    assert (done.state, done.channel, done.subject_id) == ("received", "odr", subject.pk)
    assert done.due == deadline.reckon("consumer.complaint.accept", LawOn(done.law_on), done.opened_at)[1].due
    with acting_as(guest()):
        assert Complaint.objects.get().filer_name == NAME
        assert Negotiation.objects.count() == 1


# ---- stations and payment in advance ----


def station(world: World) -> ServiceStation:
    with acting_as(CLOCKWORK):
        return ServiceStation.objects.create(
            number="ZD-1", name="样商场服务站", code="411602002", keeper_id=world.citizen.user_id
        )


def test_a_station_tries_and_only_its_keeper_records(world: World, subject: Subject) -> None:
    row = complained(subject)
    do(world.officer, "complaint.send_to_station", row.pk, station=station(world).pk)
    with acting_as(world.citizen):
        assert Complaint.objects.filter(pk=row.pk).exists()
    done = do(world.citizen, "complaint.settle_at_station", row.pk, terms="当场换货", amount="0").proceeding
    assert (done.state, done.mediator) == ("settled", "样商场服务站")


def test_what_a_station_does_not_settle_keeps_the_persons_own_clock(world: World, subject: Subject) -> None:
    row = complained(subject)
    do(world.officer, "complaint.send_to_station", row.pk, station=station(world).pk)
    run_out(fresh(row))
    back = fresh(row)
    assert (back.state, back.due) == ("received", row.due)


def test_a_payment_in_advance_is_on_the_file(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    given = {"who": "样商场有限公司", "amount": "1299"}
    assert do(world.enterprise, "complaint.record_advance", row.pk, **given).proceeding.advanced == 129900


# ---- other bodies ----


def test_another_mediator_needs_the_consent_of_both(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    given = {"complaint_number": row.number, "body": "people", "body_name": "样街道人民调解委员会"}
    with pytest.raises(Incomplete):
        do(world.officer, "referral.refer", **given)
    made = do(world.officer, "referral.refer", **given | {"agreed": True}).proceeding
    do(world.officer, "referral.body_takes", made.pk)
    done = do(world.officer, "referral.record_result", made.pk, outcome="settled", note="退款五百元").proceeding
    assert (done.state, fresh(row).state) == ("done", "mediation"), "the complaint keeps its own clock"


def test_thirty_days_from_the_agreement_to_ask_a_court(world: World, subject: Subject) -> None:
    row = settled(world, subject)
    given = {"complaint_number": row.number, "court": "川汇区人民法院"}
    made = do(world.officer, "court_confirmation.prepare_confirmation", **given).proceeding
    rule = limit("consumer.complaint.confirm_court", timezone.localdate())
    assert made.due.date() == due_on(fresh(row).closed_at, rule).due.date()  # type: ignore[union-attr]
    run_out(made)
    assert fresh(made).state == "missed"


# ---- rewards ----


@pytest.mark.parametrize(
    ("tier", "fine", "confiscation", "amount"),
    [
        (1, "200000", "0", "10000.00"),  # 5 %
        (1, "20000", "0", "5000"),  # the floor of tier 1
        (2, "86000", "4000", "3000"),  # 3 % are 2700: the floor of tier 2
        (2, "100000", "100000", "6000.00"),
        (3, "0", "0", "1000"),  # no fine in the case: not below the floor
        (3, "250000", "0", "2500.00"),  # 1 %
        (1, "30000000", "0", "1000000"),  # the cap of one case
    ],
)
def test_worked_rewards(tier: int, fine: str, confiscation: str, amount: str) -> None:
    """国市监稽规〔2021〕4号: 5 %, 3 %, 1 % of fine and confiscation; floors 5000, 3000, 1000; cap one million."""
    assert reward(RewardFacts(tier, Decimal(fine), Decimal(confiscation)), LAW).amount == Decimal(amount)


def test_from_half_a_million_on_finance_takes_part() -> None:
    assert reward(RewardFacts(1, Decimal(10_000_000), Decimal(0)), LAW).with_finance
    assert not reward(RewardFacts(1, Decimal(9_999_000), Decimal(0)), LAW).with_finance


@draws(st.integers(1, 3), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_reward_lies_between_floor_and_cap_and_grows_with_the_fine(tier: int, fine: int, more: int) -> None:
    low = reward(RewardFacts(tier, Decimal(fine), Decimal(0)), LAW)
    high = reward(RewardFacts(tier, Decimal(fine + more), Decimal(0)), LAW)
    assert low.floor <= low.amount <= high.amount <= high.cap


def test_who_is_excluded_gets_nothing_unless_an_insider_violator() -> None:
    facts = RewardFacts(1, Decimal(1), Decimal(0), "staff")
    assert entitled(facts, LAW).barred
    assert entitled(RewardFacts(1, Decimal(1), Decimal(0), "violator"), LAW).barred
    assert entitled(RewardFacts(1, Decimal(1), Decimal(0), "violator", insider=True), LAW).clear
    assert entitled(RewardFacts(1, Decimal(1), Decimal(0), major=False), LAW).barred


def test_a_reward_is_proposed_granted_claimed_by_code_and_paid(world: World, subject: Subject) -> None:
    said = SAID | {"subject": subject.pk, "named": True, "name": NAME, "phone": PHONE, "wants_reward": True}
    row = do(guest(), "report.report", **said).proceeding
    lead = do(world.officer, "report.to_enforcement", row.pk).proceeding.lead
    do(world.officer, "enforcement.lead.file_case", lead, cause="breach", decision="证据初步充分")
    do(world.officer, "report.record_outcome", row.pk, result="filed", reason="已立案调查")
    given = {"report_number": row.number, "case_number": "周川市监处罚〔2026〕7号", "fine": "86000", "tier": "2"}
    made = do(world.officer, "reward_claim.propose_reward", **given).proceeding
    assert made.reward == 300000
    with pytest.raises(Conflict):
        do(world.officer, "reward_claim.propose_reward", **given)
    with pytest.raises(NotAllowed):
        do(world.officer, "reward_claim.grant", made.pk)
    do(world.head, "reward_claim.grant", made.pk)
    do(guest(), "reward_claim.claim", made.pk, account="6222020000000000001")
    with acting_as(CLOCKWORK):
        assert Party.objects.filter(proceeding_id=made.pk, principal=guest().id).exists()
    assert do(world.officer, "reward_claim.pay", made.pk).proceeding.state == "paid"


def test_the_reward_rests_on_the_decision_of_the_case_itself(world: World, subject: Subject) -> None:
    said = SAID | {"subject": subject.pk, "named": True, "name": NAME, "phone": PHONE, "wants_reward": True}
    row = do(guest(), "report.report", **said).proceeding
    lead = do(world.officer, "report.to_enforcement", row.pk).proceeding.lead
    do(world.officer, "enforcement.lead.file_case", lead, cause="breach", decision="证据初步充分")
    do(world.officer, "report.record_outcome", row.pk, result="filed", reason="已立案调查")
    case = CaseStage.of(world, subject, timezone.now())
    case.proposed(lead=lead)
    given = {"report_number": row.number, "case_number": "另一号", "fine": "1", "tier": "2"}
    with pytest.raises(Conflict):  # not decided yet: nothing that is typed stands for it
        do(world.officer, "reward_claim.propose_reward", **given)
    with acting_as(CLOCKWORK):
        decided = {
            "result": "penalty",
            "fine": 8_600_000,
            "decision_no": "川市监处罚〔2026〕7号",
            "decided_on": "2026-03-20",
        }
        Case.objects.filter(pk=case.pk).update(**decided)
    made = do(world.officer, "reward_claim.propose_reward", **given).proceeding
    assert (made.reward, made.fine, made.case_number) == (300000, 8_600_000, "川市监处罚〔2026〕7号")


# ---- questions ----


def test_a_question_is_answered_where_the_person_looks_it_up(world: World) -> None:
    given = {"place_division": "411602", "what": "七天无理由退货怎么算？", "name": NAME, "phone": PHONE}
    row = do(guest(), "enquiry.enquire", **given).proceeding
    do(world.officer, "enquiry.answer", row.pk, reply="自签收次日起七日内")
    with acting_as(guest()):
        assert fresh(row).reply == "自签收次日起七日内"
    assert row.due is not None
    assert row.due - row.opened_at > timedelta(days=4)


# ---- what is offered, and what is kept ----


def offered(who: Principal, row: Any) -> set[str]:
    with acting_as(who):
        return {offer.act.verb for offer in offers_of(type(row).objects.get(pk=row.pk), who) if offer.allowed}


def test_the_thread_begins_with_what_the_consumer_asks_for(world: World, subject: Subject) -> None:
    row = talking(world, subject)
    assert (row.offers[0]["text"], row.offers[0]["amount"]) == ("更换", 129900)
    assert "accept_offer" not in offered(guest(), row), "nobody accepts the own offer"
    assert "accept_offer" in offered(world.enterprise, row)


def test_a_settlement_bears_its_amount(world: World, subject: Subject) -> None:
    row = talking(world, subject)
    do(world.enterprise, "negotiation.offer", row.pk, text="退一千二", amount="1200")
    do(guest(), "negotiation.accept_offer", row.pk)
    assert "sign_settlement" not in offered(guest(), row)
    do(world.enterprise, "negotiation.sign_settlement", row.pk)
    with acting_as(CLOCKWORK):
        assert Paper.objects.get(proceeding=row.pk).data["terms"] == "退一千二（1200.00 元）"


def test_a_failed_negotiation_keeps_what_was_asked_and_when_the_person_knew(world: World, subject: Subject) -> None:
    joined(world, subject)
    told = FILED | {"subject": subject.pk, "known_on": "2026-08-05", "wish": "repair", "delegable": True}
    row = do(guest(), "negotiation.negotiate", **told).proceeding
    do(guest(), "negotiation.break_off", row.pk)
    made = do(CLOCKWORK, "complaint.take_over", negotiation=row.pk).proceeding
    assert (made.wish, made.known_on.isoformat(), made.delegable) == ("repair", "2026-08-05", True)


def test_the_thirty_days_run_from_the_signatures_while_the_lead_is_still_open(world: World, subject: Subject) -> None:
    """民事诉讼法第二百零五条: thirty days from the agreement, not from the day the complaint is closed."""
    row = proposed(world, subject)
    do(world.officer, "complaint.note_breach", row.pk, signs="涉嫌销售不合格产品")
    do(guest(), "complaint.sign_as_consumer", row.pk)
    waiting = do(world.enterprise, "complaint.sign_as_business", row.pk).proceeding
    assert (waiting.state, waiting.agreed_on) == ("lead_awaited", timezone.localdate())
    given = {"complaint_number": row.number, "court": "川汇区人民法院"}
    made = do(world.officer, "court_confirmation.prepare_confirmation", **given).proceeding
    assert made.agreed_on == timezone.localdate()


def test_acts_that_are_idle_are_not_offered(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    assert not {"end_appraisal"} & offered(world.officer, row)
    assert not {"decide_on_mediator"} & offered(world.head, row)
    do(guest(), "complaint.doubt_mediator", row.pk, reason="与商家是亲戚")
    assert "decide_on_mediator" in offered(world.head, row)
    do(world.officer, "complaint.begin_appraisal", row.pk, what="委托市质检所鉴定，费用由商家付")
    assert {"end_appraisal", "begin_appraisal"} & offered(world.officer, row) == {"end_appraisal"}
    do(world.officer, "complaint.note_breach", row.pk, signs="涉嫌销售不合格产品")
    assert "note_breach" not in offered(world.officer, row)


def test_an_insiders_report_is_not_offered_to_an_account(world: World) -> None:
    assert "consumer.report.blow" not in {act.name for act in startable(world.citizen)}
    assert "consumer.report.report" in {act.name for act in startable(world.citizen)}
