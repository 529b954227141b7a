"""A list as a file: the same columns, filter and order as on screen. What was taken out is logged."""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook

from .access import Request

if TYPE_CHECKING:
    from .lists import ListPage

KINDS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
MOST = 10_000
log = logging.getLogger("hengjian.export")


def file(page: ListPage, rows: QuerySet[Any], kind: str, request: Request) -> HttpResponse:
    """The first ten thousand rows as a spreadsheet or as text."""
    head = [str(column.label) for column in page.columns]
    lines = [[plain(column.plain(row)) for column in page.columns] for row in rows[:MOST]]
    content = as_sheet(str(page.title), head, lines) if kind == "xlsx" else as_text(head, lines)
    log.warning(
        "export list=%s rows=%d by=%s query=%s",
        page.name,
        len(lines),
        request.principal.id,
        request.META.get("QUERY_STRING", ""),
    )
    answer = HttpResponse(content, content_type=KINDS[kind])
    name = f"{page.title}-{timezone.localdate():%Y%m%d}.{kind}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def plain(value: Any) -> Any:
    """A value for a cell. Text that a spreadsheet would run as a formula is quoted (CWE-1236)."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, int | float | dt.date):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def as_sheet(title: str, head: list[str], lines: list[list[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:30])
    sheet.append(head)
    for line in lines:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_text(head: list[str], lines: list[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(lines)
    return ("\ufeff" + out.getvalue()).encode()  # the mark lets spreadsheet programs recognise UTF-8
