"""What has come in: tables in force, runs, and what stands under a subject's name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from hengjian.apps.datacentre import readers, sources
from hengjian.apps.datacentre.models import ImportedRow, ImportedTable
from hengjian.apps.datacentre.procedures import ImportRun, SourceMapping
from hengjian.apps.datacentre.rules import mapping as rules
from hengjian.kernel.models import Subject
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCKWORK, acting_as

from . import standard

OPEN = "public"


@dataclass(frozen=True)
class Imported:
    """An ingested table as the catalogue of resources shows it."""

    key: str
    title: str
    owner: str  # code of the authority that answers for it
    privacy: str
    columns: list[dict[str, Any]]
    rows: int
    at: datetime | None
    standard: str
    supplier: str
    disclosed: bool
    synthetic: bool


def imported() -> list[Imported]:
    """Every table that came in."""
    return [
        Imported(
            one.key, one.title, one.code, one.privacy, one.columns, one.rows, one.at, one.standard, one.supplier,
            one.disclosed, one.synthetic,
        )
        for one in ImportedTable.objects.order_by("key")
    ]  # fmt: skip


def table_named(key: str) -> ImportedTable | None:
    """The table of that key."""
    return ImportedTable.objects.filter(key=key).first()


def in_force(key: str) -> SourceMapping | None:
    """The mapping in force of that table, where the asker sees it."""
    return SourceMapping.objects.filter(table_key=key, state="adopted").order_by("-edition").first()


def print_of(text: str) -> str:
    """Keyed print of a personal value that is part of a key."""
    return fingerprint(text, "datacentre.key")


def bound(mapping: SourceMapping, head: list[str], day: date) -> rules.Reading:
    """The mapping bound to the head of a file; `Unfit` where columns are missing."""
    secret = hashlib.sha256(fingerprint("rows", "datacentre.rows").encode()).digest()
    return rules.bind(
        head, rules.lines_of(mapping.columns), standard.elements(), standard.means(day),
        newest_by=mapping.newest_by, secret=secret, fingerprint=print_of,
    )  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """The first rows of a file under a mapping: what would come in, what would not and why."""

    head: list[str]
    columns: list[rules.Column]
    good: list[rules.Good]
    bad: list[rules.Bad]
    looked_at: int
    missing: tuple[str, ...] = ()


def _opened(mapping: SourceMapping, file: str, kind: str, most: int) -> readers.Table:
    if kind == "table":
        return sources.look(mapping.source, mapping.source_table, most)
    return readers.table(readers.path_of(file), kind)


def preview(mapping: SourceMapping, file: str, kind: str, day: date, most: int = 200) -> Preview:
    """The first `most` rows as the run would read them; BadFile where file or table cannot be read."""
    table = _opened(mapping, file, kind, most)
    rows = [row for row, _n in zip(table.rows, range(most), strict=False)]
    try:
        reading = bound(mapping, table.head, day)
    except rules.Unfit as unfit:
        return Preview(table.head, [], [], [], len(rows), tuple(unfit.missing))
    good, bad = reading.rows(rows, 1)
    return Preview(table.head, reading.columns, good, bad, len(rows))


# ---- what stands under a subject's name ----


@dataclass(frozen=True)
class Record:
    """Data of one source about a subject."""

    title: str
    supplier: str
    at: datetime
    rows: list[list[tuple[str, str]]]


def _shown(rows: Iterable[ImportedRow], privacy: tuple[str, ...]) -> list[Record]:
    elements, lists = standard.elements(), standard.code_lists(timezone.localdate())
    found: dict[int, Record] = {}
    for row in rows:
        words = []
        for line in row.table.columns:
            element = elements.get(line["element"])
            if element is None or element.privacy not in privacy or element.id not in row.body:
                continue
            value = row.body[element.id]
            known = lists.get(element.code_list)
            words.append((element.id, known.items.get(value, value) if known else value))
        record = found.setdefault(row.table_id, Record(row.table.title, row.table.supplier, row.at, []))
        record.rows.append(words)
    return list(found.values())


def of_subject(subject: Subject, most: int = 200) -> list[Record]:
    """What officers in charge read: open and internal elements of every source. Personal ones stay sealed."""
    rows = ImportedRow.objects.filter(subject=subject).select_related("table").order_by("table_id", "-at")[:most]
    return _shown(rows, ("public", "internal"))


def public_of_subject(subject: Subject, most: int = 200) -> list[Record]:
    """What everybody reads: public elements of the tables that an article orders public.

    Read in the name of the machine, as the rows themselves are for officers only; nothing else leaves this function.
    """
    with acting_as(CLOCKWORK):
        rows = (
            ImportedRow.objects.filter(subject=subject, table__disclosed=True)
            .select_related("table")
            .order_by("table_id", "-at")[:most]
        )
        return _shown(list(rows), (OPEN,))


def opened(row: ImportedRow) -> dict[str, Any]:
    """The personal values of a row. Whoever calls this has entered in the ledger why."""
    found: dict[str, Any] = json.loads(row.sealed) if row.sealed else {}
    return found


LINKS = ImportedRow.LINKS


@dataclass(frozen=True)
class FaultRate:
    """How many rows of a month's runs went back, in per cent of those read."""

    month: str
    read: int
    rejected: int

    @property
    def rate(self) -> float:
        return round(100 * self.rejected / self.read, 2) if self.read else 0.0


def fault_rates(key: str, most: int = 12) -> list[FaultRate]:
    """The error rate of a supplier by month, the newest first."""
    runs = ImportRun.objects.filter(table_key=key, state="finished").values_list("opened_at", "counts")
    sums: dict[str, list[int]] = {}
    for at, counts in runs:
        one = sums.setdefault(f"{timezone.localtime(at):%Y-%m}", [0, 0])
        one[0] += counts.get("read", 0)
        one[1] += counts.get("rejected", 0)
    return [FaultRate(month, *sums[month]) for month in sorted(sums, reverse=True)[:most]]


def links(key: str) -> dict[str, int]:
    """How many rows of a table are linked in which way."""
    rows = ImportedRow.objects.filter(table__key=key).values("link").annotate(n=Count("pk"))
    return {one["link"]: one["n"] for one in rows}
