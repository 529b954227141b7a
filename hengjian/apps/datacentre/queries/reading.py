"""Rows of a dataset as they are now, narrowed to a place, a subject and some columns. Run under the machine's scope."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from hengjian.apps.datacentre.rules.sharing import delivered, key_of, pseudonym, row_mark
from hengjian.kernel.divisions import bounds
from hengjian.kernel.refusal import Incomplete
from hengjian.lake.export import selected
from hengjian.lake.offer import Dataset, Privacy

from .catalogue import place_column

PORTION = 5_000  # rows fetched at once for a file
MARK = "row_mark"


def rows_after(
    one: Dataset, place: str, after: Sequence[Any], limit: int, subject: int | None = None
) -> list[dict[str, Any]]:
    """The next rows of a place in the order of the grain, all columns."""
    conditions, values = _narrowed(one, place, subject)
    grain = ", ".join(f'"{name}"' for name in one.grain)
    if after:
        conditions.append(f"({grain}) > ({', '.join(['%s'] * len(one.grain))})")
        values += after
    inner = selected(one).replace("%", "%%")
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    # The names come from declarations and the values are parameters: nothing of an address gets into the statement.
    sql = f"SELECT * FROM ({inner}) AS shared {where}ORDER BY {grain} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit])
        names = [column.name for column in one.columns]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _narrowed(one: Dataset, place: str, subject: int | None) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    lo, hi = bounds(place)
    column = place_column(one)
    if column:
        conditions.append(f'"{column}" COLLATE "C" >= %s AND "{column}" COLLATE "C" < %s')
    else:
        conditions.append(
            "subject IN (SELECT s.id FROM kernel_subject s WHERE s.division_code >= %s AND s.division_code < %s)"
        )
    values += [lo, hi]
    if subject is not None:
        conditions.append("subject = %s")
        values.append(subject)
    return conditions, values


def all_rows(one: Dataset, place: str) -> Iterator[dict[str, Any]]:
    """Every row of a place, a portion at a time."""
    after: list[Any] = []
    while True:
        rows = rows_after(one, place, after, PORTION)
        yield from rows
        if len(rows) < PORTION:
            return
        after = [rows[-1][name] for name in one.grain]


def given(
    one: Dataset, share: int, columns: Sequence[str], plain: Sequence[str], row: dict[str, Any]
) -> dict[str, Any]:
    """A row as the recipient gets it: its columns, persons as pseudonyms of this share, the mark of this share."""
    personal = {c.name for c in one.columns if c.privacy is Privacy.PERSONAL} - set(plain)
    shown = {
        name: pseudonym(share, str(row[name])) if name in personal and row[name] is not None else row[name]
        for name in delivered([c.name for c in one.columns], one.grain, columns)
    }
    return {**shown, MARK: row_mark(share, key_of(row[name] for name in one.grain))}


def as_text(value: Any) -> Any:
    """A value as JSON has it: decimals and days as text, numbers and flags as they are."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date | datetime) else value


def cursor_of(one: Dataset, row: dict[str, Any]) -> str:
    """An opaque cursor behind this row."""
    values = [as_text(row[name]) for name in one.grain]
    return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def after_of(one: Dataset, cursor: str) -> list[Any]:
    """The values in a cursor; a refusal if it is none of this dataset."""
    kinds = {c.name: c.kind.value for c in one.columns}
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        assert isinstance(values, list)
        assert len(values) == len(one.grain)
        assert not any("\0" in str(v) for v in values)
        return [_typed(value, kinds[name]) for name, value in zip(one.grain, values, strict=True)]
    except (ValueError, TypeError, AssertionError, binascii.Error, ArithmeticError):
        fault = {"cursor": _("Not a cursor of this list.")}
        raise Incomplete(_("The rows were not read."), fields=fault) from None


def _typed(value: Any, kind: str) -> Any:
    if kind == "integer":
        number = int(value)
        assert abs(number) < 2**63
        return number
    if kind == "decimal":
        return Decimal(str(value))
    if kind == "date":
        return date.fromisoformat(str(value))
    return datetime.fromisoformat(str(value)) if kind == "instant" else str(value)
