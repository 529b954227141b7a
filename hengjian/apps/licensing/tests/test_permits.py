"""What happens to a permit that is held: renewal, change, suspension, measures, cancellation, expiry."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.licensing import tasks
from hengjian.apps.licensing.models import Permit
from hengjian.apps.licensing.procedures import PermitCancellation
from hengjian.apps.licensing.rules.terms import ban_end, last_day, months_after
from hengjian.apps.licensing.tests.builders import (
    applied,
    committed,
    do,
    machine,
    shop,
    the_permit,
)
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Notice, PaperRecord, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def permit(world: World) -> Permit:
    return committed(world, shop(world))


def ending_in(permit: Permit, days: int) -> Permit:
    """The permit as if it ended in so many days."""
    with acting_as(CLOCKWORK):
        Permit.objects.filter(pk=permit.pk).update(valid_until=timezone.localdate() + timedelta(days=days))
    return the_permit(permit.act_id)


def states(permit: Permit) -> str:
    return the_permit(permit.act_id).state


@pytest.mark.parametrize(
    ("first", "limit", "last"),
    [
        (date(2021, 6, 30), "licensing.food_operation_validity", date(2026, 6, 29)),
        (date(2024, 2, 29), "licensing.industrial_validity", date(2029, 2, 27)),
        (date(2023, 3, 1), "licensing.lab_validity", date(2029, 2, 28)),
        (date(2022, 12, 31), "licensing.special_equipment_validity", date(2026, 12, 30)),
    ],
)
def test_a_term_ends_on_the_day_before_the_same_day(first: date, limit: str, last: date) -> None:
    assert last_day(first, LawOn(date(2026, 1, 5)).value(limit)) == last


def test_bans_of_arts_78_and_79_and_months_back() -> None:
    law = LawOn(date(2026, 1, 5))
    assert ban_end(date(2025, 3, 10), law.value("licensing.refused_ban").amount) == date(2026, 3, 10)
    assert ban_end(date(2024, 2, 29), law.value("licensing.fraud_ban").amount) == date(2027, 2, 28)
    assert months_after(date(2026, 8, 31), -6) == date(2026, 2, 28)


def test_art_50_a_renewal_in_its_window_begins_where_the_old_term_ends(world: World, permit: Permit) -> None:
    old = ending_in(permit, 60)
    row = do(world.enterprise, "renewal.ask_renewal", permit=old.number, changed=False).proceeding
    fresh = the_permit(do(world.head, "renewal.renew", row.pk).act_id)
    assert fresh.number == old.number
    assert old.valid_until is not None
    assert fresh.valid_until == old.valid_until.replace(year=old.valid_until.year + 5)
    assert states(old) == "replaced"


@pytest.mark.parametrize("days", [400, 10, -1], ids=["too early", "too late", "over"])
def test_art_50_outside_its_window_a_renewal_is_refused(world: World, permit: Permit, days: int) -> None:
    old = ending_in(permit, days)
    with pytest.raises(Incomplete) as refused:
        do(world.enterprise, "renewal.ask_renewal", permit=old.number)
    assert "permit" in refused.value.fields
    assert "食品经营许可" in refused.value.article


def test_art_50_what_is_not_decided_before_the_end_counts_as_renewed(world: World, permit: Permit) -> None:
    old = ending_in(permit, 60)
    row = do(world.enterprise, "renewal.ask_renewal", permit=old.number).proceeding
    fresh = the_permit(machine("renewal.deem_renewed", row.pk).act_id)
    assert fresh.state == "valid"
    assert fresh.valid_until > old.valid_until  # type: ignore[operator]


def test_art_49_a_change_is_a_new_edition_to_the_same_day(world: World, permit: Permit) -> None:
    given = {"permit": permit.number, "content": "热食类食品制售；冷食类食品制售", "reason": "增加冷食间"}
    row = do(world.enterprise, "alteration.ask_change", **given).proceeding
    fresh = the_permit(do(world.head, "alteration.change", row.pk).act_id)
    assert (fresh.content, fresh.valid_until, fresh.number) == (given["content"], permit.valid_until, permit.number)


def test_the_window_officer_who_took_the_change_does_not_grant_it(world: World, permit: Permit) -> None:
    given = {"permit": permit.number, "content": "冷食类食品制售", "reason": "更换品类"}
    row = do(world.colleague, "alteration.ask_change", **given).proceeding
    with pytest.raises(NotAllowed):
        do(world.colleague, "alteration.change", row.pk)


def pause(world: World, permit: Permit, days: int = 30) -> Any:
    until = timezone.localdate() + timedelta(days=days)
    given = {"decision": "川市监罚〔2026〕12号", "reason": "经营超过保质期的食品", "until_day": until.isoformat()}
    return do(world.head, "suspension.suspend_permit", permit=permit.number, **given).proceeding


def test_a_suspended_permit_holds_again_by_the_clock(world: World, permit: Permit) -> None:
    row = pause(world, permit)
    assert states(permit) == "suspended"
    machine("suspension.lift_by_clock", row.pk)
    assert states(permit) == "valid"


def test_a_suspension_needs_a_day_to_come_and_a_permit_that_holds(world: World, permit: Permit) -> None:
    with pytest.raises(Incomplete):
        pause(world, permit, days=0)
    pause(world, permit)
    with pytest.raises((Conflict, Incomplete)):
        pause(world, permit)


def measure(world: World, permit: Permit, kind: str = "annul", *, fraud: bool = False) -> Any:
    given = {"permit": permit.number, "kind": kind, "fraud": fraud, "reason": "以虚假材料取得许可"}
    return do(world.officer, "permit_measure.propose", **given).proceeding


def test_the_holder_is_heard_before_a_measure(world: World, permit: Permit) -> None:
    row = measure(world, permit)
    with pytest.raises(Conflict):
        do(world.head, "permit_measure.decide", row.pk, reason="以虚假材料取得许可")
    row = do(world.enterprise, "permit_measure.state_view", row.pk, said="材料系误传", hearing=True).proceeding
    assert row.state == "hearing"
    do(world.officer, "permit_measure.close_hearing", row.pk, minutes="当事人陈述完毕")
    done = do(world.head, "permit_measure.decide", row.pk, reason="以虚假材料取得许可")
    assert done.proceeding.state == "ended"
    assert states(permit) == "annulled"


@pytest.mark.parametrize(("kind", "state"), [("annul", "annulled"), ("withdraw", "withdrawn"), ("revoke", "revoked")])
def test_each_measure_ends_the_permit_its_own_way(world: World, permit: Permit, kind: str, state: str) -> None:
    row = machine("permit_measure.heard", measure(world, permit, kind).pk).proceeding
    do(world.head, "permit_measure.decide", row.pk, reason="事实清楚，证据充分")
    assert states(permit) == state
    with acting_as(world.nobody):
        assert PaperRecord.objects.get(act_id=permit.act_id).ended_at is not None


def test_art_79_fraud_bars_a_new_application_for_three_years(world: World, permit: Permit) -> None:
    row = machine("permit_measure.heard", measure(world, permit, fraud=True).pk).proceeding
    do(world.head, "permit_measure.decide", row.pk, reason="以虚假材料取得许可")
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(pk=permit.subject_id)
        assert Disclosure.objects.filter(subject=subject, kind="permit_fraud").count() == 1
    with pytest.raises(Incomplete) as refused:
        applied(world, subject)
    today = timezone.localdate()
    assert ban_end(today, 3).isoformat() in refused.value.fact


def test_the_holder_gives_a_permit_up(world: World, permit: Permit) -> None:
    given = {"permit": permit.number, "ground": "holder_asks"}
    row = do(world.enterprise, "permit_cancellation.ask_cancellation", **given).proceeding
    do(world.head, "permit_cancellation.cancel", row.pk)
    assert states(permit) == "cancelled"


def test_nobody_touches_the_permit_of_another(world: World, permit: Permit) -> None:
    for who in (world.citizen, world.stranger):
        with pytest.raises((Incomplete, NotAllowed)):
            do(who, "permit_cancellation.ask_cancellation", permit=permit.number, ground="holder_asks")


def test_a_permit_ends_by_the_clock_exactly_once(world: World, permit: Permit) -> None:
    ending_in(permit, -1)
    assert (tasks.expire_permits(), tasks.expire_permits()) == (1, 0)
    assert states(permit) == "expired"
    with acting_as(CLOCKWORK):
        row = PermitCancellation.objects.get()
    assert (row.state, row.on_time) == ("cancelled", True)
    assert row.closed_at is not None


def test_a_permit_that_is_being_renewed_does_not_end_by_the_clock(world: World, permit: Permit) -> None:
    old = ending_in(permit, 60)
    do(world.enterprise, "renewal.ask_renewal", permit=old.number)
    ending_in(permit, -1)
    assert tasks.expire_permits() == 0


@pytest.mark.parametrize(("days", "notices"), [(90, 1), (85, 1), (60, 0), (30, 1), (10, 0)])
def test_holders_are_reminded_90_and_30_days_before_the_end_and_once(
    world: World, permit: Permit, days: int, notices: int
) -> None:
    ending_in(permit, days)
    tasks.remind_holders()
    tasks.remind_holders()
    with acting_as(CLOCKWORK):
        assert Notice.objects.filter(user_id=world.enterprise.user_id, title__contains=permit.number).count() == notices
