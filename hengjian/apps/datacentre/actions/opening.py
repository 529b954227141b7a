"""Making the bulk files of open data: each whole and anew, with its hash and the checkpoint it was made beside."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from hengjian.apps.datacentre.models import OpenFile
from hengjian.apps.datacentre.models.opening import KINDS
from hengjian.apps.datacentre.queries import open_tables, opening
from hengjian.kernel.later import Later
from hengjian.kernel.models import Checkpoint
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.web.export import BOM, plain

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq
else:
    pa, pq = Later("pyarrow"), Later("pyarrow.parquet")

LOG = "sha256"
Row = dict[str, Any]


def publish(now: datetime | None = None, ids: Iterable[str] = ()) -> list[OpenFile]:
    """Make the files of datasets, all of them without ids; what does not stand any more is in none of them."""
    at = now or timezone.now()
    with acting_as(CLOCKWORK):
        known = open_tables.every()
        chosen = [known[one] for one in ids] or list(known.values())
        made = [row for one in chosen for row in _of(one, at)]
        if not ids:
            OpenFile.objects.exclude(dataset__in=known).delete()  # of tables that are not shown any more
        _sweep()
    return made


def _of(one: opening.OpenDataset, at: datetime) -> list[OpenFile]:
    names = [name for name, _kind, _words in one.columns]
    if isinstance(one, open_tables.OpenTable):
        rows = list(open_tables.all_rows(one))
    else:
        rows = list(opening.all_rows(one, settings.HENGJIAN_URL.rstrip("/")))
    last = Checkpoint.objects.filter(log=LOG).order_by("-size").first()
    made = []
    for kind, _label in KINDS:
        path = opening.folder() / f"{one.id}-{at:%Y%m%dT%H%M%S}.{kind}"
        aside = path.with_suffix(f".part{os.getpid()}")
        WRITERS[kind](aside, one, names, rows)
        content = aside.read_bytes()
        aside.replace(path)
        told = {
            "rows": len(rows), "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "made_at": at,
            "log_size": last.size if last else 0, "log_root": last.root if last else "", "file": path.name,
        }  # fmt: skip
        made.append(OpenFile.objects.update_or_create(dataset=one.id, kind=kind, defaults=told)[0])
    return made


def _csv(path: Path, one: opening.OpenDataset, names: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(BOM)
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows([plain(_flat(row[name])) for name in names] for row in rows)


def _flat(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _json(path: Path, one: opening.OpenDataset, names: Sequence[str], rows: Sequence[Row]) -> None:
    licence = opening.declared()["licence"]
    told = {"dataset": one.id, "title": one.title, "licence": licence["url"], "items": list(rows)}
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _parquet(path: Path, one: opening.OpenDataset, names: Sequence[str], rows: Sequence[Row]) -> None:
    known = {"integer": pa.int64(), "flag": pa.bool_()}
    kinds = {name: known.get(kind, pa.string()) for name, kind, _words in one.columns}
    columns = [pa.array([row[name] for row in rows], kinds[name]) for name in names]
    told = {"hengjian.dataset": one.id, "hengjian.licence": opening.declared()["licence"]["url"]}
    schema = pa.schema([(name, kinds[name]) for name in names], metadata=told)
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), path, compression="zstd")


WRITERS: dict[str, Callable[[Path, opening.OpenDataset, Sequence[str], Sequence[Row]], None]] = {
    "csv": _csv,
    "json": _json,
    "parquet": _parquet,
}


def _sweep() -> None:
    """Remove the files of yesterday; who is reading one goes on reading it."""
    kept = set(OpenFile.objects.values_list("file", flat=True))
    for path in opening.folder().iterdir():
        if path.name not in kept:
            path.unlink(missing_ok=True)
