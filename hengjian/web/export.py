"""A list as a file: the same columns, filter and order as on screen. What was taken out is logged.

Up to `HENGJIAN_EXPORT_ROWS` rows are answered at once. More are made by the worker, under the scope of who asked.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hengjian.kernel.later import Later
from hengjian.kernel.models import Export, Work

from . import jobs, lists
from .access import Request, officers, user_id
from .preferences import next_page

if TYPE_CHECKING:
    import openpyxl

    from .lists import Column, ListPage
else:
    openpyxl = Later("openpyxl")

KINDS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
BOM = "\ufeff"  # lets spreadsheet programs recognise UTF-8
log = logging.getLogger("hengjian.export")


def answer(page: ListPage, request: Request) -> HttpResponseBase:
    """The file, if the list is short; else the question whether the worker shall make it."""
    most, kind = settings.HENGJIAN_EXPORT_ROWS, request.GET["as"]
    rows = lists.narrowed(page, request)
    total = rows.order_by().count()
    if total > most:
        context = {"title": page.title, "name": page.name, "kind": kind, "total": total, "most": most}
        return render(request, "web/export_ask.html", {**context, "query": lists.query_of(request)})
    columns = columns_of(page, request)
    content = written(page, columns, list(lists.ordered(rows, *lists.ordering(page, request))), kind)
    told(page.name, total, request.principal.id, request.META.get("QUERY_STRING", ""))
    return download(content, f"{page.title}-{timezone.localdate():%Y%m%d}.{kind}", kind)


def told(page: str, rows: int, who: str, query: str) -> None:
    """One line in the log for what was taken out: which list, how much, by whom."""
    log.warning("export list=%s rows=%d by=%s query=%s", page, rows, who, query)


def columns_of(page: ListPage, request: Request) -> list[Column]:
    """The columns on this person's screen."""
    return lists.chosen_columns(page, request, lists.saved.views_of(page.name, request)[1])


def written(page: ListPage, columns: list[Column], rows: list[Any], kind: str) -> bytes:
    """The whole file, for a list that fits into memory."""
    head, lines = heads(columns), [line(columns, row) for row in rows]
    return as_sheet(str(page.title), head, lines) if kind == "xlsx" else as_text(head, lines)


def heads(columns: list[Column]) -> list[str]:
    return [str(column.label) for column in columns]


def line(columns: list[Column], row: Any) -> list[Any]:
    return [plain(column.plain(row)) for column in columns]


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    found = HttpResponse(content, content_type=KINDS[kind])
    found["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return found


def table(name: str, head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A table that is no list page, as CSV for spreadsheet programs."""
    lines = [[plain(value) for value in row] for row in rows]
    return download(as_text([str(value) for value in head], lines), f"{name}.csv", "csv")


def plain(value: Any) -> Any:
    """A value for a cell. Text that a spreadsheet would run as a formula is quoted (CWE-1236)."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, int | float | Decimal | dt.date):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def as_sheet(title: str, head: list[str], lines: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    book, sheet = workbook(title)
    sheet.append(head)
    for one in lines:
        sheet.append(one)
    book.save(out)
    return out.getvalue()


def workbook(title: str) -> tuple[openpyxl.Workbook, Any]:
    """A book that keeps its rows on disk while it is written."""
    book = openpyxl.Workbook(write_only=True)
    return book, book.create_sheet(title[:30])


def as_text(head: list[str], lines: list[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(lines)
    return (BOM + out.getvalue()).encode()


# ---- what the worker makes ----


def path_of(found: Export) -> Path:
    """Where the file lies: by number, in a folder that only this installation reads."""
    return Path(settings.HENGJIAN_HOME) / "exports" / found.file


@officers
@require_POST
def start(request: Request) -> HttpResponseBase:
    """Hand a long list to the worker. One that waits or runs already is not made twice."""
    page = lists.exportable(request.POST.get("name", ""))
    kind = request.POST.get("kind", "")
    if page is None or kind not in KINDS:
        raise Http404
    wanted = {"page": page.name, "query": request.POST.get("query", "")[:1000], "kind": kind}
    mine = Export.objects.filter(user_id=user_id(request), **wanted, state__in=(Work.WAITING, Work.RUNNING))
    if not mine.exists():
        made = Export.objects.create(
            user_id=user_id(request),
            title=str(page.title),
            language=get_language() or "zh-hans",
            asked_at=timezone.now(),
            **wanted,
        )
        jobs.later("web.export", {"export": made.pk}, lock="web.export")
    return HttpResponseRedirect(reverse("web:exports"))


@officers
@require_GET
def exports(request: Request) -> HttpResponseBase:
    """What I have asked for: how far it is, and the finished files until their last day."""
    mine = list(Export.objects.filter(user_id=user_id(request)).order_by("-asked_at")[:50])
    now = timezone.now()
    for one in mine:
        one.ready = bool(one.file) and one.until is not None and one.until > now  # type: ignore[attr-defined]
    context = {
        "title": _("Exports"),
        "exports": mine,
        "busy": any(one.state in (Work.WAITING, Work.RUNNING) for one in mine),
        "days": settings.HENGJIAN_EXPORT_DAYS,
    }
    return render(request, "web/parts/exports.html" if request.htmx else "web/exports.html", context)


@officers
def export(request: Request, pk: int) -> HttpResponseBase:
    """The finished file, for who asked for it and nobody else; POST stops one that waits or runs."""
    found = Export.objects.filter(pk=pk, user_id=user_id(request)).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        running = Export.objects.filter(pk=pk, state__in=(Work.WAITING, Work.RUNNING))
        running.update(state=Work.STOPPED, ended_at=timezone.now())
        return HttpResponseRedirect(next_page(request, reverse("web:exports")))
    if not found.file or found.until is None or found.until <= timezone.now() or not path_of(found).exists():
        raise Http404
    return download(path_of(found).read_bytes(), f"{found.title}-{found.asked_at:%Y%m%d}.{found.kind}", found.kind)
