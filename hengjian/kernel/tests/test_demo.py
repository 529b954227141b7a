"""Acts of the demonstration: whose they are, when they are, and what stands afterwards."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import timezone

from hengjian.kernel.demo import as_of
from hengjian.kernel.principal import CLOCKWORK, acting_as, current
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
THEN = datetime(2024, 3, 5, 10, tzinfo=UTC)


def in_force() -> tuple[str, str]:
    """Role and principal as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), current_setting('hengjian.principal')")
        found: tuple[str, str] = cursor.fetchone()
    return found


def test_somebody_acts_at_a_moment_of_the_past_and_then_the_load_goes_on(world: World) -> None:
    with acting_as(CLOCKWORK):
        before = in_force()
        with as_of(THEN, world.enterprise) as principal:
            assert (timezone.now(), current(), principal) == (THEN, world.enterprise, world.enterprise)
            assert in_force() == ("hengjian_party", f"user:{world.enterprise.user_id}")
        assert (current(), in_force()) == (CLOCKWORK, before)
        assert timezone.now() > THEN


def test_the_machine_acts_in_the_scope_that_it_has(world: World, django_assert_num_queries: object) -> None:
    with acting_as(CLOCKWORK):
        before = in_force()
        with django_assert_num_queries(0), as_of(THEN, CLOCKWORK):  # type: ignore[operator]
            assert timezone.now() == THEN
        assert (current(), in_force()) == (CLOCKWORK, before)
