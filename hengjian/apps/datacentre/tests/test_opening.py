"""Open data: published records that stand, as pages, files and API; what is withdrawn is gone from the next answer."""

import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.utils import timezone

from hengjian.apps.datacentre.actions.opening import publish
from hengjian.apps.datacentre.models import OpenFile
from hengjian.apps.datacentre.queries import opening
from hengjian.apps.datacentre.tests.sharing_scene import Sharing
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.models import Disclosure
from hengjian.kernel.principal import CLOCKWORK, acting_as

pytestmark = pytest.mark.django_db
READ = "/api/v1/datacentre/open/penalties"


@pytest.fixture
def scene(tmp_path: Path, settings) -> Sharing:
    settings.HENGJIAN_HOME = tmp_path
    return Sharing()


def withdraw(shown: Disclosure) -> None:
    with acting_as(CLOCKWORK):
        Disclosure.objects.filter(pk=shown.pk).update(withdrawn_at=timezone.now())


def test_a_kind_of_record_is_in_one_dataset_at_most() -> None:
    kinds = [kind for one in opening.open_datasets().values() for kind in one.kinds]
    assert len(kinds) == len(set(kinds))


def test_a_row_holds_only_what_the_catalogue_names(scene: Sharing) -> None:
    shown = scene.published()
    [row] = Client().get(READ).json()["items"]
    assert (row["subject_name"], row["body_content"], row["article"]) == (
        "样0号饭店",
        "罚款五百元",
        "行政处罚法第四十八条",
    )
    assert "不公开" not in json.dumps(row, ensure_ascii=False)
    assert row["proof"].endswith(f"/ledger/proof/{shown.act_id}")


def test_what_is_withdrawn_is_gone_from_the_api_at_once_and_from_the_next_file(scene: Sharing) -> None:
    shown = scene.published()
    publish()
    assert Client().get(READ).json()["items"]
    withdraw(shown)
    assert Client().get(READ).json()["items"] == []
    made = {row.kind: row for row in publish(ids=["penalties"])}
    assert made["csv"].rows == 0
    assert "罚款" not in (opening.folder() / made["csv"].file).read_text(encoding="utf-8-sig")


def test_the_three_files_say_the_same_and_their_hashes_are_told(scene: Sharing) -> None:
    scene.published()
    publish(ids=["penalties"])
    files = {row.kind: opening.folder() / row.file for row in OpenFile.objects.filter(dataset="penalties")}
    told = json.loads(files["json"].read_text(encoding="utf-8"))["items"]
    assert pq.read_table(files["parquet"]).to_pylist() == told
    lines = files["csv"].read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].split(",")[:3] == ["id", "kind", "title"]
    assert len(lines) == 2
    for row in OpenFile.objects.filter(dataset="penalties"):
        answer = Client().get(f"/open-data/penalties.{row.kind}")
        content = b"".join(answer.streaming_content)
        assert hashlib.sha256(content).hexdigest() == row.sha256
        assert answer["ETag"] == f'"{row.sha256}"'


def test_who_has_it_already_is_not_sent_it_again(scene: Sharing) -> None:
    scene.published()
    publish(ids=["penalties"])
    tag = Client().get("/open-data/penalties.csv")["ETag"]
    assert Client().get("/open-data/penalties.csv", headers={"If-None-Match": tag}).status_code == 304
    tag = Client().get(READ)["ETag"]
    assert Client().get(READ, headers={"If-None-Match": tag}).status_code == 304
    scene.published(resource="registry.entities")
    assert Client().get(READ, headers={"If-None-Match": tag}).status_code == 200


def test_the_api_goes_on_with_its_cursor_and_refuses_a_strange_one(scene: Sharing) -> None:
    for resource in ("kernel.subjects", "registry.entities", "registry.versions"):
        scene.published(resource=resource)
    first = Client().get(READ, {"limit": 2}).json()
    rest = Client().get(READ, {"limit": 2, "cursor": first["next"]}).json()
    ids = [row["id"] for row in first["items"] + rest["items"]]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 3
    assert rest["next"] is None
    assert Client().get(READ, {"cursor": "strange"}).status_code == 422
    assert Client().get("/api/v1/datacentre/open/nothing").status_code == 404


def test_the_catalogue_is_dcat_and_names_every_file(scene: Sharing) -> None:
    publish()
    answer = Client().get("/open-data/catalog.jsonld")
    told = json.loads(answer.content)
    assert (answer["Content-Type"], told["@type"]) == ("application/ld+json", "dcat:Catalog")
    assert {one["dct:identifier"] for one in told["dcat:dataset"]} == set(opening.open_datasets())
    hashes = {
        d["spdx:checksum"]["spdx:checksumValue"] for one in told["dcat:dataset"] for d in one["dcat:distribution"]
    }
    assert hashes == set(OpenFile.objects.values_list("sha256", flat=True))


def test_the_pages_are_for_everybody_in_both_languages(scene: Sharing) -> None:
    scene.published()
    publish(ids=["penalties"])
    page = Client().get("/open-data/penalties/").content.decode()
    assert "样饭店：罚款" in page
    assert "/open-data/penalties.csv" in page
    assert "行政处罚公示" in Client().get("/open-data/?q=处罚").content.decode()
    english = Client(headers={"Accept-Language": "en"}).get("/open-data/").content.decode()
    assert "Administrative penalties" in english


def test_datasets_that_are_up_to_date_are_counted(scene: Sharing) -> None:
    today = timezone.localdate()
    one, span = indicators()["datacentre.open_fresh"], Span("4116", today, today)
    assert one.figure(span).numerator == 0
    publish(ids=["penalties", "permits"])
    assert (one.figure(span).numerator, one.figure(span).denominator) == (2, len(opening.open_datasets()))
