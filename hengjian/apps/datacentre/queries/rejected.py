"""Rows that went back: for the page masked, for the file in the columns of the source so that it can be sent again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from hengjian.apps.datacentre import readers
from hengjian.apps.datacentre.models import ImportProgress, ImportReject
from hengjian.apps.datacentre.procedures import ImportRun, SourceMapping
from hengjian.apps.datacentre.rules.faults import KINDS
from hengjian.kernel.later import Later
from hengjian.kernel.personal import mask_name

from . import standard

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = Later("openpyxl")

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
ILLEGAL = str.maketrans("", "", "".join(chr(n) for n in range(32) if chr(n) not in "\t\n\r"))


def head_of(run: ImportRun) -> list[str]:
    """The columns of the file of that run."""
    progress = ImportProgress.objects.filter(proceeding_id=run.pk).first()
    digest = progress.file if progress else run.file
    return readers.table(readers.path_of(digest), "csv" if run.file_kind == "table" else run.file_kind).head


def _words(faults: Iterable[list[str]]) -> tuple[str, str, str]:
    """Faults, rules and what to do, each once."""
    kinds = [(KINDS[kind], column) for kind, column in faults if kind in KINDS]
    said = "；".join(f"{column}：{kind.label}" if column else str(kind.label) for kind, column in kinds)
    rules = "；".join(dict.fromkeys(kind.rule for kind, _column in kinds))
    return said, rules, "；".join(dict.fromkeys(str(kind.remedy) for kind, _column in kinds))


def shown(run: ImportRun, rows: Iterable[ImportReject]) -> list[dict[str, Any]]:
    """Rejects for the page: the columns at fault with what they say, personal ones masked."""
    head = head_of(run)
    mapping = SourceMapping.objects.filter(pk=run.mapping_id or 0).first()
    elements = standard.elements()
    sealed = {
        part
        for line in (mapping.columns if mapping else [])
        if elements[line["element"]].sealed
        for part in line["source"].split("+")
    }
    out = []
    for row in rows:
        cells = dict(zip(head, row.cells, strict=False))
        faults = [
            {
                "label": KINDS[kind].label,
                "remedy": KINDS[kind].remedy,
                "column": column,
                "value": mask_name(cells.get(column, "")) if column in sealed else cells.get(column, ""),
            }
            for kind, column in row.faults
            if kind in KINDS
        ]
        out.append({"at": row.source_row, "faults": faults})
    return out


def told(run: ImportRun, after: int, most: int) -> list[dict[str, Any]]:
    """Rejects for a program, whole: what each column said, what is wrong, which rule says so, what to do."""
    head = head_of(run)
    rows = ImportReject.objects.filter(proceeding_id=run.pk, source_row__gt=after).order_by("source_row")[:most]
    return [
        {
            "row": row.source_row,
            "cells": dict(zip(head, row.cells, strict=False)),
            "faults": [
                {"kind": kind, "column": column, "fault": str(KINDS[kind].label), "rule": KINDS[kind].rule,
                 "remedy": str(KINDS[kind].remedy)}
                for kind, column in row.faults if kind in KINDS
            ],
        }
        for row in rows
    ]  # fmt: skip


def lines(run: ImportRun) -> Iterable[list[str]]:
    """The file of rejects, head first."""
    head = head_of(run)
    yield [*head, _("Row of the source"), _("Fault"), _("Rule"), _("What to do")]
    for row in ImportReject.objects.filter(proceeding_id=run.pk).order_by("source_row").iterator(2000):
        cells = [*row.cells[: len(head)], *[""] * (len(head) - len(row.cells))]
        yield [*cells, str(row.source_row), *_words(row.faults)]


def file(run: ImportRun, kind: str) -> HttpResponseBase:
    """CSV for machines and editors, XLSX for everybody else."""
    kind = kind if kind in TYPES else "csv"
    answer = HttpResponse(content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="rejects-{run.pk}.{kind}"'
    if kind == "csv":
        out = io.StringIO()
        csv.writer(out).writerows(lines(run))
        answer.write("\ufeff" + out.getvalue())
        return answer
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_("Rows that went back"))
    for line in lines(run):
        sheet.append([cell.translate(ILLEGAL) for cell in line])
    data = io.BytesIO()
    book.save(data)
    answer.write(data.getvalue())
    return answer
