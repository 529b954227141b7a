"""Data scopes of officers: everything, own and below, own, own matters, listed."""

import pytest

from hengjian.apps.registry.procedures import Establishment
from hengjian.apps.registry.tests.builders import filed
from hengjian.kernel.models import Officer, Proceeding
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, again

pytestmark = pytest.mark.django_db


def seen_with(world: World, who: str, scope: str, code: str = "") -> int:
    principal = getattr(world, who)
    with acting_as(CLOCKWORK):
        Officer.objects.filter(pk=principal.officer_id).update(scope=scope, scope_code=code)
    with acting_as(again(principal)):
        return Proceeding.objects.count()


def test_each_scope_shows_what_it_says_and_no_more(world: World) -> None:
    pk = filed(world.enterprise).proceeding.pk
    assert seen_with(world, "officer", "below") == 1
    assert seen_with(world, "officer", "own") == 1
    assert seen_with(world, "officer", "self") == 0
    assert seen_with(world, "stranger", "below") == 0
    assert seen_with(world, "stranger", "all") == 1
    assert seen_with(world, "stranger", "custom", "411602") == 1
    assert seen_with(world, "city", "own") == 0
    assert seen_with(world, "city", "below") == 1
    with acting_as(world.head):
        perform("registry.establishment.assign", pk, {"officer": world.officer.officer_id}, world.head)
    assert seen_with(world, "officer", "self") == 1
    with acting_as(CLOCKWORK):
        Establishment.objects.filter(pk=pk).update(state="review")
    mine = again(world.officer)
    with acting_as(mine):
        done = perform("registry.establishment.refuse", pk, {"reason": "场所证明不实"}, mine)
    assert done.proceeding.state == "refused"
