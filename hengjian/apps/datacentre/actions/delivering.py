"""Handing shared data out: keys bound to a share, answers of the API, files with marks. Every use is written down."""

from __future__ import annotations

import csv
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.datacentre.models import SharedFile, SharedLook, ShareUse
from hengjian.apps.datacentre.procedures import DataShare
from hengjian.apps.datacentre.queries import reading
from hengjian.apps.datacentre.queries.catalogue import resource
from hengjian.apps.datacentre.rules import sharing as rules
from hengjian.kernel import tokens
from hengjian.kernel.later import Later
from hengjian.kernel.models import ApiToken, Subject, User
from hengjian.kernel.principal import Principal
from hengjian.kernel.record import alone
from hengjian.kernel.refusal import not_found
from hengjian.lake import discover
from hengjian.lake.export import arrow_types
from hengjian.lake.offer import Dataset, Kind
from hengjian.web.export import BOM, plain

if TYPE_CHECKING:
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq
else:
    openpyxl = Later("openpyxl")
    pa, pq = Later("pyarrow"), Later("pyarrow.parquet")

SCOPE = "share"
NOTE = "仅供所述用途使用，不得转给他人；每行标识可追溯接收方。"
Row = dict[str, Any]


def scope_of(share: int) -> str:
    return f"{SCOPE}:{share}"


def new_key(row: DataShare, who: Principal) -> str:
    """A key that opens this share and nothing else, until its last day; those before it stop working."""
    now, user = timezone.now(), User.objects.get(pk=who.user_id or 0)
    ApiToken.objects.filter(user=user, scopes__contains=[scope_of(row.pk)], revoked_at=None).update(revoked_at=now)
    days = max((row.until - timezone.localdate(now)).days + 1, 1) if row.until else 1
    body = {"from": row.state, "to": row.state, "note": ""}
    alone("datacentre.share.key", str(_("Take a key")), body, who, row.code, proceeding_id=row.pk)
    return tokens.issue(user, row.number[:60], (SCOPE, scope_of(row.pk)), days)


def dataset_of(row: DataShare) -> Dataset:
    found = discover.datasets().get(row.resource)
    if found is None:
        brought = resource(row.resource)
        found = brought.rows_of if brought else None
    if found is None:
        raise not_found(_("The rows were not read."))
    return found


def answered(row: DataShare, by: str, cursor: str, limit: int, subject: int | None) -> dict[str, Any]:
    """One page of rows under the machine's scope; what was given is on record before it leaves."""
    one, now = dataset_of(row), timezone.now()
    after = reading.after_of(one, cursor) if cursor else []
    found = reading.rows_after(one, row.place, after, limit + 1, subject)
    more, found = len(found) > limit, found[:limit]
    asked = {"cursor": cursor, "limit": limit} | ({"subject": subject} if subject is not None else {})
    _note(row, now, "api", "read", by, asked, len(found), subject)
    if subject is not None and found:
        _looked(row, subject, now)
    rows = [reading.given(one, row.pk, row.columns, row.plain, r) for r in found]
    return {
        "share": row.number,
        "recipient": row.body,
        "purpose": row.purpose,
        "items": [{name: reading.as_text(value) for name, value in r.items()} for r in rows],
        "next": reading.cursor_of(one, found[-1]) if more else None,
    }


def _note(
    row: DataShare, at: datetime, way: str, what: str, by: str, asked: dict[str, Any], rows: int, subject: int | None
) -> None:
    ShareUse.objects.create(
        proceeding_id=row.pk, at=at, way=way, what=what, by=by, purpose=row.purpose, asked=asked, rows=rows, subject=subject
    )  # fmt: skip


def _looked(row: DataShare, subject: int, at: datetime) -> None:
    if Subject.objects.filter(pk=subject).exists():
        line = SharedLook(
            subject_id=subject, share=row.pk, day=timezone.localdate(at), at=at, body=row.body,
            resource=row.resource_title, purpose=row.purpose,
        )  # fmt: skip
        SharedLook.objects.bulk_create([line], ignore_conflicts=True)


def fetched(row: DataShare, file: SharedFile, by: str) -> bytes:
    """The bytes of a file, and that they were taken away."""
    found = folder() / file.file
    if not file.file or not found.exists():
        raise not_found(_("The file was not read."))
    _note(row, timezone.now(), "file", "fetched", by, {"file": file.pk, "kind": file.kind}, file.rows, None)
    return found.read_bytes()


def folder() -> Path:
    """Where files lie until their last day; nobody but the product reads them."""
    made = Path(settings.HENGJIAN_HOME) / "shared"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def write_file(row: DataShare, kind: str, by: str, at: datetime) -> SharedFile:
    """Make a file of every row of the share. Order, marks and head lead back to it; no value of a row is changed."""
    one, order_key = dataset_of(row), secrets.token_hex(16)
    lines = []
    for found in reading.all_rows(one, row.place):
        key = rules.key_of(found[name] for name in one.grain)
        lines.append((rules.order_of(order_key, key), reading.given(one, row.pk, row.columns, row.plain, found)))
    lines.sort(key=lambda line: line[0])
    rows = [line for _order, line in lines]
    names = [*rules.delivered([c.name for c in one.columns], one.grain, row.columns), reading.MARK]
    path = folder() / f"{row.pk}-{order_key}.{kind}"
    path.touch(0o600)
    WRITERS[kind](path, one, names, rows, about(row, order_key, at))
    content = path.read_bytes()
    made = SharedFile.objects.create(
        proceeding_id=row.pk, kind=kind, rows=len(rows), size=len(content), sha256=hashlib.sha256(content).hexdigest(),
        order_key=order_key, made_at=at, until=at + timedelta(days=settings.HENGJIAN_EXPORT_DAYS), file=path.name,
    )  # fmt: skip
    _note(row, at, "file", "made", by, {"file": made.pk, "kind": kind}, len(rows), None)
    return made


def about(row: DataShare, order_key: str, at: datetime) -> dict[str, str]:
    """What a file says of itself, where everybody sees it."""
    return {
        "share": row.number, "recipient": row.body, "resource": row.resource, "place": row.place, "purpose": row.purpose,
        "made_at": timezone.localtime(at).isoformat(), "file": order_key, "note": NOTE,
    }  # fmt: skip


def _csv(path: Path, one: Dataset, names: Sequence[str], rows: Iterable[Row], told: dict[str, str]) -> None:
    """The recipient stands in the head of the last column, so that programs still read a plain table."""
    head = [*names[:-1], f"{names[-1]} {told['recipient']} {told['share']}"]
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(BOM)
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows([plain(reading.as_text(row[name])) for name in names] for row in rows)


def _xlsx(path: Path, one: Dataset, names: Sequence[str], rows: Iterable[Row], told: dict[str, str]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.oddFooter.center.text = f"{told['recipient']} {told['share']}"
    sheet.append(list(names))
    for row in rows:
        sheet.append([plain(reading.as_text(row[name])) for name in names])
    notes = book.create_sheet("说明")
    for pair in told.items():
        notes.append(list(pair))
    book.properties.creator, book.properties.identifier = told["recipient"], f"{told['share']} {told['file']}"
    book.save(path)


def _parquet(path: Path, one: Dataset, names: Sequence[str], rows: Iterable[Row], told: dict[str, str]) -> None:
    kinds = {c.name: c for c in one.columns}
    listed = list(rows)
    fields, arrays = [], []
    for name in names:
        column = kinds.get(name)
        text = column is None or column.privacy.value == "personal"
        kind = pa.string() if text else arrow_types()[column.kind if column else Kind.TEXT]
        fields.append((name, kind))
        arrays.append(pa.array([row[name] for row in listed], kind))
    schema = pa.schema(fields, metadata={f"hengjian.{key}": value for key, value in told.items()})
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression="zstd")


def _json(path: Path, one: Dataset, names: Sequence[str], rows: Iterable[Row], told: dict[str, str]) -> None:
    listed = [{name: reading.as_text(row[name]) for name in names} for row in rows]
    path.write_text(json.dumps({"about": told, "rows": listed}, ensure_ascii=False), encoding="utf-8")


Writer = Callable[[Path, Dataset, Sequence[str], Iterable[Row], dict[str, str]], None]
WRITERS: dict[str, Writer] = {"csv": _csv, "xlsx": _xlsx, "parquet": _parquet, "json": _json}


def sweep(now: datetime) -> int:
    """Delete files whose last day is over or whose share has ended, and what an interrupted run left. Gives how many."""
    SharedFile.objects.filter(until__lte=now).exclude(file="").update(file="")
    kept = set(SharedFile.objects.exclude(file="").values_list("file", flat=True))
    gone = 0
    for path in folder().iterdir():
        # A file of the last hour may belong to an act that is still being done.
        if path.name not in kept and now.timestamp() - path.stat().st_mtime > 3600:
            with suppress(FileNotFoundError):
                path.unlink()
                gone += 1
    return gone
