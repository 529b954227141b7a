"""Finding an account that was typed, and the officers who are told of something."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import timezone

from hengjian.kernel import law, uploads
from hengjian.kernel.models import Officer, User
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.people import account_named, holders
from hengjian.kernel.principal import CLOCKWORK, Role, acting_as
from hengjian.kernel.refusal import Incomplete
from hengjian.kernel.testing import World, make_world, officer

pytestmark = pytest.mark.django_db
NOT_DONE = "Nobody was named."


@pytest.fixture
def world() -> Iterator[World]:
    world = make_world()
    with acting_as(CLOCKWORK):
        yield world


def test_an_account_is_found_by_its_sign_in_name(world: World) -> None:
    assert account_named("citizen", NOT_DONE).pk == world.citizen.user_id


@pytest.mark.parametrize("name", ["nobody-has-this-name", ""])
def test_a_name_that_nobody_has_is_refused_at_its_field(world: World, name: str) -> None:
    with pytest.raises(Incomplete) as refused:
        account_named(name, NOT_DONE, "witness")
    assert refused.value.what == NOT_DONE
    assert list(refused.value.fields) == ["witness"]


def test_an_account_out_of_use_is_no_account(world: World) -> None:
    User.objects.filter(pk=world.citizen.user_id).update(is_active=False)
    with pytest.raises(Incomplete):
        account_named("citizen", NOT_DONE)


def test_holders_are_the_officers_of_the_authority_who_have_one_of_the_roles(world: World) -> None:
    assert holders("411602", Role.HANDLER) == [world.officer.id, world.colleague.id]
    assert holders("411602", Role.HANDLER, Role.HEAD) == [world.officer.id, world.colleague.id, world.head.id]
    assert holders(["4116", "411624"], Role.HANDLER) == [world.stranger.id, world.city.id]
    assert holders("41", Role.HEAD) == []


def test_who_has_left_service_is_told_no_more(world: World) -> None:
    Officer.objects.filter(pk=world.officer.officer_id).update(active=False)
    assert holders("411602", Role.HANDLER) == [world.colleague.id]


def test_no_more_than_twenty_are_told(world: World) -> None:
    for n in range(21):
        officer(f"many{n}", "411624", Role.ANALYST)
    assert len(holders("411624", Role.ANALYST)) == 20


def occasion(world: World) -> Occasion:
    return Occasion(timezone.now(), law.LawOn(date(2026, 1, 5)), world.citizen, 1)


def test_the_file_behind_a_token_is_kept_under_its_name(world: World) -> None:
    on = occasion(world)
    found = on.keep_sent(uploads.token("ab" * 32, "照片.jpg", world.citizen), "现场照片", place="七一路")
    assert found == uploads.Upload("ab" * 32, "照片.jpg")
    assert [(one.name, one.what, one.place) for one in on.kept] == [("照片.jpg", "现场照片", "七一路")]


def test_nothing_is_kept_of_no_file_and_of_a_token_of_somebody_else(world: World) -> None:
    on = occasion(world)
    for token in ("", "made up", uploads.token("ab" * 32, "照片.jpg", world.officer)):
        assert on.keep_sent(token, "现场照片") is None
    assert on.kept == []
