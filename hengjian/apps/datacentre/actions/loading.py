"""The run itself: part by part, each in one transaction with its counts, so that it may be killed and go on.

A part is read, checked, and handed over as one text a column, from which one statement brings in what is new or changed:
row policies refuse COPY, and the application may not make tables, not even for a moment. Parts that were done before are
read again, as the same key may come only once a file, and not written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from hengjian.apps.datacentre import readers, sources
from hengjian.apps.datacentre.models import ImportedRow, ImportedTable, ImportProgress, ImportReject
from hengjian.apps.datacentre.procedures import ImportRun, SourceMapping
from hengjian.apps.datacentre.queries import holdings
from hengjian.apps.datacentre.rules.faults import Fault
from hengjian.apps.datacentre.rules.mapping import Bad, Good, Reading, Unfit
from hengjian.kernel.perform import perform
from hengjian.kernel.personal import encrypt
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.sheets import BadFile

from . import feeding, linking

PART = 20_000  # rows a transaction; as much is read again after a kill
SEALED: Any = ImportedRow._meta.get_field("sealed")
PARTING = "\x1f"  # the unit separator, which no value holds: it is a fault of the row
APART = f"chr({ord(PARTING)})"  # the same in SQL
COLUMNS = ("key", "body", "sealed", "hash", "newest_by", "source_row", "code", "number", "party")
AT = COLUMNS.index("source_row")
PART_OF = f"""WITH part AS MATERIALIZED (
  SELECT key COLLATE "C" AS key, body, sealed, hash, newest_by COLLATE "C" AS newest_by, source_row::integer AS source_row,
    code COLLATE "C" AS code, number COLLATE "C" AS number, party COLLATE "C" AS party
  FROM unnest({", ".join(f"string_to_array(%({name})s, {APART})" for name in COLUMNS)}) AS p ({", ".join(COLUMNS)})
  WHERE source_row <> ''
)"""
# One look into the index a row: of a table that is being filled the planner knows nothing, and would read it whole each time.
HELD = """SELECT r.id, r.hash, r.newest_by FROM datacentre_importedrow r
  WHERE r.table_id = %(table)s AND r.key = p.key COLLATE "C" LIMIT 1"""
OLDER = f"""
SELECT p.source_row::integer
  FROM unnest(string_to_array(%(key)s, {APART}), string_to_array(%(newest_by)s, {APART}),
    string_to_array(%(source_row)s, {APART})) AS p (key, newest_by, source_row)
  CROSS JOIN LATERAL ({HELD}) r
 WHERE p.newest_by <> '' AND r.newest_by > p.newest_by COLLATE "C"
"""
SETTLE = f"""{PART_OF}, found AS (
  SELECT p.*, r.id AS held, r.hash AS was FROM part p LEFT JOIN LATERAL ({HELD}) r ON true
), linked AS (
  SELECT f.*, coalesce(c.id, n.subject_id, d.subject_id) AS subject,
    CASE WHEN c.id IS NOT NULL THEN 'code' WHEN n.subject_id IS NOT NULL THEN 'number'
         WHEN d.subject_id IS NOT NULL THEN 'decided' WHEN d.state = 'doubt' THEN 'doubt'
         WHEN d.state IS NULL AND f.party <> '' THEN 'waiting' ELSE 'none' END AS link
  FROM found f
  LEFT JOIN kernel_subject c ON c.code = f.code
  LEFT JOIN datacentre_linknumber n ON n.number = f.number
  LEFT JOIN datacentre_linkparty d ON d.print = f.party
  WHERE f.was IS DISTINCT FROM f.hash
), written AS (
  INSERT INTO datacentre_importedrow
    (table_id, key, body, sealed, hash, newest_by, subject_id, link, party, source_row, run_id, at)
  SELECT %(table)s, key, body::jsonb, sealed, hash, newest_by, subject, link, party, source_row, %(run)s, %(at)s FROM linked
  ON CONFLICT (table_id, key) DO UPDATE SET body = excluded.body, sealed = excluded.sealed, hash = excluded.hash,
    newest_by = excluded.newest_by, subject_id = excluded.subject_id, link = excluded.link, party = excluded.party,
    source_row = excluded.source_row, run_id = excluded.run_id, at = excluded.at
  RETURNING 1
)
SELECT (SELECT count(*) FROM found WHERE held IS NULL), (SELECT count(*) FROM found WHERE held IS NOT NULL AND was <> hash),
  (SELECT count(*) FROM found WHERE was = hash), (SELECT count(*) FROM written)"""
NUMBERS = f"""{PART_OF}
INSERT INTO datacentre_linknumber (number, subject_id)
 SELECT DISTINCT ON (p.number) p.number, s.id FROM part p JOIN kernel_subject s ON s.code = p.code
 WHERE p.number <> '' ON CONFLICT (number) DO NOTHING"""


def load(run: int, part: int = PART) -> dict[str, int]:
    """Run it to its end, from wherever it stands; gives the counts. What cannot be read to its end is broken off."""
    try:
        row, mapping, file = _prepared(run)
        return _finished(run, _parts(row, mapping, file, part))
    except (BadFile, Unfit, UnicodeDecodeError, OSError) as error:
        why = str(error)[:300] or type(error).__name__
        with acting_as(CLOCKWORK) as machine:
            ImportProgress.objects.filter(proceeding_id=run).update(failure=why, ended_at=timezone.now())
            given = {"why": why}
            perform(f"{ImportRun.key}.break_off", run, given, machine, key=f"broken:{run}")
        return {}


def _prepared(run: int) -> tuple[ImportRun, SourceMapping, str]:
    """The run with its mapping and file; a table of another database is copied first, once."""
    with acting_as(CLOCKWORK):
        row = ImportRun.objects.get(pk=run)
        mapping = SourceMapping.objects.get(pk=row.mapping_id or 0)
        progress = ImportProgress.objects.get(proceeding_id=run)
        if not progress.file:
            keys = [line["source"] for line in mapping.columns if line["key"]]
            progress.file = sources.fetch(mapping.source, mapping.source_table, keys)
            progress.save(update_fields=["file"])
    return row, mapping, progress.file


def _parts(row: ImportRun, mapping: SourceMapping, file: str, part: int) -> ImportedTable:
    kind = "csv" if row.file_kind == "table" else row.file_kind
    source = readers.table(readers.path_of(file), kind)
    with acting_as(CLOCKWORK):
        table = ImportedTable.objects.get(key=mapping.table_key)
        reading = holdings.bound(mapping, source.head, timezone.localdate(row.opened_at))
    with ThreadPoolExecutor(1) as ahead:  # the next part is read while the database writes this one
        number, waiting = 0, ahead.submit(_read, source, reading, 0, part)
        while (found := waiting.result()).taken:
            number += 1
            waiting = ahead.submit(_read, source, reading, found.until, part)
            _write(row.pk, table.pk, number, found, reading)
    return table


class Part(NamedTuple):
    """Some rows of the source in their order: how many were read, where they end, which are good and which bad.

    `lines` are the good ones as the database takes them, in the order of `COLUMNS`.
    """

    taken: int
    until: int
    good: list[Good]
    bad: list[Bad]
    lines: Sequence[tuple[str, ...]]


def _read(source: readers.Table, reading: Reading, at: int, most: int) -> Part:
    """The next rows of the source. Asks no database: it runs beside the statement that writes the rows before."""
    rows = list(islice(source.rows, most))
    good, bad = reading.rows(rows, at + 1)
    lines = []
    for one in good:
        sealed = encrypt(one.sealed, SEALED.place) if one.sealed else ""
        lines.append((one.key, one.body, sealed, one.hash, one.newest_by, str(one.at), *linking.marks(one.values)))
    return Part(len(rows), at + len(rows), good, bad, lines)


def _write(run: int, table: int, number: int, part: Part, reading: Reading) -> None:
    """One part and the count of parts in one transaction; a part that was written before changes nothing."""
    with acting_as(CLOCKWORK):
        progress = ImportProgress.objects.select_for_update().get(proceeding_id=run)
        if progress.parts >= number:
            return
        with connection.cursor() as cursor:
            late = _older(cursor, table, part.good, reading)
            lines = [line for line in part.lines if int(line[AT]) not in late] if late else part.lines
            values: dict[str, Any] = {"table": table, "run": run, "at": timezone.now()} | _columns(COLUMNS, lines)
            if values["number"].strip(PARTING):
                cursor.execute(NUMBERS, values)
            cursor.execute(SETTLE, values)
            fresh, changed, same, _written = cursor.fetchone()
        bad = [*part.bad, *late.values()]
        _refuse(run, bad)
        progress.parts, progress.read = number, progress.read + part.taken
        progress.fresh, progress.changed = progress.fresh + fresh, progress.changed + changed
        progress.same, progress.rejected = progress.same + same, progress.rejected + len(bad)
        progress.faults = dict(Counter(progress.faults) + Counter(one.faults[0].kind for one in bad))
        progress.save()


def _columns(names: Sequence[str], lines: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """The rows as one text a column, which the statement takes apart: lists would be escaped cell by cell.

    An empty row stands before them, as an empty text without a separator would be no row at all.
    """
    whole = [("",) * len(names), *lines]
    return {name: PARTING.join(of) for name, of in zip(names, zip(*whole, strict=True), strict=True)}


def _older(cursor: Any, table: int, good: Sequence[Good], reading: Reading) -> dict[int, Bad]:
    """Rows that are older than what is held under their key, by their number in the source."""
    if not reading.newest_by or not good:
        return {}
    told = ((one.key, one.newest_by, str(one.at)) for one in good)
    cursor.execute(OLDER, {"table": table} | _columns(("key", "newest_by", "source_row"), told))
    late = {at for (at,) in cursor.fetchall()}
    column = next(c.line.source for c in reading.columns if c.element.id == reading.newest_by)
    return {one.at: Bad(one.at, one.cells, (Fault("older", column),)) for one in good if one.at in late}


def _refuse(run: int, bad: list[Bad]) -> None:
    """Keep the rows that go back. Their cells may tell of persons and are encrypted."""
    ImportReject.objects.bulk_create(
        [
            ImportReject(
                proceeding_id=run, source_row=one.at, cells=one.cells, kind=one.faults[0].kind,
                faults=[[fault.kind, fault.column] for fault in one.faults],
            )
            for one in bad
        ],
        batch_size=1000,
    )  # fmt: skip


def _finished(run: int, table: ImportedTable) -> dict[str, int]:
    """Link what is left, count, close. Safe to do again: what is decided or finished stays so."""
    linked = linking.resolve(table) | feeding.pass_on(run, table)
    with acting_as(CLOCKWORK) as machine:
        progress = ImportProgress.objects.get(proceeding_id=run)
        counts = {name: getattr(progress, name) for name in ("read", "fresh", "changed", "same", "rejected")} | linked
        rows = ImportedRow.objects.filter(table=table)
        if progress.fresh or progress.changed:
            ImportedTable.objects.filter(pk=table.pk).update(rows=rows.count(), at=timezone.now())
        perform(f"{ImportRun.key}.finish_run", run, {"counts": counts}, machine, key=f"finish:{run}")
        ImportProgress.objects.filter(proceeding_id=run, ended_at=None).update(ended_at=timezone.now())
    return counts
