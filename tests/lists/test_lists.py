"""Columns, saved views and more rows of a list, as requests."""

import re

import pytest

from hengjian.kernel.models import Proceeding, SavedView
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world, signed_in

from .scene import LIST, five

HEAD = re.compile(r'<th scope="col" class="c-(\w+)')


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def waiting(world: World) -> list[Proceeding]:
    return five(world)


def heads(page: str) -> list[str]:
    return [name for name in HEAD.findall(page) if name not in ("pick", "act")]


def test_columns_are_remembered_in_their_order_for_this_person_on_this_list(
    world: World, waiting: list[Proceeding]
) -> None:
    client = signed_in(world.officer)
    assert heads(client.get(LIST).content.decode()) == ["due", "matter", "state", "handler", "opened"]
    answer = client.post(f"/columns{LIST}"[:-1], {"cols": ["number", "matter", "due"], "next": LIST})
    assert answer.headers["Location"] == LIST
    assert heads(client.get(LIST).content.decode()) == ["number", "matter", "due"]
    assert heads(client.get("/list/registry.deregistration/").content.decode())[0] == "due"
    assert heads(signed_in(world.colleague).get(LIST).content.decode())[0] == "due"
    client.post(f"/columns{LIST}"[:-1], {"cols": ["number"], "reset": "yes", "next": LIST})
    assert heads(client.get(LIST).content.decode())[0] == "due"


def test_a_column_is_moved_without_script(world: World) -> None:
    client = signed_in(world.officer)
    kept = {"cols": ["due", "matter", "state"], "next": LIST}
    client.post(f"/columns{LIST}"[:-1], {**kept, "up": "state"})
    assert heads(client.get(LIST).content.decode()) == ["due", "state", "matter"]
    client.post(f"/columns{LIST}"[:-1], {**kept, "up": "due"})
    assert heads(client.get(LIST).content.decode()) == ["due", "matter", "state"]


def test_the_address_goes_before_what_was_remembered_and_knows_no_strange_columns(world: World) -> None:
    client = signed_in(world.officer)
    client.post(f"/columns{LIST}"[:-1], {"cols": ["number"], "next": LIST})
    assert heads(client.get(LIST, {"cols": "state.due.password.state"}).content.decode()) == ["state", "due"]


def test_an_export_has_the_columns_of_the_screen(world: World, waiting: list[Proceeding]) -> None:
    client = signed_in(world.officer)
    client.post(f"/columns{LIST}"[:-1], {"cols": ["number", "matter"], "next": LIST})
    lines = client.get(LIST, {"as": "csv", "state": "review"}).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "文号,事项"
    assert sorted(lines[1:]) == sorted(f"{row.number},{row.subject_name}" for row in waiting)


def test_a_view_is_private_until_it_is_shared_and_then_seen_by_colleagues_alone(world: World) -> None:
    client = signed_in(world.officer)
    url = f"/views{LIST}"[:-1]
    client.post(url, {"name": "待审", "query": "state=review", "next": LIST})
    assert "待审" in client.get(LIST).content.decode()
    assert "待审" not in signed_in(world.colleague).get(LIST).content.decode()
    with acting_as(CLOCKWORK):
        pk = SavedView.objects.get(name="待审").pk
    client.post(url, {"change": pk, f"name-{pk}": "等我审", f"shared-{pk}": "yes", "next": LIST})
    for who, seen in ((world.colleague, True), (world.head, True), (world.stranger, False), (world.city, False)):
        page = signed_in(who).get(LIST).content.decode()
        assert ("等我审" in page) is seen, who.name
        assert "待审</a>" not in page


def test_a_shared_view_is_changed_and_removed_by_its_maker_alone(world: World) -> None:
    client, url = signed_in(world.officer), f"/views{LIST}"[:-1]
    client.post(url, {"name": "共用", "query": "state=review", "shared": "yes", "next": LIST})
    with acting_as(CLOCKWORK):
        pk = SavedView.objects.get(name="共用").pk
    colleague = signed_in(world.colleague)
    colleague.post(url, {"remove": pk, "next": LIST})
    colleague.post(url, {"change": pk, f"name-{pk}": "改了", "next": LIST})
    with acting_as(world.colleague):
        assert SavedView.objects.filter(pk=pk).update(name="改了") == 0  # the row policy says the same
    assert "共用" in client.get(LIST).content.decode()
    client.post(url, {"remove": pk, "next": LIST}, follow=True)
    assert "共用" not in client.get(LIST).content.decode()


def test_two_views_of_one_person_do_not_share_a_name(world: World) -> None:
    client, url = signed_in(world.officer), f"/views{LIST}"[:-1]
    for name in ("甲", "乙"):
        client.post(url, {"name": name, "query": "", "next": LIST})
    with acting_as(CLOCKWORK):
        pk = SavedView.objects.get(name="乙").pk
    page = client.post(url, {"change": pk, f"name-{pk}": "甲", "next": LIST}, follow=True).content.decode()
    assert "您已有名为“甲”的视图" in page
    with acting_as(CLOCKWORK):
        assert set(SavedView.objects.values_list("name", flat=True)) == {"甲", "乙"}


def test_more_rows_are_put_behind_those_on_screen(world: World, waiting: list[Proceeding]) -> None:
    client = signed_in(world.officer)
    page = client.get(LIST, {"size": "2", "state": "review"}).content.decode()
    more = re.search(r'id="more" href="([^"]+)"', page)
    assert more is not None
    address = LIST + more.group(1).replace("&amp;", "&")
    answer = client.get(address, headers={"HX-Request": "true"})
    rest = answer.content.decode()
    assert "<html" not in rest
    assert answer.headers["HX-Replace-Url"] == f"{LIST}?state=review&size=5"
    shown = re.findall(r'value="(\d+)\.\d+" aria-label', page) + re.findall(r'value="(\d+)\.\d+" aria-label', rest)
    assert sorted(map(int, shown)) == sorted(row.pk for row in waiting)
    assert "已列5件，共5件" in rest
    assert "第3至5件，共5件" in client.get(address).content.decode()  # without script: a page of its own


def test_a_list_has_a_box_to_search_in_and_says_what_is_empty(world: World, waiting: list[Proceeding]) -> None:
    client = signed_in(world.officer)
    page = client.get(LIST, {"q": "样河"}).content.decode()
    assert 'name="q" value="样河"' in page
    assert "样盒" not in page
    assert "没有符合条件的办件" in client.get(LIST, {"q": "没有这个"}).content.decode()


def test_rows_escape_what_people_typed(world: World, waiting: list[Proceeding]) -> None:
    with acting_as(CLOCKWORK):
        Proceeding.objects.filter(pk=waiting[0].pk).update(
            subject_name="<b>&\"'店", handler_name="<i>x", title="<script>"
        )
    page = signed_in(world.officer).get(LIST).content.decode()
    assert "&lt;b&gt;&amp;&quot;&#x27;店" in page
    assert not re.search(r"<b>&|<i>x|<script>", page)
