"""Notes, screens sent and fixed, the base map, the live line."""

import asyncio
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hengjian.apps.cockpit.models import MapOutline
from hengjian.apps.cockpit.pages import live
from hengjian.apps.cockpit.procedures import BaseMap, FigureNote, ScreenSnapshot
from hengjian.apps.cockpit.queries.pulse import Beat, Pulse
from hengjian.kernel import files, uploads
from hengjian.kernel.models import Notice, Paper
from hengjian.kernel.paper.render import render
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Refusal
from hengjian.kernel.testing import World, signed_in

from .stored import lead, stored, year
from .test_rules import collection, feature

pytestmark = pytest.mark.django_db
APPROVAL = "GS(2024)0650号"


def about(code: str = "411602", **more: Any) -> dict[str, Any]:
    since, until = year()
    return {"code": code, "since": since.isoformat(), "until": until.isoformat(), **more}


def do(name: str, who: Principal, given: dict[str, Any], pk: int | None = None) -> Any:
    with acting_as(who):
        return perform(f"cockpit.{name}", pk, given, who).proceeding


def test_a_note_keeps_the_number_it_is_about(world: World) -> None:
    lead()
    stored("cockpit.leads")
    note = do("figure_note.annotate", world.head, about(indicator="cockpit.leads", text="核对来源"))
    assert (note.value, note.code, note.author) == (1, "411602", "陈立新")
    page = signed_in(world.city).get("/cockpit/figure/cockpit.leads/?code=411602").content.decode()
    assert "核对来源" in page  # above sees it
    with acting_as(world.stranger):
        assert not FigureNote.objects.filter(pk=note.pk).exists()  # beside does not
    do("figure_note.settle_note", world.colleague, {"answer": "已核对"}, note.pk)
    assert "已核对" in signed_in(world.head).get("/cockpit/figure/cockpit.leads/").content.decode()


@pytest.mark.parametrize("wrong", [{"code": "411624"}, {"indicator": "no.such"}, {"until": "2020-01-01"}, {"text": ""}])
def test_a_note_out_of_range_is_refused(world: World, wrong: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        do("figure_note.annotate", world.head, about(indicator="cockpit.leads", text="样样") | wrong)
    assert set(refused.value.fields) == set(wrong)


def test_a_screen_sent_reaches_the_colleague(world: World) -> None:
    given = about(officer=world.colleague.officer_id, text="请看川汇区")
    note = do("figure_note.send_screen", world.head, given)
    assert note.to_name == "李青"
    page = signed_in(world.colleague).get(f"/p/{note.pk}/").content.decode()
    assert f"/cockpit/?code=411602&amp;since={given['since']}" in page
    with pytest.raises(Refusal) as refused:
        do("figure_note.send_screen", world.head, given | {"officer": world.stranger.officer_id})
    assert set(refused.value.fields) == {"officer"}
    with acting_as(CLOCKWORK):
        assert not Notice.objects.filter(user_id=world.stranger.user_id).exists()


def test_what_was_typed_comes_back_with_a_refusal(world: World) -> None:
    given = about(officer=world.stranger.officer_id, text="请看这里")
    answer = signed_in(world.head).post("/cockpit/send/", given)
    assert answer.status_code >= 400
    assert "请看这里" in answer.content.decode()


def test_the_screen_is_fixed_with_every_number_and_its_formula(world: World) -> None:
    lead()
    figure = stored("cockpit.leads")
    kept = do("screen_snapshot.fix_screen", world.head, about(remark="月度会商"))
    assert [(one["id"], one["value"], one["formula"]) for one in kept.lines] == [("cockpit.leads", "1", figure.formula)]
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(proceeding_id=kept.pk)
    assert paper.template == "cockpit.snapshot"
    assert render("cockpit.snapshot", paper.data).startswith(b"%PDF")


def test_nothing_is_fixed_where_nothing_is_stored(world: World) -> None:
    with pytest.raises(Refusal):
        do("screen_snapshot.fix_screen", world.head, about())
    with acting_as(CLOCKWORK):
        assert not ScreenSnapshot.objects.exists()


def test_a_base_map_is_looked_at_approved_drawn_and_withdrawn(world: World) -> None:
    content = collection(feature("411602"), feature("411624"), feature("xx"))
    client = signed_in(world.admin)
    looked = client.post("/cockpit/maps/", {"map": SimpleUploadedFile("样.geojson", content), "look": "1"})
    token = looked.context["token"]
    assert looked.context["found"].unknown == ["样xx"]
    wrong = client.post("/cockpit/maps/", {"bring": "1", "file": token, "approval": "随便", "source": "样院"})
    assert wrong.status_code >= 400
    assert "样院" in wrong.content.decode()
    client.post("/cockpit/maps/", {"bring": "1", "file": token, "approval": APPROVAL, "source": "样院"})
    page = signed_in(world.city).get("/cockpit/").content.decode()
    assert APPROVAL in page
    assert 'class="fp3 shape"' in page
    with acting_as(CLOCKWORK):
        made = BaseMap.objects.get()
    assert (made.shapes, made.skipped) == (2, 1)
    do("base_map.withdraw_map", world.admin, {"reason": "换图"}, made.pk)
    with acting_as(CLOCKWORK):
        assert not MapOutline.objects.exists()
    assert APPROVAL not in signed_in(world.city).get("/cockpit/").content.decode()


def test_only_an_administrator_brings_a_map(world: World) -> None:
    with acting_as(world.head):
        stored_file = files.store(collection(feature("411602")), "application/geo+json")
        token = uploads.token(stored_file.sha256, "样", world.head)
    with pytest.raises(Refusal):
        do("base_map.approve_map", world.head, {"approval": APPROVAL, "source": "样", "file": token})


# ---- the live line ----

BEAT = Beat(timezone.now(), timezone.now(), {"411602": 2, "411624": 5})


def test_a_screen_is_told_of_its_own_place_only() -> None:
    assert [BEAT.late_at(code) for code in ("0", "41", "4116", "411602", "411624", "411602002")] == [7, 7, 7, 2, 5, 2]
    assert json.loads(live.told(BEAT, "411602").split("data: ")[1])["late"] == 2


def test_many_screens_share_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def look() -> Beat:
        looks.append(1)
        return BEAT

    async def run() -> list[list[str]]:
        pulse = Pulse(every=0.05)
        monkeypatch.setattr("hengjian.apps.cockpit.queries.pulse.pulse", lambda: pulse)

        async def listen() -> list[str]:
            return [said async for said in live.events("411602", lasts=0.2)]

        heard = await asyncio.gather(*(listen() for _n in range(20)))
        assert pulse.listeners == 0
        await asyncio.sleep(0.15)
        assert pulse.task is None  # nobody listens, nobody looks
        return list(heard)

    monkeypatch.setattr("hengjian.apps.cockpit.queries.pulse.look", look)
    monkeypatch.setattr("hengjian.apps.cockpit.pages.live.give_back", lambda: None)
    heard = asyncio.run(run())
    assert all(said[0].startswith("retry:") and sum("event: beat" in one for one in said) == 1 for said in heard)
    assert len(looks) <= 6  # of twenty screens
