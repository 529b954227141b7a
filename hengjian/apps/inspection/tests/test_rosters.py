"""Rosters taken in from files, recusals declared, a draw from two files by command."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import Workbook

from hengjian.apps.inspection.models import Inspector, RecusalFact, SubjectTag
from hengjian.apps.inspection.rules.seed import commitment
from hengjian.kernel.models import ActContent, Officer, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world, signed_in

from .draws import subjects

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world()
    subjects(3)
    return made


def sheet(rows: list[list[str]], encoding: str = "utf-8-sig") -> SimpleUploadedFile:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return SimpleUploadedFile("名录.csv", out.getvalue().encode(encoding))


def book(rows: list[list[str]]) -> SimpleUploadedFile:
    made, out = Workbook(), io.BytesIO()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    made.save(out)
    return SimpleUploadedFile("名录.xlsx", out.getvalue())


def send(browser: Client, kind: str, file: SimpleUploadedFile) -> str:
    answer = browser.post("/inspection/rosters/import/", {"kind": kind, "file": file})
    return answer.content.decode() if answer.status_code == 422 else f"{answer.status_code}"


HEAD = ["姓名", "执法证号", "区划", "专长", "最多户数"]


@pytest.mark.parametrize("form", ["utf-8", "gb18030", "xlsx"])
def test_officers_are_enrolled_from_a_file(world: World, form: str) -> None:
    with acting_as(CLOCKWORK):
        number = Officer.objects.get(pk=world.officer.officer_id or 0).certificate_no
    rows = [HEAD, ["周明远", number, "411602、411624", "食品，计量", "12"]]
    file = book(rows) if form == "xlsx" else sheet(rows, form)
    assert send(signed_in(world.admin), "officers", file) == "302"
    with acting_as(world.officer):
        found = Inspector.objects.get(pk=world.officer.officer_id or 0)
    assert (found.places, found.skills, found.load) == (["411602", "411624"], ["食品", "计量"], 12)


def test_every_faulty_row_is_named_and_then_nothing_is_kept(world: World) -> None:
    with acting_as(CLOCKWORK):
        number = Officer.objects.get(pk=world.officer.officer_id or 0).certificate_no
    rows = [
        HEAD,
        ["周明远", number, "", "", ""],
        ["李四", number, "", "", ""],
        ["王五", "无此证", "", "", ""],
        ["周明远", number, "999", "", "x"],
    ]
    page = send(signed_in(world.admin), "officers", sheet(rows))
    assert "3行有误" in page
    for row in ("3", "4", "5"):
        assert f'<td class="num">{row}</td>' in page
    with acting_as(world.officer):
        assert not Inspector.objects.exists()


def test_tags_are_taken_in_with_their_days(world: World) -> None:
    head = ["统一社会信用代码", "标签", "起", "止"]
    good = [head, ["92411602MD00000001", "学校食堂", "2026-01-01", ""]]
    assert send(signed_in(world.admin), "tags", sheet(good)) == "302"
    with acting_as(world.officer):
        assert SubjectTag.objects.get().tag == "学校食堂"
    bad = [head, ["92411602MD00000001", "学校食堂", "2026-13-01", ""]]
    assert "2026-11-20" in send(signed_in(world.admin), "tags", sheet(bad))


def test_a_file_of_another_kind_is_refused_as_a_whole(world: World) -> None:
    assert "执法证号" in send(signed_in(world.admin), "officers", sheet([["名称", "代码"], ["a", "b"]]))
    assert signed_in(world.officer).get("/inspection/rosters/import/").status_code == 403


def test_a_recusal_is_declared_by_the_officer_and_its_reason_is_sealed(world: World) -> None:
    given = {"code": "92411602MD00000001", "relation": "经营者为其配偶"}
    assert signed_in(world.officer).post("/inspection/rosters/recusal/", given).status_code == 302
    with acting_as(world.officer):
        fact = RecusalFact.objects.get()
        assert (fact.officer_id, fact.relation) == (world.officer.officer_id, "经营者为其配偶")
    with acting_as(world.stranger):
        assert not RecusalFact.objects.exists()
    with acting_as(CLOCKWORK):
        assert not [c for c in ActContent.objects.all() if "配偶" in json.dumps(c.body, ensure_ascii=False)]
    signed_in(world.officer).post("/inspection/rosters/recusal/", {"code": given["code"], "end": "1"})
    with acting_as(world.officer):
        assert RecusalFact.objects.get().ended_on is not None
        assert Subject.objects.filter(recusal_facts__isnull=False).count() == 1


def test_a_draw_is_held_from_two_files_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s.csv").write_text(
        "id,stratum,place\n" + "".join(f"样{n}号店,{1 + n % 2},411602\n" for n in range(40)), encoding="utf-8"
    )
    (tmp_path / "o.csv").write_text(
        "id,places,skills,load,barred\n" + "".join(f"检查员{n},4116,,9,样{n}号店\n" for n in range(4)), encoding="utf-8"
    )
    out, full = tmp_path / "draw.zip", tmp_path / "full.zip"
    given = [
        str(tmp_path / "s.csv"),
        str(tmp_path / "o.csv"),
        "--draw",
        "样抽1号",
        "--total",
        "8",
        "--weights",
        "1=1,2=3",
    ]
    call_command("draw", "run", *given, "--out", str(out), "--openings", str(full))
    call_command("draw", "verify", str(full))
    assert "复算一致" in capsys.readouterr().out
    data = bytearray(out.read_bytes())
    data[len(data) // 2] ^= 1
    out.write_bytes(bytes(data))
    with pytest.raises(CommandError):
        call_command("draw", "verify", str(out))


def test_a_sealed_value_fits_its_commitment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "value.json"
    call_command("draw", "seal", "川抽〔2026〕0001号", "周口市消费者协会", "--out", str(file))
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert (
        kept["commitment"] == commitment(kept["draw"], kept["party"], kept["value"]) == capsys.readouterr().out.strip()
    )
    assert file.stat().st_mode & 0o077 == 0
