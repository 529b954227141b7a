"""Tables of other databases: a second database of the server under an account of its own, and a file of SQLite."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hengjian.apps.datacentre import sources
from hengjian.apps.datacentre.actions import load
from hengjian.apps.datacentre.models import ImportedRow, ImportReject
from hengjian.apps.datacentre.procedures import ImportRun
from hengjian.apps.datacentre.tests.supplied import MAPPING, do
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.sheets import BadFile
from hengjian.kernel.testing import World
from hengjian.project.postgres import Server

pytestmark = pytest.mark.django_db
DATABASE, READER, PASSWORD = "elsewhere_of_tests", "elsewhere_reader", "p:w'd/样"
TABLE = """
CREATE SCHEMA trade;
CREATE TABLE trade.workshops (no text, name text, issued date, open boolean);
INSERT INTO trade.workshops VALUES ('L1', '样穗餐饮店', '2025-03-01', true),
  ('L2', '样禾小吃店', '2025-04-02', false),
  ('L3', NULL, '2999-01-01', NULL);
CREATE TABLE trade.closed (no text);
"""
COLUMNS = [
    {"source": "no", "element": "licence_number", "key": True},
    {"source": "name", "element": "entity_name", "required": True},
    {"source": "issued", "element": "issue_date", "required": True},
]


@pytest.fixture(scope="module")
def elsewhere(django_db_setup: None) -> Iterator[str]:
    """A database with an account that may read one of its tables; gives the address without the password."""
    server = Server(Path(os.environ["HENGJIAN_TEST_ROOT"]))
    drop = [f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", f"DROP ROLE IF EXISTS {READER}"]
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        for line in drop:
            admin.execute(line)
        admin.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
        admin.execute(psycopg.sql.SQL(f"CREATE ROLE {READER} LOGIN PASSWORD {{}}").format(PASSWORD))
        with psycopg.connect(server.url("hengjian_admin", DATABASE), autocommit=True) as there:
            there.execute(TABLE)
            there.execute(f"GRANT USAGE ON SCHEMA trade TO {READER}")
            there.execute(f"GRANT SELECT ON trade.workshops TO {READER}")
        yield psycopg.conninfo.make_conninfo("", host=str(server.socket), dbname=DATABASE, user=READER)
        for line in drop:
            admin.execute(line)


@pytest.fixture
def configured(elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HENGJIAN_SOURCE_TRADE", psycopg.conninfo.make_conninfo(elsewhere, password=PASSWORD))
    return elsewhere


def mapped(world: World, **changes: Any) -> Any:
    """The mapping of the table in force."""
    given = MAPPING | {"kind": "table", "source": "trade", "source_table": "trade.workshops", "columns": COLUMNS}
    drafted = do(world.officer, "source_mapping.draft_mapping", **given | changes).proceeding
    return do(world.head, "source_mapping.adopt_mapping", drafted.pk).proceeding


def taken(world: World) -> ImportRun:
    sent = do(world.officer, "import_run.send_file", table="food_workshops").proceeding
    do(world.officer, "import_run.start_run", sent.pk)
    load(sent.pk)
    with acting_as(CLOCKWORK):
        return ImportRun.objects.get(pk=sent.pk)


def test_a_table_of_another_database_comes_in_and_the_same_again_changes_nothing(world: World, configured: str) -> None:
    mapped(world)
    first = taken(world)
    with acting_as(CLOCKWORK):
        rows = list(ImportedRow.objects.order_by("key").values_list("key", "body__entity_name", "body__issue_date"))
        back = ImportReject.objects.get(proceeding_id=first.pk)
    assert rows == [("L1", "样穗餐饮店", "2025-03-01"), ("L2", "样禾小吃店", "2025-04-02")]
    assert (back.source_row, back.faults) == (3, [["future", "issued"], ["missing", "name"]])
    again = taken(world)
    assert (again.counts["fresh"], again.counts["changed"], again.counts["same"]) == (0, 0, 2)


def test_flags_and_missing_values_are_those_of_a_file(configured: str) -> None:
    found = sources.look("trade", "trade.workshops", 9)
    assert list(found.rows)[1:] == [["L2", "样禾小吃店", "2025-04-02", "f"], ["L3", "", "2999-01-01", ""]]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("trade.none", "没有表"),
        ("none.workshops", "没有表"),
        ("trade.closed", "无权读取"),
        ("a; DROP TABLE b", "未配置该来源"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(configured: str, table: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        sources.look("trade", table, 1)


def test_a_wrong_password_is_refused_without_telling_the_address(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HENGJIAN_SOURCE_TRADE", psycopg.conninfo.make_conninfo(elsewhere, password="wrong"))
    with pytest.raises(BadFile, match="密码有误") as refused:
        sources.look("trade", "trade.workshops", 1)
    assert READER not in str(refused.value)
    monkeypatch.setenv("HENGJIAN_SOURCE_TRADE", "host=/nowhere dbname=x")
    with pytest.raises(BadFile, match="没有应答"):
        sources.look("trade", "trade.workshops", 1)


def test_a_mapping_names_columns_that_are_there(world: World, configured: str) -> None:
    wrong = [COLUMNS[0], COLUMNS[1] | {"source": "title"}, COLUMNS[2]]
    with pytest.raises(Incomplete) as refused:
        mapped(world, columns=wrong)
    assert list(refused.value.fields) == ["columns.1.source"]


def test_columns_that_changed_since_are_named_before_the_run(world: World, tmp_path: Path, monkeypatch: Any) -> None:
    """SQLite, whose file anybody may have changed: the refusal says which column is gone."""
    file = tmp_path / "trade.db"
    with sqlite3.connect(file) as there:
        there.execute("CREATE TABLE workshops (no TEXT, name TEXT, issued TEXT)")
        there.execute("INSERT INTO workshops VALUES ('L1', '样穗,店', '2025-03-01'), ('L2', NULL, '2025-03-02')")
    monkeypatch.setenv("HENGJIAN_SOURCE_TRADE", f"sqlite://{file}")
    mapped(world, source_table="workshops")
    counts = taken(world).counts
    assert (counts["fresh"], counts["rejected"]) == (1, 1)
    with sqlite3.connect(file) as there:
        there.execute("ALTER TABLE workshops RENAME COLUMN name TO title")
    with pytest.raises(Conflict) as refused:
        do(world.officer, "import_run.send_file", table="food_workshops")
    assert refused.value.fact == "没有列 name。"
    with pytest.raises(BadFile, match="没有表"):
        sources.fetch("trade", "nothing", ["no"])
    with pytest.raises(BadFile, match="键"):
        sources.fetch("trade", "workshops", ["number"])


def test_an_address_is_kept_among_the_secrets(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HENGJIAN_SECRETS", raising=False)
    settings.HENGJIAN_HOME = tmp_path
    assert sources.address_of("trade") == ""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/source-trade").write_text("host=there\n", encoding="utf-8")
    assert sources.address_of("trade") == "host=there"
    assert sources.address_of("../trade") == ""
