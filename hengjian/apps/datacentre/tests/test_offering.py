"""Tables that were brought in: shared by their owner, open where an article says so, linked when a subject comes later."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hengjian.apps.datacentre.actions import delivering, linking, load, opening
from hengjian.apps.datacentre.models import ImportedRow, ImportedTable
from hengjian.apps.datacentre.procedures import DataShare
from hengjian.apps.datacentre.queries import catalogue
from hengjian.apps.datacentre.tests.supplied import HEAD, adopted, do, ran
from hengjian.apps.registry.rules.codes import credit_code
from hengjian.kernel import tokens
from hengjian.kernel.models import Subject, User
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Refusal
from hengjian.kernel.testing import World, make_subject, make_world

pytestmark = pytest.mark.django_db
CODE = credit_code("411602", 7)
ROWS = f"""{HEAD}
L1,{CODE},周口市川汇区样穗餐饮店,川汇区七一路1号,2025-03-01,2028-02-29,有效,5,13812340017
L2,,周口市川汇区样禾小吃店,,2025-04-02,,有效,,13812340018
"""


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.HENGJIAN_HOME = tmp_path
    (tmp_path / "files").mkdir()
    return make_world()


def granted(world: World, columns: list[str], **more: Any) -> DataShare:
    given = {
        "resource": "food_workshops", "place": "411602", "columns": columns, "way": "api", "legal_basis": "税收征收管理法",
        "purpose": "核对纳税人登记状态，用于税务登记管理",
        "until": (timezone.localdate() + timedelta(days=60)).isoformat(),
    }  # fmt: skip
    row = do(world.enterprise, "data_share.apply_for_data", **given | more).proceeding
    done = do(world.head, "data_share.grant_share", row.pk).proceeding
    with acting_as(CLOCKWORK):
        return DataShare.objects.get(pk=done.pk)


def test_rows_of_a_table_are_shared_with_their_key_and_marks(world: World) -> None:
    adopted(world)
    ran(world, ROWS)
    row = granted(world, ["entity_name", "issue_date"])
    with acting_as(CLOCKWORK):
        told = delivering.answered(row, world.enterprise.id, "", 1, None)
        rest = delivering.answered(row, world.enterprise.id, told["next"], 9, None)
    assert [set(item) for item in told["items"]] == [{"row_key", "entity_name", "issue_date", "row_mark"}]
    assert [item["row_key"] for item in (*told["items"], *rest["items"])] == ["L1", "L2"]
    assert rest["next"] is None


def test_a_file_of_a_table_holds_every_row(world: World) -> None:
    adopted(world)
    ran(world, ROWS)
    row = granted(world, ["entity_name"], way="file")
    with acting_as(CLOCKWORK):
        made = delivering.write_file(row, "json", world.enterprise.id, timezone.now())
        rows = json.loads((delivering.folder() / made.file).read_text(encoding="utf-8"))["rows"]
    assert sorted(one["entity_name"] for one in rows) == ["周口市川汇区样禾小吃店", "周口市川汇区样穗餐饮店"]


def test_what_is_sealed_cannot_be_applied_for(world: World) -> None:
    """PIPL art. 6: a telephone number lies encrypted, and no share opens it."""
    adopted(world)
    with acting_as(CLOCKWORK):
        found = catalogue.resource("food_workshops")
    assert found is not None
    assert "contact_phone" in {column.name for column in found.columns}
    assert "contact_phone" not in {column.name for column in found.offered}
    with pytest.raises(Refusal):
        granted(world, ["contact_phone"])


def test_a_disclosed_table_is_open_data_without_what_is_not_public(world: World) -> None:
    """Regulation on the disclosure of government information art. 20: public elements, and only where an article orders it."""
    adopted(world)
    ran(world, ROWS)
    address = "/api/v1/datacentre/open/food_workshops"
    assert Client().get(address).status_code == 404
    adopted(world, disclosed=True, article="政府信息公开条例第二十条")
    items = Client().get(address).json()["items"]
    assert sorted(item["entity_name"] for item in items) == ["周口市川汇区样禾小吃店", "周口市川汇区样穗餐饮店"]
    assert "1381234" not in json.dumps(items)
    opening.publish(ids=["food_workshops"])
    file = json.loads(b"".join(Client().get("/open-data/food_workshops.json").streaming_content))
    assert file["items"] == items
    page = Client().get("/open-data/food_workshops/").content.decode()
    assert "样穗餐饮店" in page
    assert "1381234" not in page
    assert "food_workshops" in Client().get("/open-data/catalog.jsonld").content.decode()


def test_rows_find_a_subject_that_is_registered_later(world: World) -> None:
    adopted(world)
    ran(world, ROWS)
    linked = ImportedRow.objects.order_by("key").values_list("link", "subject__name")
    with acting_as(CLOCKWORK):
        assert list(linked.all()) == [("none", None), ("none", None)]
        table = ImportedTable.objects.get()
    for name, code in (("别的名字", CODE), ("周口市川汇区样禾小吃店", None)):
        subject = make_subject(name)
        with acting_as(CLOCKWORK):
            Subject.objects.filter(pk=subject.pk).update(code=code, opened_on=timezone.localdate())
    assert linking.link_later() == 2
    linking.resolve(table)
    with acting_as(CLOCKWORK):
        assert list(linked.all()) == [("code", "别的名字"), ("name", "周口市川汇区样禾小吃店")]
    assert linking.link_later() == 0


def test_a_program_sends_a_file_and_fetches_what_went_back(world: World) -> None:
    """Upload, state and rejects by key; another's key opens none of them."""
    adopted(world)
    with acting_as(CLOCKWORK):
        keys = [
            {"Authorization": f"Bearer {tokens.issue(User.objects.get(pk=who.user_id or 0), 'p', ('read', 'act'))}"}
            for who in (world.officer, world.enterprise)
        ]
    body = {"name": "a.csv", "content": base64.b64encode(f"{ROWS}L3,,样,,错,,有效,,\n".encode()).decode()}
    address, client = "/api/v1/datacentre/tables/food_workshops/files", Client()

    def sent(key: dict[str, str], **given: Any) -> Any:
        return client.post(address, given, content_type="application/json", headers=key)

    assert sent(keys[1], **body).status_code == 403
    assert sent(keys[0], name="a.csv", content="%").status_code == 422
    run = sent(keys[0], **body).json()
    assert (run["state"], run["read"]) == ("received", 0)
    do(world.officer, "import_run.start_run", run["id"])
    load(run["id"])
    told = client.get(f"/api/v1/datacentre/runs/{run['id']}", headers=keys[0]).json()
    assert (told["state"], told["fresh"], told["faults"]) == ("finished", 2, {"date": 1})
    back = client.get(f"/api/v1/datacentre/runs/{run['id']}/rejects", headers=keys[0]).json()
    assert [(one["row"], one["faults"][0]["column"]) for one in back["items"]] == [(3, "发证日期")]
    assert client.get(f"/api/v1/datacentre/runs/{run['id']}/rejects", headers=keys[1]).status_code == 403
