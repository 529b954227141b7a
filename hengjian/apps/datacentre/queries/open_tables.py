"""Tables that were brought in and that an article orders public, as open datasets: their public elements and nothing else.

The rows are for officers. They are read here in the name of the machine, and only through `rows`, which drops all else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from hengjian.api.paging import page
from hengjian.apps.datacentre.models import ImportedRow, ImportedTable
from hengjian.kernel.principal import CLOCKWORK, acting_as

from . import standard
from .opening import OpenDataset, open_datasets

PORTION = 2_000
OPEN = "public"
# What every row has; its elements follow.
COMMON = (
    ("id", "integer", "记录编号", "Number of the record"),
    ("changed_at", "instant", "更新时间", "Last change"),
    ("synthetic", "flag", "演示数据", "Invented for demonstration"),
)


@dataclass(frozen=True)
class OpenTable(OpenDataset):
    """An open dataset whose rows came from another body. Its basis is the article that orders it public."""

    table: int = 0
    rows: int = 0
    at: datetime | None = None
    synthetic: bool = False

    @property
    def columns(self) -> list[tuple[str, str, dict[str, str]]]:
        known = standard.elements()
        own = [(part, "text", {"zh": known[part].zh, "en": known[part].en}) for part in self.parts]
        return [*((name, kind, {"zh": zh, "en": en}) for name, kind, zh, en in COMMON), *own]


def open_tables() -> dict[str, OpenTable]:
    """Every disclosed table that has an element to show, by key."""
    return {row.key: _of(row) for row in ImportedTable.objects.filter(disclosed=True).order_by("key") if _parts(row)}


def _parts(row: ImportedTable) -> tuple[str, ...]:
    known = standard.elements()
    named = [line["element"] for line in row.columns if line["element"] in known]
    return tuple(name for name in named if known[name].privacy == OPEN)


def _of(row: ImportedTable) -> OpenTable:
    title = {"zh": row.title, "en": row.title}
    about = {"zh": f"{row.supplier}提供的公开数据项", "en": f"Public elements supplied by {row.supplier}"}
    return OpenTable(
        row.key, title, about, (), _parts(row), (row.supplier,), row.article, row.pk, row.rows, row.at, row.synthetic
    )


def every() -> dict[str, OpenDataset]:
    """All open datasets: those of published records, then those that came from elsewhere."""
    return {**open_tables(), **open_datasets()}


def rows(one: OpenTable, cursor: str | None, limit: int) -> dict[str, Any]:
    """A page of the table, the newest rows first."""
    with acting_as(CLOCKWORK):
        found = page(ImportedRow.objects.filter(table_id=one.table), cursor, limit)
        return {**found, "items": [_row(row, one) for row in found["items"]]}


def all_rows(one: OpenTable) -> Iterator[dict[str, Any]]:
    """Every row, a portion at a time."""
    cursor: str | None = None
    while True:
        found = rows(one, cursor, PORTION)
        yield from found["items"]
        cursor = found["next"]
        if cursor is None:
            return


def _row(row: ImportedRow, one: OpenTable) -> dict[str, Any]:
    shown = {
        "id": row.pk,
        "changed_at": timezone.localtime(row.at).isoformat(timespec="seconds"),
        "synthetic": one.synthetic,
    }
    return shown | {part: row.body.get(part, "") for part in one.parts}
