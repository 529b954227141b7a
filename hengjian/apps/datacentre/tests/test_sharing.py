"""Sharing of data (政务数据共享条例): a purpose, few columns, a decision, a key that opens one share, and every use on record."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from hengjian.apps.datacentre.actions import delivering
from hengjian.apps.datacentre.models import SharedFile, SharedLook, ShareUse
from hengjian.apps.datacentre.queries.tracing import read, trace
from hengjian.apps.datacentre.tasks.sharing import end_over
from hengjian.apps.datacentre.tests.sharing_scene import Sharing
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, Refusal
from hengjian.kernel.testing import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(tmp_path: Path, settings) -> Sharing:
    settings.HENGJIAN_HOME = tmp_path
    return Sharing()


def test_a_department_applies_the_owner_decides_and_both_know(scene: Sharing) -> None:
    row = scene.asked()
    assert (row.state, row.code, row.body, row.due_limit) == (
        "asked",
        "411602",
        "川汇区税务局",
        "datacentre.share_answer",
    )
    scene.do(scene.world.officer, "data_share.examine_share", row.pk, checked="目的明确")
    row = scene.do(scene.world.head, "data_share.grant_share", row.pk, columns=["status"])
    assert (row.state, row.columns, row.due_limit) == ("granted", ["status"], "")
    assert row.due is not None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"columns": ["name", "phone"]}, "columns"),
        ({"columns": []}, "columns"),
        ({"resource": "kernel.nothing"}, "resource"),
        ({"until": "2020-01-01"}, "until"),
        ({"until": (timezone.localdate() + timedelta(days=900)).isoformat()}, "until"),
        ({"place": "999999"}, "place"),
        ({"purpose": "短"}, "purpose"),
    ],
)
def test_what_cannot_be_applied_for_is_refused_beside_its_field(scene: Sharing, wrong: dict, field: str) -> None:
    with pytest.raises(Incomplete) as refused:
        scene.asked(**wrong)
    assert field in refused.value.fields


def test_the_owner_gives_less_but_never_more_than_was_applied_for(scene: Sharing) -> None:
    row = scene.asked()
    with pytest.raises(Incomplete) as refused:
        scene.do(scene.world.head, "data_share.grant_share", row.pk, columns=["name", "code"])
    assert "个人信息保护法" in str(refused.value.article)


def test_who_examined_does_not_decide_and_another_county_sees_nothing(scene: Sharing) -> None:
    row = scene.asked()
    scene.do(scene.world.colleague, "data_share.examine_share", row.pk, checked="可以共享")
    with pytest.raises(NotAllowed):
        scene.do(scene.world.colleague, "data_share.grant_share", row.pk)
    with pytest.raises(Refusal):
        scene.do(scene.world.stranger, "data_share.refuse_share", row.pk, ground="other", reason="不同意共享")


def test_one_share_a_resource_and_form_is_open_at_a_time(scene: Sharing) -> None:
    scene.asked()
    with pytest.raises(Conflict, match="not taken|没有"):
        scene.asked()


def test_the_key_reads_the_granted_columns_of_the_granted_place_and_every_use_is_on_record(scene: Sharing) -> None:
    row = scene.granted()
    answer = scene.read(row, key := scene.key(row), limit=20)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert set(told["items"][0]) == {"subject", "name", "status", "row_mark"}  # what makes a row unique is always there
    rest = scene.read(row, key, cursor=told["next"], limit=20).json()
    names = [item["name"] for item in told["items"] + rest["items"]]
    assert sorted(names) == sorted(shop.name for shop in scene.shops)
    assert rest["next"] is None
    with acting_as(scene.world.officer):
        assert [(use.way, use.what, use.rows) for use in ShareUse.objects.order_by("pk")] == [
            ("api", "read", 20),
            ("api", "read", 10),
        ]


def test_a_key_opens_its_own_share_and_nothing_else(scene: Sharing) -> None:
    one, other = scene.granted(), scene.granted(resource="registry.entities")
    key = scene.key(one)
    assert scene.read(other, key).status_code == 404
    assert Client().get("/api/v1/datacentre/data_share/", headers={"Authorization": f"Bearer {key}"}).status_code == 403
    newer = scene.key(one)
    assert (scene.read(one, key).status_code, scene.read(one, newer).status_code) == (401, 200)


def test_a_share_that_has_ended_is_suspended_or_over_gives_nothing(scene: Sharing) -> None:
    row = scene.granted()
    key = scene.key(row)
    with acting_as(scene.world.head):
        perform("datacentre.data_share.suspend", row.pk, {"reason": "发现用途存疑"}, scene.world.head)
    assert scene.read(row, key).status_code == 422
    with acting_as(scene.world.head):
        perform("datacentre.data_share.resume", row.pk, {}, scene.world.head)
    assert scene.read(row, key).status_code == 200
    scene.do(scene.world.head, "data_share.end_share", row.pk, reason="目的已经实现")
    assert scene.read(row, key).status_code == 422
    with acting_as(CLOCKWORK):
        assert ShareUse.objects.count() == 1


def test_the_share_ends_by_itself_the_day_after_its_last(scene: Sharing) -> None:
    row = scene.granted()
    assert end_over() == 0
    with acting_as(CLOCKWORK):
        type(row)._base_manager.filter(pk=row.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert (end_over(), scene.now(row).state, end_over()) == (1, "ended", 0)


def test_longer_time_is_asked_for_and_granted(scene: Sharing) -> None:
    row = scene.granted()
    later = (timezone.localdate() + timedelta(days=200)).isoformat()
    row = scene.do(scene.tax, "data_share.ask_longer", row.pk, until=later, reason="核对工作尚未结束")
    assert row.state == "longer"
    assert scene.read(row, scene.key(row)).status_code == 200  # it goes on meanwhile
    row = scene.do(scene.world.head, "data_share.grant_longer", row.pk)
    assert (row.state, row.until.isoformat(), row.wanted_until) == ("granted", later, None)


def test_the_subject_sees_which_body_asked_for_its_data(scene: Sharing) -> None:
    row, shop = scene.granted(), scene.shop
    answer = scene.read(row, scene.key(row), subject=shop.pk).json()
    assert [item["name"] for item in answer["items"]] == [shop.name]
    assert scene.read(row, scene.key(row), subject=scene.other.pk).json()["items"] == []  # of another county
    with acting_as(CLOCKWORK):
        [look] = SharedLook.objects.all()
    assert (look.subject_id, look.body, look.purpose) == (shop.pk, "川汇区税务局", row.purpose)
    page = signed_in(scene.world.officer).get(f"/data/of/{shop.pk}/")
    assert "川汇区税务局" in page.content.decode()
    assert signed_in(scene.world.stranger).get(f"/data/of/{shop.pk}/").status_code == 404


# ---- persons ----


def test_persons_are_pseudonyms_of_one_share_unless_the_head_says_otherwise(scene: Sharing) -> None:
    values = {"resource": "registry.persons", "columns": ["person", "role"]}
    row = scene.asked(**values)
    with pytest.raises(Incomplete):
        scene.do(
            scene.world.head,
            "data_share.unmask_columns",
            row.pk,
            columns=["role"],
            legal_basis="税收征管法第六条",
            reason="需要核对自然人纳税人身份",
        )
    row = scene.do(
        scene.world.head,
        "data_share.unmask_columns",
        row.pk,
        columns=["person"],
        legal_basis="税收征管法第六条",
        reason="需要核对自然人纳税人身份",
    )
    assert row.plain == ["person"]
    with pytest.raises(NotAllowed):
        scene.do(
            scene.world.colleague,
            "data_share.unmask_columns",
            row.pk,
            columns=["person"],
            legal_basis="税收征管法第六条",
            reason="需要核对自然人纳税人身份",
        )


# ---- files and their traces ----


def made(scene: Sharing, kind: str) -> Path:
    row = scene.granted(way="file", file_kind=kind)
    scene.do(CLOCKWORK, "data_share.make_file", row.pk, kind=kind, by=scene.tax.id)
    with acting_as(CLOCKWORK):
        return delivering.folder() / SharedFile.objects.get(proceeding_id=row.pk).file


def found(path: Path) -> list[tuple[str, str, bool]]:
    with acting_as(CLOCKWORK):
        return [(one.recipient, one.evidence, one.certain) for one in trace(path)]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "json"])
def test_each_kind_of_file_holds_the_facts_unchanged_and_leads_back_to_its_recipient(scene: Sharing, kind: str) -> None:
    path = made(scene, kind)
    leak = read(path)
    place = list(leak.head).index("name")
    assert sorted(row[place] for row in leak.rows) == sorted(shop.name for shop in scene.shops)
    evidence = {said for recipient, said, _certain in found(path) if recipient == "川汇区税务局"}
    assert {"same file", "marks", "order"} <= evidence


def test_a_part_of_a_file_without_its_marks_is_traced_by_its_order_alone(scene: Sharing, tmp_path: Path) -> None:
    lines = made(scene, "csv").read_text(encoding="utf-8-sig").splitlines()
    part = tmp_path / "leak.csv"
    part.write_text("\n".join(",".join(line.split(",")[:-1]) for line in lines[:24]), encoding="utf-8")
    assert found(part) == [("川汇区税务局", "order", True)]


def test_a_file_that_was_sorted_anew_is_traced_by_its_marks(scene: Sharing, tmp_path: Path) -> None:
    head, *lines = made(scene, "csv").read_text(encoding="utf-8-sig").splitlines()
    sorted_anew = tmp_path / "leak.csv"
    sorted_anew.write_text("\n".join([head, *sorted(lines)]), encoding="utf-8")
    assert found(sorted_anew) == [("川汇区税务局", "marks", True)]


def test_a_file_of_somebody_else_is_laid_to_nobody(scene: Sharing, tmp_path: Path) -> None:
    made(scene, "csv")
    own = tmp_path / "own.csv"
    own.write_text("subject,name\n" + "\n".join(f"{s.pk},{s.name}" for s in scene.shops), encoding="utf-8")
    assert found(own) == []


def test_two_recipients_of_the_same_data_are_told_apart(scene: Sharing, capsys) -> None:
    first = made(scene, "csv")
    scene.tax = scene.world.enterprise
    second = made(scene, "csv")
    assert {name for name, _said, _certain in found(first)} == {"川汇区税务局"}
    assert {name for name, _said, _certain in found(second)} == {"何小满"}
    call_command("data", "trace", str(second), "--json")
    assert "何小满" in capsys.readouterr().out


def test_the_file_is_fetched_by_its_applicant_only_and_that_is_on_record(scene: Sharing) -> None:
    path = made(scene, "csv")
    with acting_as(CLOCKWORK):
        file = SharedFile.objects.get()
    address = f"/data/shares/{file.proceeding_id}/file/{file.pk}/"
    answer = signed_in(scene.tax).get(address)
    assert answer.content == path.read_bytes()
    assert signed_in(scene.world.officer).get(address).status_code == 404
    with acting_as(CLOCKWORK):
        assert [use.what for use in ShareUse.objects.order_by("pk")] == ["made", "fetched"]


def test_the_owner_sees_the_log_and_the_applicant_takes_the_key_on_the_page(scene: Sharing) -> None:
    row = scene.granted()
    page = signed_in(scene.tax).post(f"/data/shares/{row.pk}/").content.decode()
    key = page.partition("hj_")[2].partition("<")[0]
    assert scene.read(row, f"hj_{key}").status_code == 200
    seen = signed_in(scene.world.officer).get(f"/data/shares/{row.pk}/").content.decode()
    assert "limit=200" in seen
    assert "hj_" not in seen
    listed = signed_in(scene.world.officer).get("/data/uses/").content.decode()
    assert row.purpose in listed
    assert row.purpose not in signed_in(scene.world.stranger).get("/data/uses/").content.decode()
