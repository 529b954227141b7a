"""办案终端: what phones hand over becomes acts of the case, each once, however often it is sent; a refusal says why."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hengjian.apps.enforcement.models import CaseEvidence
from hengjian.apps.enforcement.procedures import Case, CaseMeasure
from hengjian.apps.inspection.tests.builders import PICTURE
from hengjian.kernel.models import Evidence
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import signed_in

from .stage import CaseStage, make_stage, papers
from .stage import told as told_of

pytestmark = pytest.mark.django_db
RECORDING = b"\x00\x00\x00\x18ftypmp42" + b"0" * 64


@pytest.fixture
def stage() -> CaseStage:
    found = make_stage()
    found.at = timezone.now()
    return found.filed(happened_on=None, ended_on=timezone.localdate().isoformat())


def upload(client: Client, content: bytes, name: str = "a.png") -> str:
    digest = hashlib.sha256(content).hexdigest()
    sent = {"sha256": digest, "file": SimpleUploadedFile(name, content)}
    assert client.post("/cases/field/photo/", sent).json() == {"sha256": digest}
    return digest


def send(client: Client, check: int, *ops: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"check": check, "device": "a", "ops": list(ops)})
    answer = client.post("/cases/field/sync/", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()["results"]
    return found


def record(**more: Any) -> dict[str, Any]:
    at = timezone.now().isoformat()
    return {
        "id": "r1", "kind": "scene", "began": at, "ended": at, "place": "七一路8号", "shown": True, "told": True,
        "text": "货架上有三瓶过期调味料", "signed": "signed", "proves": ["conduct"],
    } | more  # fmt: skip


def test_pictures_recordings_and_signed_records_become_evidence_once(stage: CaseStage) -> None:
    client = signed_in(stage.world.officer)
    picture, sound = upload(client, PICTURE), upload(client, RECORDING, "b.mp4")
    ops = [
        {"id": "p1", "kind": "photo", "sha256": picture, "at": timezone.now().isoformat(), "place": "33.6,114.6 ±9m"},
        {"id": "p2", "kind": "photo", "sha256": sound, "at": timezone.now().isoformat(), "recording": True},
        record(signature=picture),
        record(id="r2", kind="inquiry", person="何小满", office="party", signature=picture),
    ]
    first = send(client, stage.pk, *ops)
    assert {key: r["status"] for key, r in first.items()} == {"p1": "done", "p2": "done", "r1": "done", "r2": "done"}
    again = send(client, stage.pk, *ops)
    assert {r["status"] for r in again.values()} == {"known"}
    with acting_as(CLOCKWORK):
        kept = list(CaseEvidence.objects.filter(proceeding_id=stage.pk).order_by("position"))
        assert Evidence.objects.filter(proceeding_id=stage.pk, file_id=sound).count() == 1
    assert [(one.position, one.name) for one in kept] == [
        (1, "现场照片"), (2, "现场录音录像"), (3, "现场笔录"), (4, "询问笔录"),
    ]  # fmt: skip
    assert kept[0].sha256 == picture
    assert papers(stage.pk)[-2:] == ["PEN-09", "PEN-14"]


def test_a_refused_piece_says_why_and_leaves_the_others_alone(stage: CaseStage) -> None:
    client = signed_in(stage.world.officer)
    unread = record(id="r9", shown=False)
    lost = {"id": "p9", "kind": "photo", "sha256": "0" * 64, "at": timezone.now().isoformat()}
    told = send(client, stage.pk, unread, lost, record())
    assert (told["r9"]["status"], told["p9"]["status"], told["r1"]["status"]) == ("refused", "refused", "done")
    assert "五十五" in told["r9"]["fact"]


def test_a_decision_on_the_spot_is_made_once(stage: CaseStage) -> None:
    client = signed_in(stage.world.officer)
    spot = {
        "id": "s1", "kind": "spot", "party_name": "吴可", "party_kind": "person", "cause_name": "未明码标价",
        "companion": stage.world.colleague.officer_id, "violated": "《价格法》第十三条", "punished_by": "《价格法》第四十二条",
        "found": "货架商品未标明价格", "evidence": "现场照片", "kinds": ["fine"], "fine": "100", "told": True, "collected": True,
        "signature": upload(client, PICTURE),
    }  # fmt: skip
    assert send(client, 0, spot)["s1"]["status"] == "done"
    assert send(client, 0, spot)["s1"]["status"] == "known"
    dear = send(client, 0, spot | {"id": "s2", "fine": "500"})["s2"]
    assert dear["status"] == "refused"
    assert "200" in dear["fact"]
    with acting_as(CLOCKWORK):
        assert Case.objects.filter(simple=True).count() == 1


def measure(**more: Any) -> dict[str, Any]:
    goods = [{"name": "调味料", "spec": "500克/瓶", "quantity": "3", "unit": "瓶"}]
    return {
        "id": "m1", "kind": "measure", "measure": "seal", "at": timezone.now().isoformat(), "place": "七一路8号",
        "reason": "有证据证明不符合食品安全标准", "goods": goods, "keeper": "当事人", "approved": False, "signed": "signed",
    } | more  # fmt: skip


def test_a_measure_on_the_spot_has_its_papers_and_is_reported_within_a_day(stage: CaseStage) -> None:
    client = signed_in(stage.world.officer)
    taken = timezone.now() - timedelta(hours=2)
    op = measure(signature=upload(client, PICTURE), at=taken.isoformat())
    body = json.dumps({"check": stage.pk, "device": "a", "ops": [op]})
    told = client.post("/cases/field/sync/", body, content_type="application/json").json()
    assert told["results"]["m1"]["status"] == "done"
    assert send(client, stage.pk, op)["m1"]["status"] == "known"
    with acting_as(CLOCKWORK):
        [row] = CaseMeasure.objects.filter(case_id=stage.pk)
        kept = Evidence.objects.filter(proceeding_id=row.pk).count()
    assert (row.state, row.due, kept) == ("on_spot", taken + timedelta(hours=24), 1)
    assert papers(row.pk) == ["PEN-21", "PEN-24"]
    [shown] = told["checks"][0]["measures"]
    assert (shown["id"], shown["goods"]) == (row.pk, 1)
    until = timezone.localtime(row.due).strftime("%Y-%m-%d %H:%M")
    assert [to for to, title in told_of(row.pk) if until in title] == [f"officer:{stage.world.head.officer_id}"]


def test_a_list_that_nobody_signs_or_sees_is_refused(stage: CaseStage) -> None:
    refused = send(signed_in(stage.world.officer), stage.pk, measure(signed="refused"))["m1"]
    assert refused["status"] == "refused"
    assert "见证人" in refused["fact"]
    with acting_as(CLOCKWORK):
        assert not CaseMeasure.objects.exists()


def test_who_does_not_investigate_hands_over_nothing(stage: CaseStage) -> None:
    for who in (stage.world.head, stage.world.stranger):
        assert send(signed_in(who), stage.pk, record())["r1"]["status"] == "refused"
    assert papers(stage.pk) == ["PEN-07"]


def test_the_day_has_the_own_open_cases_only(stage: CaseStage) -> None:
    told = signed_in(stage.world.officer).get("/cases/field/day/").json()
    assert [c["id"] for c in told["checks"]] == [stage.pk]
    assert stage.world.colleague.officer_id in [o["id"] for o in told["colleagues"]]
    assert signed_in(stage.world.head).get("/cases/field/day/").json()["checks"] == []


def test_what_cannot_be_read_is_refused_without_harm(stage: CaseStage) -> None:
    client = signed_in(stage.world.officer)
    for body in ("", "{}", '{"check": 1, "device": "a", "ops": [{"id": "x", "kind": "unknown"}]}'):
        assert client.post("/cases/field/sync/", body, content_type="application/json").status_code == 422


def test_the_shell_and_its_worker_name_the_same_files(stage: CaseStage) -> None:
    client = signed_in(stage.world.officer)
    worker = client.get("/cases/field/worker.js").content.decode()
    page = client.get("/cases/field/").content.decode()
    for name in ("hengjian/field-store.js", "hengjian/sign.js", "enforcement/field.js", "hengjian/field.css"):
        assert f"/static/{name}" in worker
        assert f"/static/{name}" in page
