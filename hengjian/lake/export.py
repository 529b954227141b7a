"""From the database into the lake: COPY as CSV, Arrow, Parquet by place. Counts must agree, or nothing has happened.

Rows that are never changed are kept in batches of a month of their instant; a batch is written again when the database
counts another number of rows in it, so that an export that was broken off, or rows that committed late, are made good by
the next. All else is one batch, written anew each time. Personal columns leave as keyed hashes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from hengjian.kernel.later import Later
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCKWORK, acting_as

from . import store
from .offer import Dataset, Kind, Privacy

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv as csv
    import pyarrow.parquet as pq
else:
    pa, pc, csv, pq = (Later(f"pyarrow{part}") for part in ("", ".compute", ".csv", ".parquet"))

WHOLE = "whole"
NOWHERE = "none"
PREFIX = 4
ROWS = 131_072  # of a row group
SQL = {
    Kind.TEXT: '"{}"::text',
    Kind.INTEGER: '"{}"::bigint',
    Kind.DECIMAL: '"{}"::numeric(18, 4)',
    Kind.DATE: '"{}"::date',
    Kind.INSTANT: "\"{}\"::timestamptz AT TIME ZONE 'UTC'",
    Kind.FLAG: '"{}"::boolean',
}
Say = Callable[[str], object]


class Disagrees(RuntimeError):
    """What lies in the lake is not what the database gave."""


@dataclass(frozen=True)
class Exported:
    """What an export did: rows in the lake, and how many of them were written this time in how many batches."""

    name: str
    rows: int
    written: int
    batches: int


@cache
def arrow_types() -> dict[Kind, pa.DataType]:
    """How Arrow has each kind of column."""
    return {
        Kind.TEXT: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.DECIMAL: pa.decimal128(18, 4),
        Kind.DATE: pa.date32(),
        Kind.INSTANT: pa.timestamp("us"),  # in UTC; without a zone, which not every engine can read
        Kind.FLAG: pa.bool_(),
    }


def schema_of(one: Dataset) -> pa.Schema:
    """The dataset's columns as Arrow has them; hashes are text."""
    return pa.schema(
        [(c.name, pa.string() if c.privacy is Privacy.PERSONAL else arrow_types()[c.kind]) for c in one.columns]
    )


def selected(one: Dataset, condition: str = "", rows: str = "") -> str:
    """The query with every column in the type it has in the lake; `rows` is the query where it is already narrowed."""
    cast = ", ".join(f'{SQL[c.kind].format(c.name)} AS "{c.name}"' for c in one.columns)
    names = ", ".join(f'"{c.name}"' for c in one.columns)
    return f"SELECT {cast} FROM ({rows or one.sql()}) AS offered ({names}){f' WHERE {condition}' if condition else ''}"


def rows_of(one: Dataset, subject: int) -> list[dict[str, Any]]:
    """The rows of one subject as they are now, from the database, in the types of the lake."""
    with connection.cursor() as cursor:
        cursor.execute(selected(one, rows=one.of_subject(subject)).replace("%", "%%"), [])
        names = [column.name for column in one.columns]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def export(one: Dataset) -> Exported:
    """Bring the lake's copy in line with the database, under the machine's scope."""
    with store.alone(one.name), acting_as(CLOCKWORK):
        known = store.read(one.name)
        if known is None or known.shape != store.shape_of(one):
            known = store.Manifest(one.name, store.shape_of(one))
        wanted = _wanted(one, known)
        for gone in set(known.batches) - set(_counted(one)) if one.since else ():
            del known.batches[gone]
        written = 0
        for batch in wanted:
            before = set(known.files())
            known.batches[batch] = _export_batch(one, batch)
            written += known.batches[batch].rows
            store.write(known)
            # What the last manifest named may be being read; it goes with the next export.
            store.sweep(one.name, before | set(known.files()))
        if not known.batches:
            known.batches[WHOLE] = _export_batch(one, WHOLE)
            store.write(known)
        _agree(one, known)
        return Exported(one.name, known.rows, written, len(wanted))


def _counted(one: Dataset) -> dict[str, int]:
    """How many rows the database has in each month."""
    month = f"to_char(\"{one.since}\" AT TIME ZONE 'UTC', 'YYYY-MM')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {month}, count(*) FROM ({one.sql()}) AS offered GROUP BY 1 ORDER BY 1")
        return dict(cursor.fetchall())


def _wanted(one: Dataset, known: store.Manifest) -> list[str]:
    if not one.since:
        return [WHOLE]
    return [m for m, rows in _counted(one).items() if m not in known.batches or known.batches[m].rows != rows]


def _export_batch(one: Dataset, batch: str) -> store.Batch:
    month = f"to_char(\"{one.since}\" AT TIME ZONE 'UTC', 'YYYY-MM') = '{batch}'"
    at = timezone.now()
    run = f"{batch}-{at:%Y%m%dT%H%M%S%f}"
    writers = _Writers(one, run)
    with connection.cursor() as cursor:
        raw = cursor.cursor
        copy = f"COPY ({selected(one, month if batch != WHOLE else '')}) TO STDOUT (FORMAT csv, HEADER)"
        try:
            with raw.copy(copy) as source:
                for table in _tables(one, iter(source)):
                    writers.add(table)
            files = writers.close()
        except BaseException:
            writers.drop()
            raise
        rows = int(raw.rowcount)
    if sum(files.values()) != rows:
        raise Disagrees(f"{one.name}, {batch}: the database gave {rows} rows, {sum(files.values())} were written")
    return store.Batch(rows, files, at.isoformat())


def _agree(one: Dataset, known: store.Manifest) -> None:
    """Every file that counts is there and holds the rows the manifest says."""
    there = store.folder(one.name)
    for batch in known.batches.values():
        for name, rows in batch.files.items():
            if pq.read_metadata(there / name).num_rows != rows:
                raise Disagrees(f"{one.name}: {name} does not hold {rows} rows")


class _Stream:
    """The chunks of a COPY as the file that Arrow reads from."""

    closed = False

    def __init__(self, chunks: Iterator[Any]) -> None:
        self._chunks, self._left = chunks, b""

    def read(self, size: int = -1) -> bytes:
        parts, had = [self._left], len(self._left)
        while size < 0 or had < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            parts.append(bytes(chunk))
            had += len(chunk)
        found = b"".join(parts)
        self._left = found[size:] if size >= 0 else b""
        return found[:size] if size >= 0 else found

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True


def _tables(one: Dataset, chunks: Iterator[Any]) -> Iterator[pa.Table]:
    types = {c.name: arrow_types()[c.kind] for c in one.columns}
    reader = csv.open_csv(
        pa.PythonFile(_Stream(chunks), mode="r"),
        read_options=csv.ReadOptions(block_size=8 << 20),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    for block in reader:
        yield _hashed(one, pa.Table.from_batches([block]))


def _hashed(one: Dataset, table: pa.Table) -> pa.Table:
    for n, column in enumerate(one.columns):
        if column.privacy is Privacy.PERSONAL:
            coded = table.column(n).cast(pa.string()).combine_chunks().dictionary_encode()
            hashes = pa.array([fingerprint(value, "lake") for value in coded.dictionary.to_pylist()], pa.string())
            plain = pa.DictionaryArray.from_arrays(coded.indices, hashes).cast(pa.string())
            table = table.set_column(n, column.name, plain)
    return table.cast(schema_of(one))


class _Writers:
    """One file a place, written aside; they take their names only when all rows are there."""

    def __init__(self, one: Dataset, run: str) -> None:
        self.one, self.run, self.schema = one, run, schema_of(one)
        self.open: dict[str, pq.ParquetWriter] = {}
        self.held: dict[str, list[pa.Table]] = {}
        self.counts: dict[str, int] = {}

    def add(self, table: pa.Table) -> None:
        if not self.one.place:
            self._put("all", table)
            return
        prefix = pc.fill_null(pc.utf8_slice_codeunits(table.column(self.one.place), 0, PREFIX), NOWHERE)
        for place in pc.unique(prefix).to_pylist():
            self._put(place or NOWHERE, table.filter(pc.equal(prefix, place)))

    def _put(self, place: str, table: pa.Table) -> None:
        self.held.setdefault(place, []).append(table)
        self.counts[place] = self.counts.get(place, 0) + table.num_rows
        if sum(t.num_rows for t in self.held[place]) >= ROWS:
            self._flush(place)

    def _flush(self, place: str) -> None:
        if place not in self.open:
            self._aside(place).parent.mkdir(parents=True, exist_ok=True)
            self.open[place] = writer(self._aside(place), self.schema)
        if self.held[place]:
            self.open[place].write_table(pa.concat_tables(self.held[place]), row_group_size=ROWS)
        self.held[place] = []

    def _name(self, place: str) -> str:
        return f"place={place}/{self.run}.parquet"

    def _aside(self, place: str) -> Path:
        return store.folder(self.one.name) / f"{self._name(place)}.part{os.getpid()}"

    def close(self) -> dict[str, int]:
        """Finish the files and give them their names."""
        if not self.held:
            self.held[NOWHERE], self.counts[NOWHERE] = [], 0
        for place in self.held:
            self._flush(place)
            self.open[place].close()
        for place in self.held:
            self._aside(place).replace(store.folder(self.one.name) / self._name(place))
        return {self._name(place): count for place, count in self.counts.items()}

    def drop(self) -> None:
        """Leave nothing of a broken export behind."""
        for place, one in self.open.items():
            one.close()
            self._aside(place).unlink(missing_ok=True)


def writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """A Parquet file as every part of the lake is written: decimals as integers, which engines read fastest."""
    return pq.ParquetWriter(path, schema, compression="zstd", store_decimal_as_integer=True)
