"""Entry, objection and removal; the serious list with notice, consent and term (Orders 68 and 44)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hengjian.apps.credit import queries
from hengjian.apps.credit.rules import gate
from hengjian.apps.credit.tests.builders import (
    do,
    entries,
    firm,
    listed,
    on_day,
    proposed,
    published,
    reload,
    run_out,
    seriously_listed,
)
from hengjian.apps.registry import queries as register
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Clock, Disclosure, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World

LAW = LawOn(date(2026, 11, 20))


def facts(**changed: object) -> gate.GateFacts:
    given: dict[str, object] = {"heavier": True, "gravity": ("malice",), "no_fault": False, "penalty_stands": True}
    return gate.GateFacts(**given | changed)  # type: ignore[arg-type]


def test_the_gate_wants_a_heavier_penalty_gravity_and_fault() -> None:
    """Order 44, arts. 2 and 12."""
    assert gate.gate(facts(), LAW).clear
    for changed in (
        {"heavier": False},
        {"gravity": ()},
        {"no_fault": True},
        {"penalty_stands": False},
        {"already": "x"},
    ):
        assert gate.gate(facts(**changed), LAW).barred, changed


def test_the_level_above_is_above() -> None:
    assert gate.above("4116", "411602")
    assert gate.above("0", "41")
    assert not gate.above("411602", "411602")
    assert not gate.above("4113", "411602")


@pytest.mark.django_db
class TestAbnormal:
    def test_listed_it_is_public_and_bars_the_simplified_way_out(self, world: World, subject: Subject) -> None:
        listed(subject)
        assert queries.listed(subject.pk).abnormal
        assert Disclosure.objects.filter(subject=subject, kind="abnormal_operation").count() == 1
        with acting_as(world.enterprise):
            found = register.hindrances(subject)
        assert [h.kind for h in found] == ["abnormal"]
        assert "re11" in {m.id for m in queries.measures_for(subject.pk)}

    def test_an_individual_business_is_marked_not_listed(self, world: World) -> None:
        shop = firm(world, "样禾餐饮店", "individual_business")
        listed(shop)
        found = queries.listed(shop.pk)
        assert (found.abnormal, found.marked) == (False, True)
        with acting_as(CLOCKWORK):
            assert register.hindrances(shop) == ()

    def test_the_same_cause_is_not_entered_twice(self, subject: Subject) -> None:
        listed(subject)
        with pytest.raises(Incomplete):
            listed(subject)
        listed(subject, "false_information")
        assert len(queries.standing(subject.pk)) == 2

    def test_an_objection_is_taken_up_in_five_and_verified_in_twenty_working_days(
        self, world: World, subject: Subject
    ) -> None:
        row = listed(subject)
        row = do(
            world.enterprise, "abnormal_listing.object_to_entry", row.pk, objection="门店正常经营，有人值守"
        ).proceeding
        assert row.due_limit == "credit.objection_accept"
        row = do(world.officer, "abnormal_listing.take_up", row.pk).proceeding
        assert row.due_limit == "credit.objection_verify"
        do(world.colleague, "abnormal_listing.cancel_entry", row.pk, reason="核实确有人经营")
        [entry] = entries(subject)
        assert entry.ended_why == "withdrawn"
        assert not queries.listed(subject.pk).any

    def test_after_thirty_days_no_objection_is_taken(self, world: World, subject: Subject) -> None:
        with on_day(timezone.localdate() - timedelta(days=40)):
            row = listed(subject)
        with pytest.raises(Conflict) as refused:
            do(world.enterprise, "abnormal_listing.object_to_entry", row.pk, objection="迟到的异议")
        assert "第十五条" in str(refused.value.article)

    def test_it_is_not_removed_while_reports_are_missing(self, world: World, subject: Subject) -> None:
        row = listed(subject, "no_annual_report", year=2025)
        with pytest.raises(Incomplete):
            do(world.colleague, "abnormal_listing.remove", row.pk, reason="申请移出")

    def test_a_stranger_county_enters_nothing_here(self, world: World, subject: Subject) -> None:
        given = {"subject": subject.pk, "cause": "unreachable_domicile", "found": "无法联系", "found_on": "2026-11-01"}
        with pytest.raises(Incomplete):
            do(world.stranger, "abnormal_listing.enter", **given)


@pytest.mark.django_db
class TestSerious:
    def test_notice_defence_consent_decision_and_three_years(self, world: World, subject: Subject) -> None:
        row = proposed(world, subject)
        row = do(world.enterprise, "serious_listing.defend", row.pk, said="已主动召回").proceeding
        with pytest.raises(Conflict):  # a county does not decide alone (art. 14)
            do(world.head, "serious_listing.decide_entry", row.pk, reason="性质恶劣")
        do(world.colleague, "serious_listing.ask_consent", row.pk, reason="请予同意列入")
        with pytest.raises(NotAllowed):
            do(world.head, "serious_listing.consent", row.pk, reason="自己同意")
        do(world.city, "serious_listing.consent", row.pk, reason="同意列入名单")
        row = do(world.head, "serious_listing.decide_entry", row.pk, reason="性质恶劣，情节严重").proceeding
        assert row.state == "listed"
        [entry] = entries(subject, kind="serious")
        assert entry.until is not None
        assert entry.until.year == timezone.localdate().year + 3
        assert queries.listed(subject.pk).serious
        assert {"re12", "re13", "re16"} <= {m.id for m in queries.measures_for(subject.pk)}
        assert run_out(row).state == "ended"
        assert not queries.listed(subject.pk).serious

    def test_a_light_penalty_leads_nowhere(self, world: World, subject: Subject) -> None:
        row = published(world, subject, kinds=["fine"], fine="20000")
        given = {"subject": subject.pk, "cause": "f2", "penalty_no": row.decision_no, "gravity": ["malice"]}
        with pytest.raises(Incomplete) as refused:
            do(world.officer, "serious_listing.propose", found="情节严重的违法行为", **given)
        assert "第二条" in str(refused.value.article)

    def test_who_proposes_does_not_decide(self, world: World, subject: Subject) -> None:
        row = seriously_listed(world, subject)
        assert row.state == "listed"
        assert row.acts["decide_entry"].apart_from == {"propose"}

    def test_without_consent_it_is_dropped(self, world: World, subject: Subject) -> None:
        row = run_out(proposed(world, subject))
        do(world.colleague, "serious_listing.ask_consent", row.pk, reason="请予同意列入")
        do(world.city, "serious_listing.refuse_consent", row.pk, reason="情节未达严重程度")
        assert reload(row).state == "dropped"
        assert entries(subject, kind="serious") == []

    def test_another_list_needs_no_consent_but_an_article(self, world: World, subject: Subject) -> None:
        row = run_out(proposed(world, subject, list_name="ip_repeat", cause="o2"))
        row = do(world.head, "serious_listing.decide_entry", row.pk, reason="重复侵权").proceeding
        [entry] = entries(subject, kind="list")
        assert "第九条" in entry.article
        with acting_as(CLOCKWORK):
            assert Clock.objects.get(proceeding_id=row.pk, ended_at=None).limit == "credit.other_list_term"
