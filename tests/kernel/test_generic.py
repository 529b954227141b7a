"""What every procedure can do without a room writing it: stops, signatures, hand-overs, bars."""

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hengjian.apps.registry.procedures import Establishment
from hengjian.apps.registry.tests.builders import filed
from hengjian.kernel.act import act_named
from hengjian.kernel.models import Clock, CounterSign, Delegation, Officer, Party
from hengjian.kernel.offers import offers_of
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import World, again

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")


def day(number: int, hour: int = 9) -> dt.datetime:
    """A moment of January 2026; the fifth is a Monday."""
    return dt.datetime(2026, 1, number, hour, tzinfo=CHINA)


def at(patch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    patch.setattr("django.utils.timezone.now", lambda: moment)


def in_review(world: World, who: Principal | None = None, **values: Any) -> int:
    done = filed(who or world.enterprise, **values)
    with acting_as(CLOCKWORK):
        Establishment.objects.filter(pk=done.proceeding.pk).update(state="review")
    return done.proceeding.pk


def does(who: Principal, verb: str, pk: int, **given: Any) -> Done:
    with acting_as(who):
        return perform(f"registry.establishment.{verb}", pk, given, who)


def now_at(pk: int) -> Establishment:
    with acting_as(CLOCKWORK):
        row: Establishment = Establishment.objects.get(pk=pk)
    return row


def due_day(pk: int) -> dt.date | None:
    due = now_at(pk).due
    return due.astimezone(CHINA).date() if due else None


def test_a_supplement_stops_the_clock_and_the_answer_shifts_the_due_date(world: World, monkeypatch) -> None:
    at(monkeypatch, day(5))
    pk = in_review(world)
    assert due_day(pk) == dt.date(2026, 1, 8)
    at(monkeypatch, day(6))
    does(world.officer, "supplement", pk, missing="租赁合同、房屋产权证明")
    stopped = now_at(pk)
    assert (stopped.held, stopped.due, stopped.stopped_since) == ("supplement", None, day(6))
    with pytest.raises(Conflict):
        does(world.officer, "approve", pk)
    at(monkeypatch, day(12, 15))
    does(world.enterprise, "supply", pk, answer="已补交")
    row = now_at(pk)
    # The sixth to the eleventh are not counted: Monday the twelfth is the first of three working days.
    assert (row.held, row.stopped_since, due_day(pk)) == ("", None, dt.date(2026, 1, 14))
    with acting_as(CLOCKWORK):
        clock = Clock.objects.get(proceeding_id=pk, ended_at=None)
        assert (len(clock.stops), clock.due) == (1, row.due)
        assert clock.stops[0]["cite"]


def test_a_suspension_stops_the_clock_and_only_leaders_end_it(world: World, monkeypatch) -> None:
    at(monkeypatch, day(5))
    pk = in_review(world)
    at(monkeypatch, day(7))
    with pytest.raises(NotAllowed):
        does(world.officer, "suspend", pk, reason="等待鉴定")
    does(world.head, "suspend", pk, reason="等待鉴定")
    with pytest.raises(Conflict):
        does(world.officer, "approve", pk)
    at(monkeypatch, day(20))
    does(world.head, "resume", pk)
    assert due_day(pk) == dt.date(2026, 1, 21)  # the sixth, then the twentieth and twenty-first
    with pytest.raises(Conflict):
        does(world.head, "resume", pk)


def test_only_who_was_asked_countersigns_and_all_else_waits(world: World) -> None:
    pk = in_review(world)
    with pytest.raises(Incomplete):
        does(world.officer, "ask_countersign", pk, signer=world.officer.officer_id, question="是否同意")
    does(world.officer, "ask_countersign", pk, signer=world.colleague.officer_id, question="是否同意")
    with pytest.raises(Conflict):
        does(world.officer, "approve", pk)
    for other in (world.head, world.city):
        with pytest.raises(Conflict):
            does(other, "countersign", pk, agreed=True, opinion="同意")
    does(world.colleague, "countersign", pk, agreed=True, opinion="同意")
    with acting_as(CLOCKWORK):
        assert CounterSign.objects.get(proceeding_id=pk).agreed is True
    assert now_at(pk).held == ""
    does(world.officer, "approve", pk)


def test_a_signature_from_another_county_opens_this_matter_alone(world: World) -> None:
    pk, other = in_review(world), in_review(world, name="周口市川汇区样丁餐饮店")
    does(world.officer, "ask_countersign", pk, signer=world.stranger.officer_id, question="是否有处罚记录")
    signer = again(world.stranger)
    with pytest.raises(NotAllowed):
        does(signer, "transfer", pk, authority="411624", reason="不应允许")
    with pytest.raises(NotFound):
        does(signer, "countersign", other, agreed=True, opinion="无")
    does(signer, "countersign", pk, agreed=True, opinion="无处罚记录")
    assert now_at(pk).held == ""


def test_sending_back_returns_to_the_stage_before(world: World) -> None:
    done = filed(world.enterprise)
    pk = done.proceeding.pk
    with pytest.raises(Conflict):
        does(world.head, "send_back", pk, reason="首个阶段")
    with acting_as(CLOCKWORK):
        declared = replace(act_named("registry.establishment.examine"), run=lambda row, given, on: Establishment.review)
        perform(declared, pk, {}, CLOCKWORK)
    assert now_at(pk).state == "review"
    with pytest.raises(NotAllowed):
        does(world.officer, "send_back", pk, reason="再审")
    does(world.head, "send_back", pk, reason="再审")
    assert now_at(pk).state == "examination"


def test_assigning_names_a_handler_in_charge(world: World) -> None:
    pk = in_review(world)
    does(world.head, "assign", pk, officer=world.officer.officer_id)
    assert (now_at(pk).handler_id, now_at(pk).handler_name) == (world.officer.officer_id, "周明远")
    with pytest.raises(Incomplete):
        does(world.head, "assign", pk, officer=world.stranger.officer_id)


def test_supervision_is_put_by_leaders(world: World) -> None:
    pk = in_review(world)
    with pytest.raises(NotAllowed):
        does(world.officer, "supervise", pk, reason="临近期限")
    does(world.city, "supervise", pk, reason="临近期限")
    assert now_at(pk).supervised


def test_a_recused_officer_is_barred_and_loses_the_matter(world: World) -> None:
    pk = in_review(world)
    does(world.head, "assign", pk, officer=world.officer.officer_id)
    does(world.head, "recuse", pk, officer=world.officer.officer_id, reason="亲属")
    assert now_at(pk).handler_id is None
    with pytest.raises(NotAllowed) as refused:
        does(world.officer, "approve", pk)
    assert refused.value.article
    does(world.colleague, "approve", pk)


def test_who_filed_does_not_decide(world: World) -> None:
    pk = in_review(world, who=world.colleague)
    with pytest.raises(NotAllowed):
        does(world.colleague, "approve", pk)
    does(world.officer, "approve", pk)


@pytest.mark.parametrize(("since", "until", "holds"), [(-2, 0, True), (0, 0, True), (-9, -1, False), (1, 5, False)])
def test_delegated_powers_last_from_the_first_day_to_the_last(
    world: World, since: int, until: int, holds: bool
) -> None:
    today = dt.datetime.now(CHINA).date()
    with acting_as(CLOCKWORK):
        Delegation.objects.create(
            from_officer_id=world.head.officer_id,
            to_officer_id=world.officer.officer_id,
            since=today + dt.timedelta(days=since),
            until=today + dt.timedelta(days=until),
        )
    delegate = again(world.officer)
    assert ("head" in delegate.roles) is holds
    pk = in_review(world)
    if holds:
        does(delegate, "supervise", pk, reason="代行")
    else:
        with pytest.raises(NotAllowed):
            does(delegate, "supervise", pk, reason="代行")


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (-1, False), (None, False)])
def test_an_expired_certificate_bars_enforcement(world: World, days: int | None, allowed: bool) -> None:
    today = dt.datetime.now(CHINA).date()
    with acting_as(CLOCKWORK):
        until = today + dt.timedelta(days=days) if days is not None else None
        Officer.objects.filter(pk=world.officer.officer_id).update(certificate_until=until)
    pk, officer = in_review(world), again(world.officer)
    enforcing = replace(act_named("registry.establishment.approve"), certificate=True)
    with acting_as(officer):
        if allowed:
            perform(enforcing, pk, {}, officer)
        else:
            with pytest.raises(NotAllowed):
                perform(enforcing, pk, {}, officer)


def test_a_third_party_sees_the_matter_but_is_no_applicant(world: World) -> None:
    pk = in_review(world)
    with acting_as(CLOCKWORK):
        Party.objects.create(proceeding_id=pk, principal=f"user:{world.citizen.user_id}", role="observer")
    with pytest.raises(NotAllowed):
        does(world.citizen, "withdraw", pk)
    with acting_as(world.citizen):
        row = Establishment.objects.get(pk=pk)
        assert not any(offer.allowed for offer in offers_of(row, world.citizen))
    does(world.enterprise, "withdraw", pk)


def test_a_refused_act_takes_back_what_it_had_written(world: World) -> None:
    pk = in_review(world)

    def half(row: Any, given: Any, on: Any) -> None:
        CounterSign.objects.create(proceeding_id=row.pk, signer_id=world.head.officer_id, question="?", asked_at=on.at)
        raise Conflict("no")

    declared = replace(act_named("registry.establishment.approve"), run=half)
    with acting_as(world.officer):
        with pytest.raises(Conflict):
            perform(declared, pk, {}, world.officer)
        assert not CounterSign.objects.exists()
    assert now_at(pk).version == 1
