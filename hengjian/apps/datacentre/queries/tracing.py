"""To whom was a file given? A file that turned up somewhere is held against every share of its resource."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hengjian.apps.datacentre.models import SharedFile
from hengjian.apps.datacentre.procedures import DataShare
from hengjian.apps.datacentre.rules import tracing
from hengjian.apps.datacentre.rules.sharing import key_of
from hengjian.kernel.later import Later
from hengjian.kernel.sheets import BadFile, table
from hengjian.lake import discover
from hengjian.lake.offer import Dataset

from .reading import MARK

if TYPE_CHECKING:
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq
else:
    openpyxl = Later("openpyxl")
    pa, pq = Later("pyarrow"), Later("pyarrow.parquet")

PREFIX = b"hengjian."


@dataclass(frozen=True)
class Found:
    """One share that a file may come from, by which evidence, and how strong it is."""

    share: str
    recipient: str
    evidence: str  # same file, says so itself, marks, order
    matched: int
    of: int
    certain: bool
    file: int | None = None


@dataclass(frozen=True)
class Leak:
    """What could be read of a file: head, cells as text, and what it says of itself."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    told: dict[str, str]
    sha256: str


def read(path: Path) -> Leak:
    """Any of the four kinds of file; BadFile says that it is none."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if content[:4] == b"PAR1":
        return _parquet(path, sha256)
    if content.lstrip()[:1] == b"{":
        return _json(content, sha256)
    lines = table(content)
    head = [cell.strip() for cell in lines[0]] if lines else []
    return Leak(head, lines[1:], _notes(path) if content.startswith(b"PK") else {}, sha256)


def _parquet(path: Path, sha256: str) -> Leak:
    try:
        found = pq.read_table(path)
    except pa.ArrowInvalid as error:
        raise BadFile(str(error)) from None
    told = {
        k.removeprefix(PREFIX).decode(): v.decode() for k, v in (found.schema.metadata or {}).items() if PREFIX in k
    }
    columns = [[_text(value) for value in column.to_pylist()] for column in found.columns]
    return Leak(found.column_names, list(zip(*columns, strict=True)), told, sha256)


def _json(content: bytes, sha256: str) -> Leak:
    try:
        told = json.loads(content)
        rows = told.get("rows") or told.get("items") or []
        head = list(rows[0]) if rows else []
        cells = [[_text(row.get(name)) for name in head] for row in rows]
    except (ValueError, AttributeError, TypeError) as error:
        raise BadFile(str(error)) from None
    about = told.get("about") or {name: str(told[name]) for name in ("share", "recipient") if name in told}
    return Leak(head, cells, about, sha256)


def _notes(path: Path) -> dict[str, str]:
    book = openpyxl.load_workbook(path, read_only=True)
    sheet = book["说明"] if "说明" in book.sheetnames else None
    return {str(k): str(v) for k, v, *_rest in sheet.iter_rows(values_only=True)} if sheet else {}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def trace(path: Path) -> list[Found]:
    """Every share that the file may come from, the certain ones first. Run under the machine's scope."""
    leak = read(path)
    files = list(SharedFile.objects.select_related("proceeding__datacentre_datashare"))
    found = [*_same(leak, files), *_said(leak), *_marked(leak), *_ordered(leak, files)]
    return sorted(found, key=lambda one: (not one.certain, -one.matched))


def _same(leak: Leak, files: list[SharedFile]) -> Iterator[Found]:
    for file in files:
        if file.sha256 == leak.sha256:
            yield _of(file.proceeding.datacentre_datashare, "same file", 1, 1, True, file.pk)  # type: ignore[attr-defined]


def _said(leak: Leak) -> Iterator[Found]:
    """What a file says can be written by anybody: a hint, no proof."""
    number = leak.told.get("share", "")
    row = DataShare.objects.filter(number=number).first() if number else None
    if row:
        yield _of(row, "says so itself", 1, 1, False)


def _keys(leak: Leak, one: Dataset) -> list[str] | None:
    """What makes each row unique, if the file still has these columns."""
    places = {name: n for n, name in enumerate(leak.head)}
    if not set(one.grain) <= set(places):
        return None
    return [key_of(row[places[name]] for name in one.grain) for row in leak.rows]


def _marked(leak: Leak) -> Iterator[Found]:
    """Marks of rows lead to the share, whatever order they stand in and whether they came by file or by API."""
    for row in DataShare.objects.exclude(state__in=("asked", "refused", "withdrawn")):
        keys = _known(leak, row)
        hits = tracing.marked(row.pk, keys, leak.rows) if keys and any(MARK in name for name in leak.head) else 0
        if hits:
            yield _of(row, "marks", hits, len(leak.rows), True)


def _ordered(leak: Leak, files: list[SharedFile]) -> Iterator[Found]:
    """The order of rows leads to the one file, even where marks were cut off or rows left out."""
    for file in files:
        row = file.proceeding.datacentre_datashare  # type: ignore[attr-defined]
        keys = _known(leak, row)
        order = tracing.order(file.order_key, keys) if keys else None
        if order and order.told:
            yield _of(row, "order", order.rising, order.pairs, True, file.pk)


def _known(leak: Leak, row: DataShare) -> list[str] | None:
    one = discover.datasets().get(row.resource)
    return _keys(leak, one) if one else None


def _of(row: DataShare, evidence: str, matched: int, of: int, certain: bool, file: int | None = None) -> Found:
    return Found(row.number, row.body, evidence, matched, of, certain, file)
