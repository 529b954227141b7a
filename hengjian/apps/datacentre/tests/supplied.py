"""A source of rapid tests: its mapping in force, files of it, runs to their end."""

from __future__ import annotations

from typing import Any

from hengjian.apps.datacentre.actions import load
from hengjian.apps.datacentre.models import ImportProgress
from hengjian.apps.datacentre.procedures import ImportRun
from hengjian.kernel import files, uploads
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import World

HEAD = "许可证编号,统一社会信用代码,经营主体名称,住所,发证日期,有效期至,许可状态,注册资本(万元),联系电话"
COLUMNS: list[dict[str, Any]] = [
    {"source": "许可证编号", "element": "licence_number", "key": True},
    {"source": "统一社会信用代码", "element": "uscc"},
    {"source": "经营主体名称", "element": "entity_name", "required": True},
    {"source": "住所", "element": "domicile"},
    {"source": "发证日期", "element": "issue_date", "required": True},
    {"source": "有效期至", "element": "valid_to"},
    {"source": "许可状态", "element": "permit_state", "transform": "code_by_name"},
    {"source": "注册资本(万元)", "element": "registered_capital"},
    {"source": "联系电话", "element": "contact_phone"},
]
MAPPING: dict[str, Any] = {
    "title": "样食品小作坊登记", "table_key": "food_workshops", "supplier": "样农业农村局", "newest_by": "issue_date",
    "columns": COLUMNS,
}  # fmt: skip


def do(who: Principal, verb: str, pk: int | None = None, **given: Any) -> Done:
    """An act of the room, by its procedure and verb."""
    with acting_as(who):
        return perform(f"datacentre.{verb}", pk, given, who)


def adopted(world: World, **changes: Any) -> Any:
    """The mapping, drafted by one officer and adopted by another."""
    drafted = do(world.officer, "source_mapping.draft_mapping", **MAPPING | changes).proceeding
    return do(world.head, "source_mapping.adopt_mapping", drafted.pk).proceeding


def sent(world: World, text: str | bytes, name: str = "登记.csv", table: str = "food_workshops") -> Any:
    """A file that an officer has sent."""
    data = text.encode() if isinstance(text, str) else text
    with acting_as(world.officer):
        token = uploads.token(files.store(data, "text/csv").sha256, name, world.officer)
    return do(world.officer, "import_run.send_file", table=table, file=token).proceeding


def started(world: World, text: str | bytes, name: str = "登记.csv", table: str = "food_workshops") -> Any:
    """A file sent and started; the worker has not begun."""
    return do(world.officer, "import_run.start_run", sent(world, text, name, table).pk).proceeding


def ran(
    world: World, text: str | bytes, name: str = "登记.csv", table: str = "food_workshops", part: int = 20_000
) -> Any:
    """A file taken in to its end; gives the run as it is then."""
    run = started(world, text, name, table)
    load(run.pk, part)
    with acting_as(CLOCKWORK):
        return ImportRun.objects.get(pk=run.pk)


def progress(run: Any) -> ImportProgress:
    with acting_as(CLOCKWORK):
        return ImportProgress.objects.get(proceeding_id=run.pk)
