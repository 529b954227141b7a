"""某日所知: the file as it stood on record at the end of a day."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.registry.tests.builders import NAME, examined, filed
from hengjian.kernel.models import Act, Disclosure, Proceeding, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world, signed_in

from .scene import five

TODAY = timezone.localdate()
FIRST, THIRD = TODAY - dt.timedelta(days=9), TODAY - dt.timedelta(days=4)


def noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def row(world: World, monkeypatch: pytest.MonkeyPatch) -> Proceeding:
    """Filed and examined nine days ago, a supplement asked for four days ago."""
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: noon(FIRST))
        found = five(world, ("样和",))[0]
        past.setattr(timezone, "now", lambda: noon(THIRD))
        with acting_as(world.officer):
            perform("registry.establishment.supplement", found.pk, {"missing": "租赁合同"}, world.officer)
    return found


def page(world: World, address: str, who: str = "officer") -> str:
    answer = signed_in(getattr(world, who)).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_came_later_is_left_out(world: World, row: Proceeding) -> None:
    before, then = (page(world, f"/p/{row.pk}/?on={day}") for day in (FIRST, THIRD))
    assert "租赁合同" not in before
    assert "租赁合同" in then
    for text in (before, then):
        assert "自动审查" in text
        assert "人工审查" in text  # the stage it stood at
        assert "之后的一概不显示" in text
    assert "时限已停" not in before
    assert f'value="{FIRST}"' in before  # the address keeps the day


def test_the_clock_is_told_as_it_ran_that_day(world: World, row: Proceeding) -> None:
    before, then = (page(world, f"/p/{row.pk}/?on={day}") for day in (FIRST, THIRD))
    assert "届满" in before
    assert "届满" not in then.partition("办理记录")[0]


def test_before_it_was_opened_there_is_nothing(world: World, row: Proceeding) -> None:
    text = page(world, f"/p/{row.pk}/?on={FIRST - dt.timedelta(days=1)}")
    assert "当时还没有记录" in text
    assert "自动审查" not in text


@pytest.mark.parametrize("day", ["", "x", "2026-02-30", "9999-12-31"])
def test_what_is_no_day_of_the_past_is_the_file_of_today(world: World, row: Proceeding, day: str) -> None:
    assert "之后的一概不显示" not in page(world, f"/p/{row.pk}/?on={day}")


def test_a_stranger_learns_nothing_by_asking_for_a_day(world: World, row: Proceeding) -> None:
    assert signed_in(world.stranger).get(f"/p/{row.pk}/?on={THIRD}").status_code == 404


def test_what_is_no_longer_public_is_found_again_by_officers_alone(
    world: World, as_owner: Callable[[], AbstractContextManager[Any]]
) -> None:
    """Repaired credit must not be dug out by asking for an earlier day (信用修复)."""
    examined(filed(world.enterprise))
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(name=NAME)
        shown = Disclosure.objects.get(subject=subject)
        with as_owner():
            Disclosure.objects.filter(pk=shown.pk).update(since=noon(FIRST), withdrawn_at=timezone.now())
        Subject.objects.filter(pk=subject.pk).update(opened_on=FIRST)
        assert Act.objects.filter(pk=shown.act_id).exists()
    address = f"/subjects/{subject.pk}/?on={THIRD}"
    assert shown.title in page(world, address)
    assert shown.title not in page(world, address, "citizen")
    assert "尚未登记" in page(world, f"/subjects/{subject.pk}/?on={FIRST - dt.timedelta(days=1)}")
    assert shown.title not in page(world, f"/subjects/{subject.pk}/?on={FIRST - dt.timedelta(days=1)}")
