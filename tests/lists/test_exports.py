"""Large exports: made by the worker under the scope of who asked, given to nobody else, deleted after their days."""

import datetime as dt
import io

import pytest
from django.conf import LazySettings
from django.utils import timezone
from openpyxl import load_workbook

from hengjian.kernel.models import Export, Notice, Officer, Proceeding, Work
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world, signed_in
from hengjian.web import exporting, lists

from .scene import LIST, five

NAME = LIST.strip("/")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def waiting(world: World) -> list[Proceeding]:
    return five(world)


@pytest.fixture(autouse=True)
def low(settings: LazySettings, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows are many, and two are read at a time."""
    settings.HENGJIAN_EXPORT_ROWS = 3
    settings.HENGJIAN_HOME = tmp_path
    monkeypatch.setattr(exporting, "PORTION", 2)


def asked(world: World, kind: str = "csv", query: str = "state=review", who: str = "officer") -> Export:
    form = {"name": NAME, "kind": kind, "query": query}
    assert signed_in(getattr(world, who)).post("/exports/start/", form).status_code == 302
    with acting_as(CLOCKWORK):
        return Export.objects.latest("pk")


def test_a_long_list_asks_first_and_a_short_one_is_given_at_once(world: World, waiting: list[Proceeding]) -> None:
    client = signed_in(world.officer)
    page = client.get(LIST, {"as": "xlsx", "state": "review"}).content.decode()
    assert "在后台生成" in page
    assert 'value="state=review"' in page
    with acting_as(CLOCKWORK):
        assert not Export.objects.exists()  # a GET starts nothing
    assert "样河" in client.get(LIST, {"as": "csv", "q": "样河"}).content.decode("utf-8-sig")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_worker_makes_the_whole_file_in_portions(world: World, waiting: list[Proceeding], kind: str) -> None:
    made = asked(world, kind)
    exporting.make(made.pk)
    with acting_as(CLOCKWORK):
        made.refresh_from_db()
        told = Notice.objects.get(user_id=world.officer.user_id, link="/exports/")
    assert (made.state, made.done, made.total) == (Work.DONE, 5, 5)
    assert "导出已生成" in told.title
    content = signed_in(world.officer).get(f"/exports/{made.pk}/").content
    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()[1:]
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        lines = [",".join(str(cell.value) for cell in row) for row in sheet][1:]
    assert len(lines) == 5
    assert all(any(row.subject_name in line for line in lines) for row in waiting)


def test_the_file_holds_what_its_asker_may_see_when_it_is_made(world: World, waiting: list[Proceeding]) -> None:
    of_stranger = asked(world, who="stranger")
    exporting.make(of_stranger.pk)
    moved = asked(world)
    with acting_as(CLOCKWORK):
        Officer.objects.filter(pk=world.officer.officer_id).update(authority_id="411624")
    exporting.make(moved.pk)
    for pk in (of_stranger.pk, moved.pk):
        with acting_as(CLOCKWORK):
            assert Export.objects.get(pk=pk).done == 0


def test_nobody_else_fetches_or_stops_it(world: World, waiting: list[Proceeding]) -> None:
    made = asked(world)
    for who in (world.colleague, world.head, world.admin):
        assert signed_in(who).post(f"/exports/{made.pk}/").status_code == 404
    exporting.make(made.pk)
    for who in (world.colleague, world.head, world.admin):
        assert signed_in(who).get(f"/exports/{made.pk}/").status_code == 404
        assert f"/exports/{made.pk}/" not in signed_in(who).get("/exports/").content.decode()
    assert signed_in(world.officer).get(f"/exports/{made.pk}/").status_code == 200


def test_one_that_is_stopped_leaves_no_file(
    world: World, waiting: list[Proceeding], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = asked(world)
    real, portions = lists.cursor_of, []

    def stop(row: object, name: str) -> str:
        portions.append(row)
        signed_in(world.officer).post(f"/exports/{made.pk}/")
        return real(row, name)

    monkeypatch.setattr(lists, "cursor_of", stop)
    exporting.make(made.pk)
    with acting_as(CLOCKWORK):
        made.refresh_from_db()
    assert made.state == Work.STOPPED
    assert len(portions) == 1  # of three: none was read after it was stopped
    assert list(exporting.folder().iterdir()) == []
    exporting.make(made.pk)
    assert list(exporting.folder().iterdir()) == []


def test_asking_again_while_it_runs_makes_no_second(world: World, waiting: list[Proceeding]) -> None:
    for query in ("state=review", "state=review", ""):
        asked(world, query=query)
    with acting_as(CLOCKWORK):
        assert sorted(Export.objects.values_list("query", flat=True)) == ["", "state=review"]


def test_after_its_days_the_file_is_gone(world: World, waiting: list[Proceeding]) -> None:
    made = asked(world)
    exporting.make(made.pk)
    (exporting.folder() / "left-by-a-killed-run.csv").write_text("x")
    with acting_as(CLOCKWORK):
        assert (Export.objects.get(pk=made.pk).until - timezone.now()).days in (6, 7)  # type: ignore[operator]
        Export.objects.filter(pk=made.pk).update(until=timezone.now() - dt.timedelta(minutes=1))
    assert signed_in(world.officer).get(f"/exports/{made.pk}/").status_code == 404
    assert exporting.sweep() == 2
    assert list(exporting.folder().iterdir()) == []
    assert "到期已删除" in signed_in(world.officer).get("/exports/").content.decode()


def test_a_list_that_does_not_exist_is_not_exported(world: World) -> None:
    client = signed_in(world.officer)
    assert client.post("/exports/start/", {"name": "no", "kind": "csv"}).status_code == 404
    assert client.post("/exports/start/", {"name": NAME, "kind": "exe"}).status_code == 404
    assert signed_in(world.citizen).post("/exports/start/", {"name": NAME, "kind": "csv"}).status_code == 403
