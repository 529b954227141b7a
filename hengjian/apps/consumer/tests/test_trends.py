"""What rises: the exact test, the bound on false alarms, and where it is shown."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.consumer.queries import signals
from hengjian.apps.consumer.rules.trends import Group, chance_of, chance_told, discovered, rises
from hengjian.apps.consumer.tests import told as b
from hengjian.kernel.principal import acting_as
from hengjian.kernel.testing import World, make_world


def test_the_chance_is_that_of_the_binomial_by_hand() -> None:
    """4 of 4+0, each with chance 1/2, one history case more: (C(5,4) + C(5,5)) / 32."""
    assert chance_of(4, 0, 0.5) == pytest.approx(6 / 32)


def test_a_doubling_of_many_is_told_and_a_doubling_of_few_is_not() -> None:
    told = {r.key[0]: r.told for r in rises([Group(("many",), 60, 180), Group(("few",), 2, 6)], 28, 168)}
    assert told == {"many": True, "few": False}


def test_step_up_by_hand() -> None:
    """Benjamini and Hochberg with 0.05: 0.01 ≤ 0.0125, 0.02 ≤ 0.025, 0.04 > 0.0375, 0.5 > 0.05."""
    assert discovered([0.5, 0.01, 0.04, 0.02], 0.05) == 0.02
    assert discovered([0.9], 0.05) < 0


def test_where_nothing_has_changed_hardly_anything_is_told() -> None:
    chance = random.Random(3)
    told = 0
    for _round in range(40):
        groups = []
        for n in range(50):
            days = [chance.randrange(196) for _case in range(chance.randint(20, 200))]
            groups.append(Group((str(n),), sum(d >= 168 for d in days), sum(d < 168 for d in days)))
        told += any(r.told for r in rises(groups, 28, 168))
    assert told <= 4


@given(st.integers(0, 500), st.integers(0, 500))
def test_more_now_is_never_likelier(now: int, before: int) -> None:
    assert chance_of(now + 1, before, 0.2) <= chance_of(now, before + 1, 0.2) + 1e-12


@pytest.mark.django_db
def test_figures_cover_what_the_officer_may_see() -> None:
    world: World = make_world()
    subject = b.shop(world)
    b.cluster(subject, 8)
    for n in range(8):
        b.told(None, b.PREPAID + str(n), n + 1, authority="411624")
    with acting_as(world.officer):
        own = signals.rising(("problem",), "411602")
        (one,) = signals.clusters("411602")
    assert [(s.rise.key, s.rise.now) for s in own] == [(("prepaid",), 8)]
    assert (one["subject_id"], one["count"]) == (subject.pk, 8)
    with acting_as(world.stranger):
        assert signals.rising(("problem",), "411602") == []
    with acting_as(world.city):
        assert {s.rise.key[0]: s.rise.now for s in signals.rising(("place",), "4116")} == {"411602": 8, "411624": 8}


def test_a_chance_next_to_naught_is_told_in_words() -> None:
    assert (chance_told(1.3e-8), chance_told(0.0312)) == ("小于0.0001", "0.031")
