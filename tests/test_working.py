"""Working as an authority below one's own: narrower in every query, never wider, and on record with the real authority."""

import pytest
from django.test import Client

from hengjian.apps.registry.tests.builders import filed
from hengjian.kernel.models import Act, ActContent, Officer, Proceeding, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import NotFound
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db


def as_of(who: Principal, code: str) -> Principal:
    """The principal of a request in which this was chosen, or forged."""
    with acting_as(CLOCKWORK):
        return principal_for(User.objects.get(pk=who.user_id), code)


def choose(client: Client, code: str) -> str:
    return client.post("/work-as/", {"code": code}, follow=True).content.decode()


def test_the_range_narrows_and_the_database_keeps_it(world: World) -> None:
    pk = filed(world.enterprise).proceeding.pk
    county, other = as_of(world.city, "411602"), as_of(world.city, "411624")
    assert (county.lo, county.authority_code, county.place) == ("411602", "4116", "411602")
    for who, seen in ((world.city, 1), (county, 1), (other, 0)):
        with acting_as(who):
            assert Proceeding.objects.filter(pk=pk).count() == seen
    with acting_as(other), pytest.raises(NotFound):
        perform("registry.establishment.supplement", pk, {"missing": "租赁合同"}, other)


@pytest.mark.parametrize("forged", ["41", "0", "", "4116", "411699", "4117", "411602' OR '1'='1", "x"])
def test_no_value_widens_the_range_or_changes_it_without_right(world: World, forged: str) -> None:
    for who in (world.city, world.officer, world.enterprise):
        found = as_of(who, forged)
        assert (found.lo, found.hi, found.working_as, found.shared) == (who.lo, who.hi, "", who.shared)


def test_scopes_that_do_not_reach_below_are_not_narrowed(world: World) -> None:
    for scope, code, lo in (("own", "", "4116"), ("self", "", ""), ("custom", "411624", "411624")):
        with acting_as(CLOCKWORK):
            Officer.objects.filter(pk=world.city.officer_id).update(scope=scope, scope_code=code)
        assert as_of(world.city, "411602").working_as == ""
        assert as_of(world.city, "411602").lo == lo


def test_chosen_on_a_page_shown_on_every_page_and_left_again(world: World) -> None:
    row = filed(world.enterprise).proceeding
    client = signed_in(world.city)
    offered = client.get("/work-as/").content.decode()
    assert "沈丘县市场监督管理局" in offered
    assert "河南省市场监督管理局" not in offered
    assert "workbar" in choose(client, "411624")
    assert "沈丘县市场监督管理局" in client.get("/desk/").content.decode()
    assert client.get(f"/p/{row.pk}/").status_code == 404
    assert "workbar" not in choose(client, "")
    assert client.get(f"/p/{row.pk}/").status_code == 200


@pytest.mark.parametrize("forged", ["41", "0", "411699", "x"])
def test_neither_a_form_nor_a_session_that_was_tampered_with_widens(world: World, forged: str) -> None:
    client = signed_in(world.officer)
    assert "workbar" not in choose(client, forged)
    session = client.session
    session["working_as"] = forged
    session.save()
    page = client.get("/desk/").content.decode()
    assert "workbar" not in page
    assert "周口市川汇区市场监督管理局" in page


def test_a_choice_ends_with_the_right_to_it(world: World) -> None:
    client = signed_in(world.city)
    assert "workbar" in choose(client, "411602")
    with acting_as(CLOCKWORK):
        Officer.objects.filter(pk=world.city.officer_id).update(authority_id="411624")
    assert "workbar" not in client.get("/desk/").content.decode()


def test_the_ledger_names_the_real_authority(world: World) -> None:
    row = filed(world.enterprise).proceeding
    county = as_of(world.city, "411602")
    with acting_as(county):
        done = perform("registry.establishment.supervise", row.pk, {"reason": "市局督办"}, county)
    with acting_as(CLOCKWORK):
        assert Act.objects.get(pk=done.act_id).actor == county.id
        body = ActContent.objects.get(pk=done.act_id).body
    assert body is not None
    assert (body["by"], body["of"], body["working_as"]) == ("许文", "4116", "411602")
