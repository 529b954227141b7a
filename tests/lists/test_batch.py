"""One act on many rows: each by itself, each refusal with its reason, nothing twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hengjian.kernel.models import ActBatch, Notice, Officer, Proceeding, Work
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, again, make_world, signed_in
from hengjian.web import batching

from .scene import five


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def waiting(world: World) -> list[Proceeding]:
    return five(world)


def chosen(rows: list[Proceeding]) -> list[str]:
    return [f"{row.pk}.{row.version}" for row in rows]


def send(world: World, rows: list[Proceeding], verb: str, **given: object) -> ActBatch:
    """Choose the rows, fill in the shared form and send it; the worker has not begun."""
    form = {"row": chosen(rows), "verb": verb, "next": "/desk/", "idempotency_key": "one-form", **given}
    answer = signed_in(world.officer).post("/batch/", form)
    assert answer.status_code == 302, answer.content.decode()
    with acting_as(CLOCKWORK):
        return ActBatch.objects.latest("pk")


def outcome(batch: ActBatch) -> list[str]:
    with acting_as(CLOCKWORK):
        return [row.get("state", "") for row in ActBatch.objects.get(pk=batch.pk).rows]


def test_every_row_offers_the_acts_that_are_shown(world: World, waiting: list[Proceeding]) -> None:
    client = signed_in(world.officer)
    page = client.get("/batch/acts/", {"row": chosen(waiting)}).content.decode()
    assert 'value="approve"' in page
    assert 'value="assign"' in page
    perform_as(world, waiting[0], "supplement", missing="经营场所证明")
    page = client.get("/batch/acts/", {"row": chosen(waiting)}).content.decode()
    assert 'value="approve"' not in page  # the first waits for a supplement
    assert (
        "没有对所选各件都能办的事项"
        in signed_in(world.stranger).get("/batch/acts/", {"row": chosen(waiting)}).content.decode()
    )


def perform_as(world: World, row: Proceeding, verb: str, **given: object) -> None:
    with acting_as(world.colleague):
        perform(f"registry.establishment.{verb}", row.pk, given, world.colleague)


def test_choosing_many_asks_the_database_as_often_as_choosing_one(world: World, waiting: list[Proceeding]) -> None:
    client = signed_in(world.officer)
    counts = []
    for rows in (waiting[:1], waiting):
        with CaptureQueriesContext(connection) as seen:
            client.get("/batch/acts/", {"row": chosen(rows)})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_each_is_done_and_one_that_a_colleague_changed_is_told(world: World, waiting: list[Proceeding]) -> None:
    batch = send(world, waiting, "assign", officer=world.colleague.officer_id)
    perform_as(world, waiting[1], "supplement", missing="经营场所证明")
    batching.run(batch.pk)
    assert outcome(batch) == ["done", "refused", "done", "done", "done"]
    with acting_as(CLOCKWORK):
        kept = ActBatch.objects.get(pk=batch.pk)
        assert kept.state == Work.DONE
        assert "打开之后已有他人办理" in kept.rows[1]["say"]
        handled = dict(Proceeding.objects.filter(pk__in=[r.pk for r in waiting]).values_list("pk", "handler_id"))
        assert [handled[r.pk] == world.colleague.officer_id for r in waiting] == [True, False, True, True, True]
        assert (
            "4件已办、1件未通过" in Notice.objects.get(user_id=world.officer.user_id, link__startswith="/batch/").title
        )
    page = signed_in(world.officer).get(f"/batch/{batch.pk}/").content.decode()
    assert "4件已办、1件未通过" in page
    assert kept.rows[1]["say"] in page


def test_a_run_that_is_cut_off_goes_on_and_acts_on_no_row_twice(
    world: World, waiting: list[Proceeding], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = send(world, waiting, "assign", officer=world.colleague.officer_id)
    real, calls = perform, []

    def breaks(*args: object, **kwargs: object) -> object:
        calls.append(args[1])
        if len(calls) == 3:
            raise ConnectionError("the worker was killed")
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(batching, "perform", breaks)
    with pytest.raises(ConnectionError):
        batching.run(batch.pk)
    assert outcome(batch) == ["done", "done", "", "", ""]
    batching.run(batch.pk)
    batching.run(batch.pk)
    assert outcome(batch) == ["done"] * 5
    with acting_as(CLOCKWORK):
        for row in waiting:
            entries = Proceeding.objects.get(pk=row.pk).entries.filter(name__endswith=".assign")
            assert entries.count() == 1
            assert entries.get().actor == world.officer.id  # in the name of who sent it
            assert entries.get().key == f"batch:one-form:{row.pk}"


def test_the_form_sent_twice_is_one_batch(world: World, waiting: list[Proceeding]) -> None:
    first = send(world, waiting, "assign", officer=world.colleague.officer_id)
    assert send(world, waiting, "assign", officer=world.colleague.officer_id).pk == first.pk
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'none', true)")
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'web.batch'")
        assert cursor.fetchone()[0] == 1


def test_a_form_with_faults_comes_back_with_what_was_typed_and_starts_nothing(
    world: World, waiting: list[Proceeding]
) -> None:
    form = {"row": chosen(waiting), "verb": "supplement", "missing": "", "next": "/desk/"}
    answer = signed_in(world.officer).post("/batch/", form)
    assert answer.status_code == 422
    assert answer.content.decode().count('name="row"') == 5
    with acting_as(CLOCKWORK):
        assert not ActBatch.objects.exists()


def test_the_rest_can_be_stopped_and_nobody_else_sees_the_batch(world: World, waiting: list[Proceeding]) -> None:
    batch = send(world, waiting, "assign", officer=world.colleague.officer_id)
    assert signed_in(world.colleague).get(f"/batch/{batch.pk}/").status_code == 404
    assert signed_in(world.colleague).post(f"/batch/{batch.pk}/").status_code == 404
    signed_in(world.officer).post(f"/batch/{batch.pk}/")
    batching.run(batch.pk)
    assert outcome(batch) == [""] * 5


def test_who_lost_the_range_meanwhile_acts_on_nothing(world: World, waiting: list[Proceeding]) -> None:
    batch = send(world, waiting, "assign", officer=world.colleague.officer_id)
    with acting_as(CLOCKWORK):
        Officer.objects.filter(pk=world.officer.officer_id).update(authority_id="411624")
    batching.run(batch.pk)
    assert outcome(batch) == ["refused"] * 5
    assert again(world.officer).authority_code == "411624"


def test_strange_values_choose_nothing(world: World, waiting: list[Proceeding]) -> None:
    client = signed_in(world.officer)
    for value in ("", "x", "1.x", "²³.1", "9" * 30 + ".1", f"{waiting[0].pk}", "-1.1"):
        answer = client.get("/batch/", {"row": value, "next": "//evil.example/"})
        assert answer.status_code == 200
        assert "没有选中任何一件" in answer.content.decode()
