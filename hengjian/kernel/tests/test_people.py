"""Finding an account that was typed, and the officers who are told of something."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hengjian.kernel import law, uploads
from hengjian.kernel.models import Delegation, Officer, Proceeding, Share, SubjectMember, User
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.people import account_named, holders, principal_for
from hengjian.kernel.principal import CLOCKWORK, Role, acting_as
from hengjian.kernel.refusal import Incomplete
from hengjian.kernel.testing import World, make_subject, make_world, officer

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


def test_a_party_is_known_by_one_statement_and_an_officer_by_two(
    world: World, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    """Every request begins with them."""
    users = User.objects.in_bulk([world.citizen.user_id, world.officer.user_id])
    with django_assert_num_queries(1):
        assert principal_for(users[world.citizen.user_id or 0]) == world.citizen
    with django_assert_num_queries(2):
        assert principal_for(users[world.officer.user_id or 0]) == world.officer


def test_a_party_acts_for_some_manages_some_and_only_reads_others(world: World) -> None:
    user = User.objects.get(pk=world.citizen.user_id)
    shops = [make_subject(f"川汇区样{n}号店") for n in ("一", "二", "三")]
    for shop, role in zip(shops, (SubjectMember.READER, SubjectMember.OPERATOR, SubjectMember.FILER), strict=True):
        SubjectMember.objects.create(subject=shop, user=user, role=role)
    read, managed, filed = (shop.pk for shop in shops)
    found = principal_for(user)
    assert (found.subjects, found.managed, found.readable) == ((managed, filed), (managed,), (read,))


def test_a_delegation_lends_its_roles_on_its_days_only(world: World) -> None:
    today = timezone.localdate()
    user = User.objects.get(pk=world.officer.user_id)
    for whose, since, until in (
        (world.head, today, today),
        (world.city, today + timedelta(days=1), today + timedelta(days=9)),
        (world.colleague, today - timedelta(days=9), today - timedelta(days=1)),
    ):
        Delegation.objects.create(
            from_officer_id=whose.officer_id, to_officer_id=world.officer.officer_id, since=since, until=until
        )
    found = principal_for(user)
    assert found.standing_in_for == (world.head.officer_id,)
    assert found.roles == {Role.HANDLER, Role.HEAD, Role.APPROVER}


def test_what_is_shared_with_the_place_is_in_the_scope_until_its_day(world: World) -> None:
    today = timezone.localdate()
    user = User.objects.get(pk=world.officer.user_id)
    rows = [
        Proceeding.objects.create(
            procedure="registry.establishment", number=f"样{n}", title="样", code="411624", state="review", law_on=today,
            opened_at=timezone.now(), synthetic=True,
        )
        for n in range(4)
    ]  # fmt: skip
    ends = (None, today, today - timedelta(days=1), None)
    for row, until, place in zip(rows, ends, ("411602", "411602002", "411602", "4116"), strict=True):
        Share.objects.create(proceeding=row, authority_code=place, until=until, why="样")
    assert principal_for(user).shared == (rows[1].pk, rows[0].pk)  # newest first
