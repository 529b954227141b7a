"""Files of other systems as rows of text: CSV in either encoding, workbooks, JSON, Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from hengjian.kernel import sheets
from hengjian.kernel.sheets import BadFile

LOOKED_AT = 1 << 20
LONGEST_CELL = 1 << 20
HEAD_FROM = 1000  # so many lines of JSON tell which columns there are


@dataclass
class Table:
    """A head and the rows below it, as text."""

    head: list[str]
    rows: Iterator[list[str]]


def path_of(sha256: str) -> Path:
    """Where a stored file lies."""
    return Path(settings.HENGJIAN_HOME) / "files" / sha256[:2] / sha256


def kind_of(name: str, start: bytes) -> str:
    """Which format a file has, by its bytes first and then by its name."""
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"PK"):
        return "xlsx"
    if name.lower().endswith((".json", ".jsonl", ".ndjson")) or start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (
        b"[",
        b"{",
    ):
        return "json"
    return "csv"


def table(path: Path, kind: str) -> Table:
    """The head and an iterator over the rows; BadFile where the file as a whole cannot be read."""
    rows = {"csv": _csv, "xlsx": _xlsx, "json": _json, "parquet": _parquet}[kind](path)
    head = next(rows, None)
    if not head or not any(head):
        raise BadFile(_("The file has no head that names its columns."))
    return Table([name.strip() for name in head], rows)


def encoding_of(path: Path) -> str:
    """UTF-8 unless the beginning is none; single bad characters further on are faults of their rows."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    cut = start[: start.rfind(b"\n") + 1] or start
    bad = len(cut.decode("utf-8", "replace").encode("utf-8")) - len(cut)
    if start[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    try:
        cut.decode("gb18030")
    except UnicodeDecodeError:
        return "utf-8"
    # A stray byte in UTF-8 grows by two; text of the other encoding is full of them.
    return "utf-8" if bad * 50 <= len(cut) or _is_utf8(cut) else "gb18030"


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _csv(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        try:
            yield from csv.reader(file)
        except csv.Error as error:
            raise BadFile(_("The file cannot be read as CSV: %(why)s") % {"why": error}) from None


def _xlsx(path: Path) -> Iterator[list[str]]:
    for row in sheets.table(path.read_bytes()):
        while row and not row[-1]:  # a sheet says where its cells end, not where the row does
            row.pop()
        yield row
    return


def texts(values: Iterable[Any]) -> list[str]:
    """Values as a file has them."""
    return ["" if v is None else v if isinstance(v, str) else _text(v) for v in values]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)


def _json(path: Path) -> Iterator[list[str]]:
    """An array of objects, or one object a line. A line that is no object is a row of one cell, which fits no head."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        first = file.read(1)
        while first and first.isspace():
            first = file.read(1)
        file.seek(0)
        records = _array(file.read()) if first == "[" else _lines(file)
        head: list[str] = []
        waiting: list[Any] = []
        for record in records:
            waiting.append(record)
            if isinstance(record, dict):
                head += [name for name in record if name not in head]
            if len(waiting) >= HEAD_FROM:
                break
        yield head
        for record in (*waiting, *records):
            yield _record(record, head)


def _record(record: Any, head: list[str]) -> list[str]:
    if not isinstance(record, dict):
        return [_text(record)]
    more = [value for name, value in record.items() if name not in head]
    return texts([*(record.get(name) for name in head), *more])


def _array(text: str) -> Iterator[Any]:
    try:
        found = json.loads(text, parse_float=str, parse_int=str)
    except ValueError as error:
        raise BadFile(_("The file cannot be read as JSON: %(why)s") % {"why": error}) from None
    yield from found


def _lines(file: Iterable[str]) -> Iterator[Any]:
    for line in file:
        if line.strip():
            try:
                yield json.loads(line, parse_float=str, parse_int=str)
            except ValueError:
                yield line.strip()


def _parquet(path: Path) -> Iterator[list[str]]:
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    try:
        file = parquet.ParquetFile(path)
    except (arrow.ArrowInvalid, OSError) as error:
        raise BadFile(_("The file cannot be read as Parquet: %(why)s") % {"why": error}) from None
    yield list(file.schema_arrow.names)
    for batch in file.iter_batches(20_000):
        columns = [texts(column.to_pylist()) for column in batch.columns]
        yield from (list(row) for row in zip(*columns, strict=True))
