"""Tables of other databases, read only: PostgreSQL by its address, SQLite by its file.

Where a source lies and as whom it is read is the operator's secret and never in the product's database: the variable
`HENGJIAN_SOURCE_NAME`, the file that `HENGJIAN_SOURCE_NAME_FILE` names, or the file `source-NAME` among the installation's secrets.
What a source answers is never shown as it is where it could tell the address.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _
from psycopg import sql

from hengjian.kernel import files
from hengjian.kernel.sheets import BadFile

from .readers import Table, texts

SOURCE = re.compile(r"[a-z][a-z0-9_]{0,29}")
TABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}(\.[A-Za-z_][A-Za-z0-9_]{0,62})?")
SQLITE = "sqlite://"
WAIT = 10  # seconds for a connection
PORTION = 5_000


def address_of(source: str) -> str:
    """Address of a configured database; empty where none is."""
    if not SOURCE.fullmatch(source):
        return ""
    name = f"HENGJIAN_SOURCE_{source.upper()}"
    if name in os.environ:
        return os.environ[name]
    kept = Path(os.environ.get("HENGJIAN_SECRETS") or Path(settings.HENGJIAN_HOME) / "secrets") / f"source-{source}"
    file = Path(os.environ.get(f"{name}_FILE") or kept)
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def configured(source: str, table: str) -> bool:
    """Is there such a source, and is this the name of a table?"""
    return bool(address_of(source)) and TABLE.fullmatch(table) is not None


def look(source: str, table: str, most: int) -> Table:
    """The head and the first rows as they are there now; BadFile says why there are none."""
    address = _address(source, table)
    with _said(source, table):
        head, rows = (_sqlite if address.startswith(SQLITE) else _postgres)(address, table, most)
    return Table(head, iter(rows))


def fetch(source: str, table: str, order: Iterable[str]) -> str:
    """Copy a table into a stored CSV file, in one snapshot and in the order of its key; gives the file's hash."""
    address, columns = _address(source, table), list(order)
    with tempfile.TemporaryFile() as kept:
        with _said(source, table):
            parts = _lite_copy if address.startswith(SQLITE) else _copy
            for part in parts(address, table, columns):
                kept.write(part)
        kept.seek(0)
        return files.store(kept.read(), "text/csv").sha256


def _address(source: str, table: str) -> str:
    if not configured(source, table):
        raise BadFile(_("No such source is configured: %(name)s") % {"name": source})
    return address_of(source)


@contextmanager
def _said(source: str, table: str) -> Iterator[None]:
    """What the database refuses, in words that help and tell nobody where it lies."""
    told = {"source": source, "table": table}
    try:
        yield
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        raise BadFile(_("The source %(source)s has no table %(table)s.") % told) from None
    except psycopg.errors.InsufficientPrivilege:
        raise BadFile(_("The account at %(source)s may not read the table %(table)s.") % told) from None
    except psycopg.errors.UndefinedColumn:
        raise BadFile(_("A key column of the mapping is not in %(table)s of %(source)s any more.") % told) from None
    except psycopg.Error as error:
        raise BadFile(_unanswered(str(error)) % told) from None
    except sqlite3.Error as error:
        missing = "no such table" in str(error)
        words = _("The source %(source)s has no table %(table)s.") if missing else _unanswered(str(error))
        raise BadFile(words % told) from None


def _unanswered(error: str) -> str:
    if "password" in error or "role" in error or "authentication" in error:
        return _("The source %(source)s refused the account: user or password is wrong.")
    if "no such column" in error:
        return _("A key column of the mapping is not in %(table)s of %(source)s any more.")
    return _("The source %(source)s did not answer.")


def _open(address: str) -> Any:
    # Encoding and notation of days are asked for, as both are the source's own affair otherwise.
    options = "-c default_transaction_read_only=on -c datestyle=ISO"
    return psycopg.connect(address, options=options, client_encoding="utf8", connect_timeout=WAIT)


def _named(table: str) -> sql.Identifier:
    return sql.Identifier(*table.split("."))


def _postgres(address: str, table: str, most: int) -> tuple[list[str], list[list[str]]]:
    """Read by COPY as well, so that a preview shows what a run will read."""
    query = sql.SQL("COPY (SELECT * FROM {} LIMIT {}) TO STDOUT (FORMAT csv, HEADER)").format(_named(table), most)
    with _open(address) as there, there.cursor() as cursor, cursor.copy(query) as out:
        lines = list(csv.reader(io.StringIO(b"".join(map(bytes, out)).decode(), newline="")))
    return lines[0], lines[1:]


def _copy(address: str, table: str, columns: list[str]) -> Iterator[bytes]:
    order = sql.SQL(", ").join(map(sql.Identifier, columns))
    query = sql.SQL("COPY (SELECT * FROM {} ORDER BY {}) TO STDOUT (FORMAT csv, HEADER)").format(_named(table), order)
    with _open(address) as there, there.cursor() as cursor, cursor.copy(query) as out:
        yield from map(bytes, out)


def _lite(address: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{address.removeprefix(SQLITE)}?mode=ro", uri=True, timeout=WAIT)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _columns(there: sqlite3.Connection, table: str) -> list[str]:
    """Asked for, as SQLite takes the quoted name of a column that is not there for a text."""
    found = [row[1] for row in there.execute(f"PRAGMA table_info({_quoted(table)})")]
    if not found:
        raise sqlite3.OperationalError(f"no such table: {table}")
    return found


def _sqlite(address: str, table: str, most: int) -> tuple[list[str], list[list[str]]]:
    with closing(_lite(address)) as there:
        head = _columns(there, table)
        return head, [texts(row) for row in there.execute(f"SELECT * FROM {_quoted(table)} LIMIT ?", [most])]


def _lite_copy(address: str, table: str, columns: list[str]) -> Iterator[bytes]:
    with closing(_lite(address)) as there:
        head = _columns(there, table)
        if set(columns) - set(head):
            raise sqlite3.OperationalError("no such column")
        rows = there.execute(f"SELECT * FROM {_quoted(table)} ORDER BY {', '.join(map(_quoted, columns))}")
        yield _csv([head])
        while some := rows.fetchmany(PORTION):
            yield _csv(map(texts, some))


def _csv(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
