"""Filling the store of names in bulk: from a file, from the register, or from a benchmark. As owner, by COPY."""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from hengjian.apps.registry.naming.comparing import Standing
from hengjian.apps.registry.naming.parsing import parse
from hengjian.apps.registry.queries.naming import columns_of
from hengjian.kernel import bulk
from hengjian.kernel.later import Later

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet as parquet
else:
    pyarrow, parquet = Later("pyarrow"), Later("pyarrow.parquet")

TABLE, INDEX = "registry_nameentry", "name_entry_keys"
COLUMNS = (
    "name",
    "trade_name",
    "place",
    "words",
    "groups",
    "form",
    "branch",
    "code",
    "standing",
    "subject_id",
    "keys",
    "synthetic",
)
HEADINGS = ("name", "full_name", "企业名称", "名称")
BATCH = 20_000
MANY = 200_000  # from here on what was entered is laid in order
LONGEST = 200


class Unreadable(ValueError):
    """The file is not what the command can read; says why."""


@dataclass
class Progress:
    """How far a file has been read. Kept beside the installation, so that an interrupted import goes on."""

    digest: str
    line: int = 0
    entered: int = 0
    known: int = 0
    errors: int = 0
    faults: list[str] = field(default_factory=list)


def lines_of(file: Path) -> Iterator[tuple[int, str]]:
    """Number and name of each line: the column `name` of a CSV with headings, the only column of others, lines of a text.

    Parquet is read by its column of the same name.
    """
    if file.suffix == ".parquet":
        yield from _rows_of_parquet(file)
        return
    with file.open(encoding="utf-8-sig", newline="") as text:
        if file.suffix != ".csv":
            yield from ((n, line.strip()) for n, line in enumerate(text, 1))
            return
        rows = csv.reader(text)
        first = next(rows, [])
        column = next((first.index(h) for h in HEADINGS if h in first), None)
        if column is None and len(first) > 1:
            raise Unreadable(f"None of the columns is called {', '.join(HEADINGS)}.")
        if column is None:
            yield 1, first[0] if first else ""
        yield from ((rows.line_num, row[column or 0].strip() if len(row) > (column or 0) else "") for row in rows)


def _rows_of_parquet(file: Path) -> Iterator[tuple[int, str]]:
    """The column of names of a Parquet file, row group by row group; its only column where none is called so."""
    try:
        table = parquet.ParquetFile(file)
    except (OSError, pyarrow.ArrowInvalid) as error:
        raise Unreadable(f"This is no Parquet file: {error}") from None
    known = table.schema_arrow.names
    column = next((h for h in HEADINGS if h in known), known[0] if len(known) == 1 else "")
    if not column:
        raise Unreadable(f"None of the columns is called {', '.join(HEADINGS)}.")
    number = 0
    for part in table.iter_batches(batch_size=BATCH, columns=[column]):
        for value in part.column(0).to_pylist():
            number += 1
            yield number, str(value or "").strip()


def fault(name: str, code: str) -> str:
    """Why a line cannot be entered, or nothing."""
    if not name:
        return "empty"
    if len(name) > LONGEST:
        return f"longer than {LONGEST} characters"
    return "" if parse(name, code).trade_name else "no trade name was found"


def import_file(file: Path, code: str, state: Path, say: Any) -> Progress:
    """Enter every name of a file as registered by the authority; a line that cannot be read is told by its number."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    done = _resumed(state, digest)
    batch: list[tuple[int, str]] = []
    for number, name in lines_of(file):
        if number <= done.line:
            continue
        batch.append((number, name))
        if len(batch) == BATCH:
            _enter(batch, code, done, state)
            say(f"  {done.line} lines: {done.entered} entered, {done.known} known, {done.errors} faulty\n")
            batch = []
    if batch:
        _enter(batch, code, done, state)
    _tidy(done.entered)
    return done


def _resumed(state: Path, digest: str) -> Progress:
    if state.exists():
        found = Progress(**json.loads(state.read_text(encoding="utf-8")))
        if found.digest == digest:
            return found
    return Progress(digest)


def _enter(batch: list[tuple[int, str]], code: str, done: Progress, state: Path) -> None:
    """One batch in one transaction; the place reached is written down once it is kept."""
    good: dict[str, dict[str, Any]] = {}
    for number, name in batch:
        why = fault(name, code)
        if why:
            done.errors += 1
            done.faults = [*done.faults, f"line {number}: {why}"][:1000]
            continue
        columns = columns_of(parse(name, code))
        done.known += columns["name"] in good
        good[columns["name"]] = columns
    with bulk.as_owner() as owner:
        before = {
            row[0]
            for row in owner.execute(
                f"SELECT name FROM {TABLE} WHERE code = %s AND name = ANY(%s)", [code, list(good)]
            ).fetchall()
        }
        done.known += len(before)
        done.entered += copy(owner, ({**c, "code": code} for name, c in good.items() if name not in before))
    done.line = batch[-1][0]
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_text(json.dumps(asdict(done), ensure_ascii=False), encoding="utf-8")


def copy(owner: psycopg.Connection[Any], rows: Iterable[dict[str, Any]]) -> int:
    """Write rows of the store; what is not said is a registered name of nobody."""
    default = {"standing": Standing.REGISTERED.value, "subject_id": None, "synthetic": False}
    return bulk.copy(owner, TABLE, (_ordered({**default, **row}) for row in rows))


def _ordered(row: dict[str, Any]) -> dict[str, Any]:
    # An array as text: adapting a list of numbers costs more than finding them.
    return {c: row[c] for c in COLUMNS} | {"keys": "{" + ",".join(map(str, row["keys"])) + "}"}


@contextmanager
def index_afterwards(owner: psycopg.Connection[Any]) -> Iterator[None]:
    """Load without the inverted index and build it once: ten times faster for millions. Alike names lie together then."""
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")  # an index cannot be built while checks are pending
    found = owner.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [INDEX]).fetchone()
    owner.execute(f"DROP INDEX {INDEX}")
    yield
    owner.execute("SET maintenance_work_mem = '1GB'")
    lay_together(owner)
    owner.execute(found[0])  # type: ignore[index]


def _tidy(entered: int) -> None:
    """After many new names the table is put in order, and the planner told of it."""
    if entered >= MANY:
        with bulk.as_owner() as owner:
            lay_together(owner)
    bulk.analyze()


def lay_together(owner: psycopg.Connection[Any]) -> None:
    """Order the table by trade name: what a check reads of a common one then fills a few pages instead of one page a row."""
    owner.execute(f'CREATE INDEX name_entry_order ON {TABLE} (trade_name COLLATE "C")')
    owner.execute(f"CLUSTER {TABLE} USING name_entry_order")
    owner.execute("DROP INDEX name_entry_order")


def rebuild(say: Any) -> int:
    """Bring the store in line with the register: the name of every registered subject that bears none in it."""
    count = 0
    with bulk.as_owner() as owner, bulk.as_owner() as reader, reader.cursor("missing") as cursor:
        cursor.execute(
            "SELECT s.id, s.name, s.division_code, s.synthetic FROM kernel_subject s JOIN registry_marketentity m "
            "ON m.subject_id = s.id WHERE s.status = 'registered' AND NOT EXISTS "
            f"(SELECT 1 FROM {TABLE} n WHERE n.subject_id = s.id)"
        )
        while rows := cursor.fetchmany(BATCH):
            made = (
                {**columns_of(parse(name, code)), "code": code[:6], "subject_id": pk, "synthetic": synthetic}
                for pk, name, code, synthetic in rows
            )
            count += copy(owner, made)
            say(f"  {count} names\n")
    _tidy(count)
    return count
