"""What taking a million messy rows in costs, beside reading the same file with pyarrow and beside a plain COPY of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import pyarrow as pa
from django.db import connection
from django.utils import timezone
from pyarrow import csv as arrow_csv

from hengjian.apps.datacentre.actions import load
from hengjian.apps.datacentre.models import ImportedRow, ImportedTable, ImportProgress, ImportReject
from hengjian.apps.datacentre.procedures import ImportRun, SourceMapping
from hengjian.kernel import bulk, files
from hengjian.kernel.bench import Result, Say
from hengjian.kernel.models import Authority
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import on_record

from . import messy

KILLED_ROWS = 200_000
KILLED_AFTER = 3  # parts of the run that a kill then ends
GO = "import django; django.setup(); from hengjian.apps.datacentre.actions import load; load({run}, 10_000)"
PRINT = (
    """SELECT count(*), md5(string_agg(key || hash, '' ORDER BY key)) FROM datacentre_importedrow WHERE table_id = %s"""
)


def ingestion(scale: int | None, say: Say) -> Result:
    """Take `scale` rows in, the same again, and a part of them with the worker killed in the middle."""
    count = scale or 1_000_000
    with tempfile.TemporaryDirectory(prefix="hengjian-bench-") as folder:
        path = Path(folder) / "messy.csv"
        say(f"{count} rows …\n")
        told = messy.write(path, count)
        sha = files.store(path.read_bytes(), "text/csv").sha256
        table = begun(f"bench_{timezone.now():%Y%m%d%H%M%S}")
        say("take in …\n")
        first, seconds = timed(table, sha)
        say("the same again …\n")
        again, second = timed(table, sha)
        yardsticks = {"pyarrow reads the file": read(path), "plain COPY of its lines": copied(path)}
        quality = {
            "good_in": fits_good(table, told),
            "bad_rejected_with_the_right_reason": fits_bad(first, told),
            "kinds": len(set(told.bad.values())),
            "bad_rows": len(told.bad),
            "second_run_changes": sum(getattr(progress(again), name) for name in ("fresh", "changed")),
            "second_run_seconds": round(second, 1),
            "rows_a_second": round(count / seconds),
            "equal_after_kill": killed(Path(folder), min(count, KILLED_ROWS), say),
        }
    ratios = {name: seconds / value for name, value in yardsticks.items()}
    return Result("ingestion", count, seconds, yardsticks, ratios, quality)


def begun(key: str) -> ImportedTable:
    """A table with its mapping in force."""
    names = ("source", "element", "transform", "required", "key")
    columns = [dict(zip(names, line, strict=True)) | {"argument": ""} for line in messy.COLUMNS]
    with acting_as(CLOCKWORK):
        Authority.objects.get_or_create(code="411602", defaults={"name": "川汇区市场监督管理局", "short_name": "川"})
    mapping = on_record(
        SourceMapping, timezone.now(), number=f"样{key}", table_key=key, supplier="样", columns=columns, state="adopted"
    )
    with acting_as(CLOCKWORK):
        return ImportedTable.objects.create(
            key=key, title=key, supplier="样", code="411602", standard="licence", privacy="personal", columns=columns,
            mapping_id=mapping.pk, synthetic=True,
        )  # fmt: skip


def started(table: ImportedTable, sha: str) -> int:
    """A run that the worker has just been given."""
    now = timezone.now()
    run: ImportRun = on_record(
        ImportRun, now, number=f"样{table.key}{now:%H%M%S%f}", state="running", table_key=table.key,
        mapping_id=table.mapping_id, file=sha, file_name="messy.csv",
    )  # fmt: skip
    with acting_as(CLOCKWORK):
        ImportProgress.objects.create(proceeding_id=run.pk, file=sha, started_at=now)
    return run.pk


def timed(table: ImportedTable, sha: str) -> tuple[int, float]:
    run = started(table, sha)
    began = perf_counter()
    load(run)
    return run, perf_counter() - began


def progress(run: int) -> ImportProgress:
    with acting_as(CLOCKWORK):
        return ImportProgress.objects.get(proceeding_id=run)


def fits_good(table: ImportedTable, told: messy.Messy) -> bool:
    """Every good row is there, and no other."""
    with acting_as(CLOCKWORK):
        rows = ImportedRow.objects.filter(table=table)
        return rows.count() == told.rows - len(told.bad) and not rows.filter(source_row__in=list(told.bad)).exists()


def fits_bad(run: int, told: messy.Messy) -> str:
    """How many of the bad rows went back for the reason they were spoilt by."""
    with acting_as(CLOCKWORK):
        found = dict(ImportReject.objects.filter(proceeding_id=run).values_list("source_row", "kind"))
    right = sum(found.get(at) == kind for at, kind in told.bad.items())
    wrong = Counter(f"{kind} as {found.get(at)}" for at, kind in told.bad.items() if found.get(at) != kind)
    more = len(found) - sum(at in told.bad for at in found)
    return f"{right} of {len(told.bad)}, {more} others" + (f": {dict(wrong.most_common(5))}" if wrong else "")


def killed(folder: Path, count: int, say: Say) -> bool:
    """A worker killed without warning in the middle: rows and rejects are those of a run that was not."""
    say(f"kill -9 in the middle of {count} …\n")
    path = folder / "killed.csv"
    messy.write(path, count, seed=11)
    sha = files.store(path.read_bytes(), "text/csv").sha256
    prints: list[Any] = []
    for name in ("whole", "killed"):
        table = begun(f"bench_{name}_{timezone.now():%H%M%S%f}")
        run = started(table, sha)
        if name == "killed":
            _kill(run)
        load(run, 10_000)
        with acting_as(CLOCKWORK), connection.cursor() as cursor:
            cursor.execute(PRINT, [table.pk])
            rejects = ImportReject.objects.filter(proceeding_id=run).order_by("source_row")
            prints.append((cursor.fetchone(), list(rejects.values_list("source_row", "kind"))))
    return bool(prints[0] == prints[1])


def _kill(run: int) -> None:
    """Let another process run it and end it by SIGKILL once some parts are written."""
    worker = subprocess.Popen([sys.executable, "-c", GO.format(run=run)], env=dict(os.environ))
    while worker.poll() is None and progress(run).parts < KILLED_AFTER:
        sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def read(path: Path) -> float:
    """Seconds in which pyarrow parses the file into columns of text, as it lies there; rows that do not fit are left out."""
    began = perf_counter()
    arrow_csv.read_csv(
        path,
        parse_options=arrow_csv.ParseOptions(invalid_row_handler=lambda row: "skip"),
        convert_options=arrow_csv.ConvertOptions(check_utf8=False, column_types=dict.fromkeys(messy.HEAD.split(","), pa.string())),
    )  # fmt: skip
    return perf_counter() - began


def copied(path: Path) -> float:
    """Seconds of a COPY of the lines, one text each, into a table without an index."""
    text = path.read_bytes().decode("utf-8", "replace").replace("\\", "\\\\").encode()
    with bulk.as_owner() as owner:
        owner.execute("CREATE TEMPORARY TABLE bench_lines (line text)")
        began = perf_counter()
        with owner.cursor().copy("COPY bench_lines FROM STDIN") as out:
            for at in range(0, len(text), 1 << 20):
                out.write(text[at : at + (1 << 20)])
        return perf_counter() - began
