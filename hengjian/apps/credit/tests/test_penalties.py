"""Penalties recorded and published (Order 45; NDRC Order 36)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.credit import queries
from hengjian.apps.credit.rules import penalties as rules
from hengjian.apps.credit.tests.builders import do, entries, machine, on_day, penalty, published, run_out
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Clock, Disclosure, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete
from hengjian.kernel.testing import World

LAW = LawOn(date(2026, 11, 20))
KINDS = [k for k, _label in rules.KINDS]


def facts(*kinds: str, fine: int = 0, field: str = "other", **more: object) -> rules.PenaltyFacts:
    return rules.PenaltyFacts(kinds, Decimal(fine), field, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("decision", "term"),
    [
        (facts("warning"), ""),  # Order 45, art. 2: a warning alone is not published
        (facts("criticism"), "credit.penalty_short"),  # art. 13: a reprimand, three months
        (facts("fine", fine=3000), "credit.penalty_short"),  # a low fine
        (facts("fine", fine=3000, field="food"), "credit.penalty_short"),
        (facts("fine", fine=50_000), "credit.penalty_long"),  # three years
        (facts("fine", "confiscation", fine=3000), "credit.penalty_long"),
        (facts("revocation"), "credit.penalty_long"),
        (facts("fine", fine=50_000, simple=True), ""),  # simple procedure
        (facts("fine", fine=50_000, market=False, severity="minor"), ""),  # NDRC: minor, not public in principle
        (facts("fine", fine=50_000, market=False, severity="general"), "credit.ndrc_general"),
        (facts("fine", fine=50_000, market=False, severity="serious"), "credit.ndrc_serious"),
    ],
)
def test_how_long_a_decision_is_shown_follows_from_kind_severity_and_who_decided(
    decision: rules.PenaltyFacts, term: str
) -> None:
    assert rules.publication(decision, LAW).term == term


def test_food_penalties_are_shown_a_year_before_they_may_stop_others_six_months() -> None:
    assert rules.publication(facts("fine", fine=50_000, field="food"), LAW).least == "credit.early_stop_safety"
    assert rules.publication(facts("fine", fine=50_000, field="market_order"), LAW).least == "credit.early_stop_general"


@given(st.sets(st.sampled_from(KINDS), min_size=1), st.integers(0, 10**7), st.booleans(), st.booleans())
def test_a_heavier_penalty_is_never_shown_shorter(kinds: set[str], fine: int, market: bool, simple: bool) -> None:
    """Adding a kind, or money, never shortens the publication."""
    months = {"": 0, "credit.penalty_short": 3, "credit.ndrc_general": 12, "credit.penalty_long": 36}
    now = rules.publication(facts(*kinds, fine=fine, market=market, simple=simple), LAW)
    more = rules.publication(facts(*kinds, "revocation", fine=fine + 1, market=market, simple=simple), LAW)
    assert months[now.term] <= months[more.term]
    assert more.severe


def test_before_the_ndrc_order_another_body_has_no_term_of_its_own() -> None:
    day = LawOn(date(2026, 5, 1))
    assert day.limit("credit.ndrc_general").amount == 1


@pytest.mark.django_db
class TestActs:
    def test_twenty_working_days_to_publish_run_from_the_decision(self, world: World, subject: Subject) -> None:
        with on_day(date(2026, 9, 24)):
            row = penalty(world, subject, decided_on="2026-09-21")
        with acting_as(CLOCKWORK):
            clock = Clock.objects.get(proceeding_id=row.pk)
        assert timezone.localdate(clock.started_at) == date(2026, 9, 21)
        assert timezone.localdate(clock.due) == date(2026, 10, 26)  # National Day week off, 10 October worked

    def test_published_it_stands_in_the_file_and_ends_by_the_clock(self, world: World, subject: Subject) -> None:
        row = published(world, subject)
        [entry] = entries(subject)
        shown = Disclosure.objects.get(act_id=entry.act_id)
        assert shown.kind == "penalty"
        assert "第十三条" in shown.article
        assert entry.until is not None
        assert entry.until.year == timezone.localdate().year + 3
        assert queries.standing(subject.pk) == [entry]
        row = run_out(row)
        assert row.state == "ended"
        assert queries.standing(subject.pk) == []
        assert Disclosure.objects.get(act_id=entry.act_id).withdrawn_at is not None

    def test_a_warning_goes_on_record_and_nowhere_else(self, world: World, subject: Subject) -> None:
        assert penalty(world, subject, kinds=["warning"], fine="0").state == "not_published"
        assert entries(subject) == []

    def test_a_revoked_decision_is_withdrawn_within_three_working_days(self, world: World, subject: Subject) -> None:
        row = published(world, subject)
        row = do(world.officer, "recorded_penalty.note_change", row.pk, reason="行政复议决定撤销").proceeding
        with acting_as(CLOCKWORK):
            assert Clock.objects.get(proceeding_id=row.pk, ended_at=None).limit == "credit.penalty_withdraw"
        do(world.officer, "recorded_penalty.withdraw_penalty", row.pk)
        [entry] = entries(subject)
        assert entry.ended_why == "withdrawn"
        assert queries.record_of(subject.pk) == []

    def test_the_same_decision_is_not_recorded_twice(self, world: World, subject: Subject) -> None:
        penalty(world, subject)
        with pytest.raises(Incomplete) as refused:
            penalty(world, subject)
        assert "decision_no" in refused.value.fields

    def test_a_day_ahead_and_an_unknown_kind_are_refused_field_by_field(self, world: World, subject: Subject) -> None:
        tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
        with pytest.raises(Incomplete) as refused:
            penalty(world, subject, decided_on=tomorrow)
        assert set(refused.value.fields) == {"decided_on"}
        with pytest.raises(Incomplete) as refused:
            penalty(world, subject, kinds=["flogging"])
        assert set(refused.value.fields) == {"kinds"}

    def test_after_a_revoked_repair_the_term_begins_anew(self, world: World, subject: Subject) -> None:
        row = published(world, subject)
        machine("recorded_penalty.stop_early", row.pk)
        assert queries.standing(subject.pk) == []
        machine("recorded_penalty.publish_again", row.pk)
        first, second = entries(subject)
        assert (first.ended_why, second.ended_on) == ("repaired", None)
        assert queries.standing(subject.pk) == [second]
