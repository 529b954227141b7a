"""Reconsideration and litigation: clocks by article, who attends, and what a decision that falls takes with it."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hengjian.apps.credit.models import CreditEntry
from hengjian.apps.enforcement import queries
from hengjian.kernel.models import Clock, Disclosure
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import signed_in

from .around import ANSWER, CLAIM, HEARD, REVIEW, Around, days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def around() -> Around:
    return Around()


def entered(around: Around, **given: Any) -> Any:
    return around.by(
        "officer",
        "reconsideration.enter_review",
        **{"decision_no": around.number, "told_on": days_ago(20), **REVIEW, **given},
    )


def fallen(around: Around, outcome: str = "revoked") -> Any:
    row = entered(around)
    around.by("officer", "reconsideration.answer_review", row.pk, **ANSWER)
    return around.by(
        "officer",
        "reconsideration.end_review",
        row.pk,
        outcome=outcome,
        outcome_no="川政复决〔2026〕5号",
        lesson="送达程序应当完善",
    )


def public(around: Around) -> int:
    with acting_as(CLOCKWORK):
        return Disclosure.objects.filter(subject=around.subject, kind="penalty", withdrawn_at=None).count()


def follow(around: Around) -> None:
    """What the worker does after commit with the act that was asked for."""
    with acting_as(CLOCKWORK):
        standing = around.again(around.penalty)
    if standing.state != "withdrawn":
        around.machine("credit.recorded_penalty.set_aside", around.penalty.pk, reason="行政复议撤销")


def test_a_party_asks_through_the_authority_and_the_clock_of_five_days_runs(around: Around) -> None:
    row = around.by(
        "enterprise", "reconsideration.ask_review", decision_no=around.number, told_on=days_ago(10), **REVIEW
    )
    assert (row.state, row.due_limit) == ("asked", "reconsideration.accept")
    row = around.by("officer", "reconsideration.accept_review", row.pk)
    assert (row.state, row.due_limit) == ("answering", "reconsideration.answer")


def test_art_20_after_sixty_days_it_is_too_late(around: Around) -> None:
    with pytest.raises(Incomplete) as refused:
        around.by("enterprise", "reconsideration.ask_review", decision_no=around.number, told_on=days_ago(80), **REVIEW)
    assert "told_on" in refused.value.fields


def test_nobody_challenges_a_decision_against_somebody_else(around: Around) -> None:
    with pytest.raises(Incomplete):
        around.by("citizen", "reconsideration.ask_review", decision_no=around.number, told_on=days_ago(10), **REVIEW)


def test_art_62_the_sixty_days_count_from_acceptance_and_are_prolonged_once(around: Around) -> None:
    row = entered(around)
    row = around.by("officer", "reconsideration.answer_review", row.pk, **ANSWER)
    assert row.due_limit == "reconsideration.decide"
    with acting_as(CLOCKWORK):
        assert Clock.objects.get(proceeding_id=row.pk, ended_at=None).started_at == row.accepted_at
    before = row.due
    row = around.by("head", "reconsideration.prolong_review", row.pk)
    assert (row.due - before).days >= 28
    with pytest.raises(Conflict):
        around.by("head", "reconsideration.prolong_review", row.pk)


@pytest.mark.parametrize("outcome", ["changed", "revoked", "unlawful", "void"])
def test_order_45_art_11_a_decision_that_falls_is_withdrawn_from_the_public(around: Around, outcome: str) -> None:
    assert public(around) == 1
    row = fallen(around, outcome)
    assert row.state == "fallen"
    follow(around)
    assert public(around) == 0
    with acting_as(CLOCKWORK):
        assert CreditEntry.objects.get(proceeding_id=around.penalty.pk).ended_why == "withdrawn"


def test_the_withdrawal_is_asked_for_by_the_act_itself(around: Around, django_capture_on_commit_callbacks: Any) -> None:
    fallen(around)
    with acting_as(CLOCKWORK):
        body = around.again(around.penalty)
    assert body.state == "published", "the worker does it, after commit"
    assert queued() == ["credit.recorded_penalty.set_aside"]


def queued() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT args->>'name' FROM procrastinate_jobs WHERE task_name = 'kernel.do' ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def test_what_is_upheld_stands(around: Around) -> None:
    row = entered(around)
    around.by("officer", "reconsideration.answer_review", row.pk, **ANSWER)
    row = around.by("officer", "reconsideration.end_review", row.pk, outcome="upheld")
    assert row.state == "stands"
    assert queued() == []
    assert public(around) == 1


def test_a_fallen_decision_is_not_closed_without_its_lesson(around: Around) -> None:
    row = entered(around)
    with pytest.raises(Incomplete) as refused:
        around.by("officer", "reconsideration.end_review", row.pk, outcome="revoked")
    assert "lesson" in refused.value.fields


def test_litigation_art_67_fifteen_days_to_answer_and_art_3_the_head_in_court(around: Around) -> None:
    row = around.by("officer", "court_case.enter_claim", decision_no=around.number, told_on=days_ago(30), **CLAIM)
    assert row.due_limit == "litigation.answer"
    row = around.by("officer", "court_case.answer_claim", row.pk, **ANSWER)
    with pytest.raises(Incomplete):
        around.by("officer", "court_case.enter_judgment", row.pk, outcome="dismissed", outcome_no="（2026）豫16行初1号")
    with pytest.raises(Incomplete) as refused:
        around.by(
            "officer", "court_case.attend_court", row.pk, held_on=days_ago(0), attended="staff", attended_by="李青"
        )
    assert "absence" in refused.value.fields
    around.by("officer", "court_case.attend_court", row.pk, held_on=days_ago(0), **HEARD)
    row = around.by(
        "officer", "court_case.enter_judgment", row.pk, outcome="dismissed", outcome_no="（2026）豫16行初1号"
    )
    assert row.due_limit == "litigation.appeal"
    assert around.run_out(row).state == "won"


def court_loses(around: Around) -> Any:
    row = around.by("officer", "court_case.enter_claim", decision_no=around.number, told_on=days_ago(30), **CLAIM)
    around.by("officer", "court_case.answer_claim", row.pk, **ANSWER)
    around.by("officer", "court_case.attend_court", row.pk, held_on=days_ago(0), **HEARD)
    return around.by(
        "officer", "court_case.enter_judgment", row.pk, outcome="revoked", outcome_no="判1号", lesson="取证不足"
    )


def test_a_judgment_takes_effect_when_the_time_for_appeal_is_over(around: Around) -> None:
    row = court_loses(around)
    assert queued() == [], "it is not final yet"
    row = around.run_out(row)
    assert row.state == "lost_case"
    assert queued() == ["credit.recorded_penalty.set_aside"]


def test_on_appeal_the_second_judgment_decides(around: Around) -> None:
    row = court_loses(around)
    around.by("officer", "court_case.enter_appeal", row.pk, by="authority", reason="一审认定事实错误")
    row = around.by("officer", "court_case.enter_second_judgment", row.pk, outcome="dismissed", outcome_no="终1号")
    assert row.state == "won"
    assert queued() == []


def test_the_yearly_report_counts_what_was_lost_and_who_attended(around: Around) -> None:
    fallen(around)
    around.run_out(court_loses(around))
    with acting_as(around.world.officer):
        review, court = queries.challenged_report(around.world.officer, timezone.localdate().year)
    assert (review.all, review.lost) == (1, 1)
    assert (court.all, court.lost, court.heard, court.by_head) == (1, 1, 1, 1)
    page = signed_in(around.world.officer).get("/enforcement/challenges/").content.decode()
    assert "取证不足" in page
    assert "取证不足" not in signed_in(around.world.stranger).get("/enforcement/challenges/").content.decode()
