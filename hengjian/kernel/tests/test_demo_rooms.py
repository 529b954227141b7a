"""Loading the demonstration's rooms: each after those it builds on, by two processes, and what happens when one fails."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from hengjian.kernel.demo import agent_for
from hengjian.kernel.management.commands.demo import after_of, demos, load_rooms
from hengjian.kernel.models import SubjectMember, User
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_subject

SHAPE: dict[str, set[str]] = {
    "register": set(),
    "credit": {"register"},
    "cases": {"register", "credit"},
    "plans": {"register"},
}


def wait_for(file: Path) -> None:
    """Until the other process has written it."""
    for _turn in range(600):
        if file.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{file.name} was not loaded")


def keeper(into: Path) -> Callable[[str], None]:
    """Loads a room by writing down who loads it, and what was loaded before."""

    def load(room: str) -> None:
        before = sorted(file.name for file in into.iterdir())
        (into / room).write_text(f"{os.getpid()} {' '.join(before)}")
        if room == "credit":
            wait_for(into / "plans")  # were they loaded in turn, the plans would come after the cases

    return load


@pytest.mark.django_db
def test_a_room_that_need_not_wait_is_loaded_beside_the_others_by_a_second_process(tmp_path: Path) -> None:
    load_rooms(SHAPE, keeper(tmp_path))
    by = {file.name: file.read_text().split() for file in tmp_path.iterdir()}
    here = str(os.getpid())
    assert {room: pid == here for room, (pid, *_before) in by.items()} == {
        "register": True,
        "credit": True,
        "cases": True,
        "plans": False,
    }
    assert all(before <= set(by[room][1:]) for room, before in SHAPE.items())


@pytest.mark.django_db
def test_what_comes_after_all_waits_for_the_second_process(tmp_path: Path) -> None:
    def load(room: str) -> None:
        if room == "plans":
            time.sleep(0.3)
        keeper(tmp_path)(room)

    load_rooms({"register": set(), "cases": {"register"}, "plans": {"register"}, "data": {"cases", "plans"}}, load)
    assert (tmp_path / "data").read_text().split()[1:] == ["cases", "plans", "register"]


@pytest.mark.django_db
def test_a_load_ends_when_either_process_fails(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def failing(which: str) -> Callable[[str], None]:
        def load(room: str) -> None:
            if room == which:
                raise KeyError("no such shop")
            if room == "plans":
                time.sleep(60)

        return load

    with pytest.raises(RuntimeError, match="ended with 1"):
        load_rooms(SHAPE, failing("plans"))
    assert "no such shop" in capfd.readouterr().err
    began = time.monotonic()
    with pytest.raises(KeyError, match="no such shop"):
        load_rooms(SHAPE, failing("credit"))
    assert time.monotonic() - began < 50  # it does not wait for the other's end


def test_rooms_that_wait_for_each_other_are_told() -> None:
    with pytest.raises(ValueError, match="credit, cases wait for each other"):
        load_rooms({"credit": {"cases"}, "cases": {"credit"}}, print)


def test_every_room_comes_after_rooms_that_stand_before_it() -> None:
    rooms = demos()
    for n, name in enumerate(rooms):
        assert after_of(name, rooms) <= set(list(rooms)[:n]), name
    assert after_of("datacentre", rooms) == {
        "registry",
        "licensing",
        "credit",
        "inspection",
        "enforcement",
        "consumer",
        "planning",
    }
    assert after_of("planning", rooms) == {"registry"}


@pytest.mark.django_db(transaction=True)
def test_the_agent_of_a_committed_subject_is_there_at_once_and_that_of_a_new_one_with_it(world: World) -> None:
    known = make_subject("川汇区老地方餐馆")
    with acting_as(CLOCKWORK):
        User.objects.create(username="agent", display_name="何小满", synthetic=True)
    with acting_as(CLOCKWORK):
        new = make_subject("川汇区新地方餐馆")
        assert agent_for(known, new).subjects == agent_for(new).subjects == (known.pk, new.pk)
        transaction.set_rollback(True)
    with acting_as(CLOCKWORK):
        assert list(SubjectMember.objects.values_list("subject_id", "user__username")) == [(known.pk, "agent")]
