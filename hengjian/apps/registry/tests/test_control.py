"""Who controls whom: multiplied shares, majorities, agreements, cycles; and the page that shows it."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.registry.models import EntityPerson
from hengjian.apps.registry.rules import control
from hengjian.apps.registry.rules.control import Edge
from hengjian.apps.registry.rules.items import Control, Share
from hengjian.apps.registry.tests.builders import company_items, entity, identity_number
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Act, Subject
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world, signed_in

LAW = LawOn(date(2026, 11, 20))


def edge(holder: str, held: str, share: int | str) -> Edge:
    return Edge(holder, held, Decimal(share))


def of(edges: list[Edge], holder: str, target: str = "T") -> control.Reach:
    return next(r for r in control.reach(edges, target, LAW) if r.holder == holder)


def test_shares_multiply_along_a_chain_and_add_up_over_chains() -> None:
    edges = [edge("P", "A", 60), edge("A", "T", 50), edge("P", "B", 30), edge("B", "T", 50)]
    found = of(edges, "P")
    assert (found.direct, found.total, found.controls) == (0, Decimal(45), False)
    assert found.chain == ("P", "A", "T")


def test_who_controls_the_majority_holder_controls_below() -> None:
    """公司法第二百六十五条."""
    edges = [edge("P", "A", 51), edge("A", "T", 51)]
    assert of(edges, "P").controls
    assert of(edges, "P").total == Decimal("26.01")
    half = [edge("P", "A", 50), edge("A", "T", 51)]
    assert not of(half, "P").controls


def test_parts_of_several_controlled_count_together() -> None:
    edges = [edge("P", "A", 60), edge("P", "B", 60), edge("A", "T", 26), edge("B", "T", 26)]
    assert of(edges, "P").controls


def test_an_agreement_controls_without_a_share() -> None:
    edges = [Edge("P", "A", None, "agreement"), edge("A", "T", 80)]
    assert of(edges, "P").controls
    assert of(edges, "P").total == 0


def test_companies_that_hold_each_other_end_the_search() -> None:
    edges = [edge("A", "T", 40), edge("T", "A", 40), edge("P", "A", 60)]
    assert of(edges, "P").total == Decimal(24)
    assert of(edges, "A").total == Decimal(40)


@pytest.mark.parametrize(("share", "owner"), [("25", True), ("24.99", False)])
def test_a_quarter_makes_a_beneficial_owner(share: str, owner: bool) -> None:
    """受益所有人信息管理办法第六条."""
    found = control.reach([edge("P", "T", share)], "T", LAW)
    assert bool(control.beneficial(found, ["P"], LAW)) == owner
    assert control.beneficial(found, [], LAW) == []


NODES = st.sampled_from("ABCDEF")


@given(st.lists(st.tuples(NODES, NODES, st.integers(1, 100)), max_size=14))
def test_no_graph_loops_for_ever_and_a_chain_never_repeats(raw: list[tuple[str, str, int]]) -> None:
    edges = [edge(a, b, s) for a, b, s in raw if a != b]
    for found in control.reach(edges, "A", LAW):
        assert len(set(found.chain)) == len(found.chain)
        assert all(any(e.holder == x and e.held == y for e in edges) for x, y in pairwise(found.chain))


# ---- the page ----


def group() -> tuple[Subject, Subject]:
    """A company held by a person and by another company, in which the same person holds most."""
    top = entity(company_items(name="周口样山投资有限公司", trade_name="样山", shares=(
        Share(name="何小满", subscribed=Decimal(800000)), Share(name="白露", subscribed=Decimal(200000)),
    )))  # fmt: skip
    below = entity(company_items(name="周口样水商贸有限公司", trade_name="样水", shares=(
        Share(name=top.name, code=top.code or "", subscribed=Decimal(600000)),
        Share(name="何小满", subscribed=Decimal(400000)),
    ), controls=(Control(name="白露"),)))  # fmt: skip
    with acting_as(CLOCKWORK):
        for subject in (top, below):
            number = identity_number(71)
            EntityPerson.objects.create(subject=subject, role="shareholder", name="何小满", id_number=number,
                                        id_print=fingerprint(number), since=subject.opened_on)  # fmt: skip
    return top, below


@pytest.mark.django_db
def test_an_officer_sees_one_person_where_the_public_sees_two() -> None:
    world = make_world()
    top, below = group()
    address = f"/subjects/{below.pk}/relations/"
    public = signed_in(world.citizen).get(address).content.decode()
    assert "40.00%" in public
    assert "48.00%" in public
    assert "88.00%" not in public
    assert "persons" not in public
    assert "协议" in public or "agreement" in public
    officer = signed_in(world.officer).get(address).content.decode()
    assert "88.00%" in officer
    assert f"/subjects/{top.pk}/relations/" in officer


@pytest.mark.django_db
def test_following_a_person_needs_a_reason_and_is_recorded() -> None:
    world = make_world()
    top, below = group()
    with acting_as(CLOCKWORK):
        row = EntityPerson.objects.get(subject=below)
    address = f"/subjects/{below.pk}/persons/{row.pk}/"
    officer = signed_in(world.officer)
    assert top.name not in officer.get(address).content.decode()
    assert officer.post(address, {"reason": ""}).status_code == 422
    answer = officer.post(address, {"reason": "核查一人多照"}).content.decode()
    assert top.name in answer
    assert identity_number(71) not in answer
    assert signed_in(world.citizen).get(address).status_code in (302, 403)
    assert signed_in(world.stranger).get(address).status_code == 404
    with acting_as(CLOCKWORK):
        assert Act.objects.filter(name="registry.person.follow").count() == 1
