"""Pages of what comes in: a sample is mapped, a file is looked at and run, what goes back is taken and sent again."""

from __future__ import annotations

import csv
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from hengjian.apps.datacentre import readers
from hengjian.apps.datacentre.actions import load
from hengjian.apps.datacentre.models import CodeListVersion, ImportedRow
from hengjian.apps.datacentre.queries import standard
from hengjian.apps.datacentre.tests.supplied import COLUMNS, HEAD, adopted, do, progress, ran, sent
from hengjian.kernel import files
from hengjian.kernel.models import Act
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db
ROWS = [["L1", "", "周口市川汇区样穗餐饮店", "七一路1号", "2025-03-01", "", "有效", "5", "13812340017"]]


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def as_bytes(kind: str) -> tuple[str, bytes]:
    """The same row in every format."""
    head = HEAD.split(",")
    if kind == "xlsx":
        book = Workbook()
        for line in (head, *ROWS):
            book.active.append(line)  # type: ignore[union-attr]
        data = io.BytesIO()
        book.save(data)
        return "a.xlsx", data.getvalue()
    if kind == "parquet":
        kept = io.BytesIO()
        pq.write_table(pa.table({name: [row[at] for row in ROWS] for at, name in enumerate(head)}), kept)
        return "a.parquet", kept.getvalue()
    if kind.startswith("json"):
        records = [dict(zip(head, row, strict=True)) for row in ROWS]
        text = json.dumps(records) if kind == "json" else "\n".join(map(json.dumps, records))
        return f"a.{kind}", text.encode()
    return "a.csv", "\n".join([HEAD, *(",".join(row) for row in ROWS)]).encode(kind)


@pytest.mark.parametrize("kind", ["utf-8", "utf-8-sig", "gb18030", "xlsx", "json", "jsonl", "parquet"])
def test_the_same_row_comes_in_from_every_format(world: World, kind: str) -> None:
    adopted(world)
    name, data = as_bytes(kind)
    run = ran(world, data, name)
    assert (run.state, run.counts["fresh"], run.counts["rejected"]) == ("finished", 1, 0)
    with acting_as(CLOCKWORK):
        assert ImportedRow.objects.get().body["entity_name"] == "周口市川汇区样穗餐饮店"


def test_stray_bytes_are_faults_of_their_row_alone(world: World) -> None:
    adopted(world)
    text = f"{HEAD}\nL1,,样\udcff店,,2025-01-01,,有效,,\nL2,,样禾店,,2025-01-01,,有效,,\n"
    run = ran(world, text.encode("utf-8", "surrogateescape"))
    assert progress(run).faults == {"encoding": 1}
    assert run.counts["fresh"] == 1


def test_a_broken_line_of_json_goes_back_and_the_rest_comes_in(world: World) -> None:
    adopted(world)
    one = dict(zip(HEAD.split(","), ROWS[0], strict=True))
    run = ran(world, f"{json.dumps(one)}\n{{broken\n".encode(), "a.jsonl")
    assert (run.counts["fresh"], progress(run).faults) == (1, {"columns": 1})


def test_what_is_no_table_is_refused_before_anything_is_kept(world: World) -> None:
    adopted(world)
    for data, name in (
        (b"PAR1 this is none", "a.parquet"),
        (b"PK\x03\x04 none", "a.xlsx"),
        (b"[{]", "a.json"),
        (b"", "a.csv"),
    ):
        with pytest.raises(Incomplete):
            sent(world, data, name)


def test_a_table_of_no_configured_database_is_refused(world: World) -> None:
    with pytest.raises(Incomplete):
        do(world.officer, "source_mapping.draft_mapping", title="样表", table_key="no_such", supplier="样局", kind="table",
           source="unknown", source_table="public.rows", columns=COLUMNS)  # fmt: skip


def upload(data: bytes, name: str = "a.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/csv")


def test_a_mapping_is_proposed_from_a_sample_tried_and_drafted(world: World) -> None:
    client = signed_in(world.officer)
    sample = "许可证编号,单位名称,发证日期\nL1,样穗店,2025-01-01\nL2,样禾店,2025-02-30\n".encode()
    answer = client.post("/data/mapping/new/", {"sample": upload(sample), "guess": "1"})
    page, found = answer.content.decode(), answer.context["found"]
    assert 'value="licence_number"' in page
    assert "2025-02-30" not in page  # the value is not shown, its fault is
    assert [fault.column for row in found.bad for fault in row.faults] == ["发证日期"]
    assert len(found.good) == 1
    given = {"title": "样许可", "table_key": "some_permits", "supplier": "样局", "kind": "file", "draft": "1"}
    lines = [("许可证编号", "licence_number", "yes"), ("单位名称", "entity_name", ""), ("发证日期", "no_such", "")]
    for at, (source, element, key) in enumerate(lines):
        given |= {f"columns-{at}-source": source, f"columns-{at}-element": element, f"columns-{at}-transform": "as_is"}
        given |= {f"columns-{at}-key": key} if key else {}
    refused = client.post("/data/mapping/new/", given)
    assert refused.status_code == 422
    assert 'value="样许可"' in refused.content.decode()
    taken = client.post("/data/mapping/new/", given | {"columns-2-element": "issue_date"})
    assert taken.status_code == 302


def test_a_file_is_sent_looked_at_run_and_what_goes_back_is_sent_again(world: World) -> None:
    adopted(world)
    client = signed_in(world.officer)
    text = f"{HEAD}\nL1,,样穗店,,2025-01-01,,有效,,\nL2,,样禾店,,2025-13-01,,有效,,13812340017\n"
    answer = client.post("/data/imports/food_workshops/", {"file": upload(text.encode())})
    address = answer["Location"]
    pk = int(address.split("/")[-2])
    page = text_of(client, address)
    assert "发证日期" in page
    assert client.post(address).status_code == 302
    load(pk)
    page = text_of(client, address)
    assert "2025-13-01" in page
    assert "13812340017" not in page
    before = _acts("datacentre.run.take_rejects")
    back = client.post(f"{address}rejects.csv").content.decode().lstrip("\ufeff")
    assert _acts("datacentre.run.take_rejects") == before + 1
    rows = list(csv.reader(io.StringIO(back)))
    assert rows[0][: len(HEAD.split(","))] == HEAD.split(",")
    assert rows[1][0] == "L2"
    assert rows[1][9] == "2"
    book = load_workbook(io.BytesIO(client.post(f"{address}rejects.xlsx").content))
    assert [c.value for c in book.worksheets[0][2]][0] == "L2"
    again = ran(world, back.replace("2025-13-01", "2025-12-01"), "corrected.csv")
    assert (again.counts["fresh"], again.counts["rejected"]) == (1, 0)
    assert client.get(f"{address}rejects.csv").status_code == 405


def _acts(name: str) -> int:
    with acting_as(CLOCKWORK):
        return Act.objects.filter(name=name).count()


def test_a_file_without_the_columns_is_not_run(world: World) -> None:
    adopted(world)
    run = sent(world, "甲,乙\n1,2\n")
    client = signed_in(world.officer)
    assert "许可证编号" in text_of(client, f"/data/runs/{run.pk}/")
    with pytest.raises(Conflict):
        do(world.officer, "import_run.start_run", run.pk)


def test_who_is_elsewhere_sees_neither_runs_nor_rejects(world: World) -> None:
    adopted(world)
    run = ran(world, f"{HEAD}\nL1,,样穗店,,错,,有效,,\n")
    stranger = signed_in(world.stranger)
    assert stranger.get(f"/data/runs/{run.pk}/").status_code == 404
    assert stranger.post(f"/data/runs/{run.pk}/rejects.csv").status_code in (403, 404)
    assert Client().get(f"/data/runs/{run.pk}/").status_code in (302, 404)


def test_who_drafted_a_mapping_does_not_adopt_it(world: World) -> None:
    drafted = do(
        world.admin,
        "source_mapping.draft_mapping",
        title="样表",
        table_key="own_table",
        supplier="样局",
        columns=COLUMNS,
    )
    with pytest.raises(NotAllowed):
        do(world.admin, "source_mapping.adopt_mapping", drafted.proceeding.pk)


def test_the_next_edition_of_a_mapping_replaces_the_one_before(world: World) -> None:
    first = adopted(world)
    second = adopted(world, supplier="样市场监管局")
    assert (first.edition, second.edition) == (1, 2)
    given = {"title": "样表", "table_key": "food_workshops", "supplier": "样局", "columns": COLUMNS}
    stale = do(world.officer, "source_mapping.draft_mapping", **given).proceeding
    adopted(world)
    with pytest.raises(Conflict):
        do(world.head, "source_mapping.adopt_mapping", stale.pk)


def test_a_code_list_has_versions_as_of_a_day(world: World) -> None:
    """A new version holds from its day; the days before keep what held on them."""
    given = {"list_id": "permit_state", "title": "许可状态", "since": "2026-06-01", "basis": "样规〔2026〕1号",
             "table": "代码\t名称\n1\t有效\n9\t其他"}  # fmt: skip
    drafted = do(world.officer, "code_list_change.draft_code_list", **given).proceeding
    do(world.head, "code_list_change.adopt_code_list", drafted.pk)
    day = CodeListVersion.objects.get().since
    assert standard.code_lists(day)["permit_state"].items == {"1": "有效", "9": "其他"}
    assert "2" in standard.code_lists(day.replace(month=5))["permit_state"].items
    client = signed_in(world.officer)
    assert "其他" in text_of(client, "/data/lists/permit_state/?on=2026-06-01")
    assert "过期" in text_of(client, "/data/lists/permit_state/?on=2026-05-31")
    with pytest.raises(Incomplete):
        do(world.officer, "code_list_change.draft_code_list", **given | {"since": "2026-05-01"})
    with pytest.raises(Incomplete):
        do(
            world.officer,
            "code_list_change.draft_code_list",
            **given | {"since": "2026-07-01", "table": "1\t甲\n1\t乙"},
        )


def test_standard_and_lists_are_read_and_searched(world: World) -> None:
    client = signed_in(world.officer)
    assert "统一社会信用代码" in text_of(client, "/data/standard/?q=uscc")
    assert client.get("/data/standard/?as=csv").content.startswith(b"\xef\xbb\xbfid,")
    assert "川汇区" in text_of(client, "/data/lists/?q=411602")
    assert client.get("/data/lists/none/").status_code == 404


def test_a_stored_file_is_where_it_is_looked_for() -> None:
    with acting_as(CLOCKWORK):
        kept = files.store(b"a,b\n1,2\n", "text/csv")
    assert readers.path_of(kept.sha256).read_bytes() == b"a,b\n1,2\n"
