"""Writing what an act did in one SQL statement: round trips, not fsync, are what an act costs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.types.json import Jsonb


def dumps(value: Any) -> str:
    """JSON text of frozen data; dates as ISO text, Chinese as it is."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def jsonb(value: Any) -> Jsonb:
    """A JSON column's parameter."""
    return Jsonb(value, dumps=dumps)


@contextmanager
def prepared() -> Iterator[Any]:
    """A cursor whose statements the server parses and plans once a connection; Django's own sends them as text anew.

    For the few long statements of an act, whose planning costs more than their execution.
    """
    connection.ensure_connection()
    connection.connection.prepare_threshold = 1
    raw: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]  # the stubs know psycopg 2
    # Where statements are logged they are wanted in words, which only Django's own cursor can give.
    with connection.cursor() if connection.queries_logged else connection.make_cursor(raw) as cursor:
        yield cursor


def merge(table: str, key: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows that have the same columns, or bring those with the same key up to date.

    They go as one JSON text; as parameters each value would be quoted by itself, which costs more than writing it.
    """
    if not rows:
        return
    names = ", ".join(f'"{c}"' for c in rows[0])
    changes = ", ".join(f'"{c}" = EXCLUDED."{c}"' for c in rows[0] if c != key)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(NULL::{table}, %s) "
            f'ON CONFLICT ("{key}") DO UPDATE SET {changes}',
            [dumps(list(rows))],
        )


class Batch:
    """Insertions and updates gathered into one statement of common table expressions."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._values: list[Any] = []

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that all have the same columns."""
        if not rows:
            return
        columns = list(rows[0])
        row = f"({', '.join(['%s'] * len(columns))})"
        names = ", ".join(f'"{c}"' for c in columns)
        self._parts.append(f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * len(rows))}")
        for values in rows:
            self._values += [values[c] for c in columns]

    def update(self, table: str, key: str, key_value: Any, values: Mapping[str, Any]) -> None:
        """Update one row by its key."""
        if not values:
            return
        names = ", ".join(f'"{c}" = %s' for c in values)
        self._parts.append(f'UPDATE {table} SET {names} WHERE "{key}" = %s')
        self._values += [*values.values(), key_value]

    def raw(self, sql: str, values: Sequence[Any]) -> None:
        """Any other data-modifying statement."""
        self._parts.append(sql)
        self._values += values

    def run(self) -> None:
        """Send it. The parts see the same snapshot and not one another."""
        if not self._parts:
            return
        *before, last = self._parts
        heads = ", ".join(f"w{i} AS ({part})" for i, part in enumerate(before))
        with prepared() as cursor:
            cursor.execute(f"WITH {heads} {last}" if before else last, self._values)


# A value of this type is what the column takes. Of these fields alone: one derived from them may encrypt.
PLAIN: dict[type, type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.IntegerField: int,
    models.BigIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.DateField: date,
}


def column_values(instance: Any, fields: Sequence[Any]) -> dict[str, Any]:
    """Column → database value of the given fields."""
    own = connections[DEFAULT_DB_ALIAS]  # not the proxy, which looks for it at every question
    values = ((f, getattr(instance, f.attname)) for f in fields)
    return {f.column: v if PLAIN.get(type(f)) is type(v) else f.get_db_prep_save(v, own) for f, v in values}
