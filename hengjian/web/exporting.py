"""Making a large export: in portions, each under the scope its asker has at that moment."""

from __future__ import annotations

import csv
import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from hengjian.kernel.models import Export, Notice, User, Work
from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

from . import export, lists
from .jobs import replayed

PORTION = 1000  # rows read in one transaction: the list moves on meanwhile, and nobody waits for this one


class Stopped(Exception):
    """Its owner does not want it any more, or may not have it."""


def make(pk: int) -> None:
    """Write the file of an export and tell who asked. A second run begins anew; one that was stopped is left so."""
    with acting_as(CLOCKWORK):
        found = Export.objects.filter(pk=pk, state__in=(Work.WAITING, Work.RUNNING)).first()
        if found is None:
            return
        Export.objects.filter(pk=pk).update(state=Work.RUNNING, done=0)
    with override(found.language):
        path = folder() / f"{found.pk}-{secrets.token_hex(16)}.{found.kind}"
        try:
            rows = _write(found, path)
        except Stopped:
            path.unlink(missing_ok=True)
            return
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        _finish(found, path, rows)


def folder() -> Path:
    """Where finished exports lie until their last day."""
    made = Path(settings.HENGJIAN_HOME) / "exports"
    made.mkdir(mode=0o700, exist_ok=True)
    return made


def asker(found: Export) -> Principal:
    """Who asked, with the roles and the range of this moment."""
    with acting_as(CLOCKWORK):
        return principal_for(User.objects.get(pk=found.user_id))


def _write(found: Export, path: Path) -> int:
    page = lists.exportable(found.page)
    if page is None:
        raise Stopped
    request = replayed(asker(found), found.query)
    with acting_as(request.principal):
        columns = export.columns_of(page, request)
        total = lists.narrowed(page, request).order_by().count()
        Export.objects.filter(pk=found.pk).update(total=total)
    lines = _lines(found, page, columns)
    head = export.heads(columns)
    path.touch(0o600)
    if found.kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as out:
            out.write(export.BOM)
            writer = csv.writer(out)
            writer.writerow(head)
            return _count(writer.writerow(line) for line in lines)
    book, sheet = export.workbook(str(page.title))
    sheet.append(head)
    rows = _count(sheet.append(line) for line in lines)
    book.save(path)
    return rows


def _count(steps: Iterator[Any]) -> int:
    return sum(1 for _step in steps)


def _lines(found: Export, page: lists.ListPage, columns: list[lists.Column]) -> Iterator[list[Any]]:
    """All rows in order, a portion at a time; says how far it is and stops when it shall."""
    cursor, done = "", 0
    while True:
        request = replayed(asker(found), found.query)
        if request.principal.kind != "officer":
            raise Stopped
        with acting_as(request.principal):
            name, descending = lists.ordering(page, request)
            rows = lists.after(lists.narrowed(page, request), name, descending, cursor)
            portion = list(lists.ordered(rows, name, descending)[:PORTION])
            lines = [export.line(columns, row) for row in portion]
            done += len(portion)
            if not Export.objects.filter(pk=found.pk, state=Work.RUNNING).update(done=done):
                raise Stopped
        yield from lines
        if len(portion) < PORTION:
            return
        cursor = lists.cursor_of(portion[-1], name)


def _finish(found: Export, path: Path, rows: int) -> None:
    now = timezone.now()
    until = now + dt.timedelta(days=settings.HENGJIAN_EXPORT_DAYS)
    with acting_as(CLOCKWORK):
        running = Export.objects.filter(pk=found.pk, state=Work.RUNNING)
        if not running.update(state=Work.DONE, file=path.name, done=rows, total=rows, ended_at=now, until=until):
            path.unlink(missing_ok=True)
            return
        title = _("Your export is ready: %(title)s") % {"title": found.title}
        body = _("%(rows)s rows as %(kind)s; kept until %(day)s.") % {
            "rows": f"{rows:,}",
            "kind": found.kind.upper(),
            "day": f"{timezone.localtime(until):%Y-%m-%d}",
        }
        Notice.objects.create(user_id=found.user_id, title=title[:200], body=body, link=reverse("web:exports"), at=now)
    export.told(found.page, rows, f"user:{found.user_id}", found.query)


def give_up(pk: int) -> None:
    """Say that an export could not be made, so that nobody waits for it."""
    with acting_as(CLOCKWORK):
        Export.objects.filter(pk=pk, state__in=(Work.WAITING, Work.RUNNING)).update(
            state=Work.FAILED, ended_at=timezone.now()
        )


def sweep() -> int:
    """Delete the files whose last day is over, and what an interrupted run left. Gives how many."""
    with acting_as(CLOCKWORK):
        over = Export.objects.filter(until__lte=timezone.now()).exclude(file="")
        over.update(file="")
        kept = set(Export.objects.exclude(file="").values_list("file", flat=True))
        busy = Export.objects.filter(state=Work.RUNNING).exists()
    gone = 0
    for path in folder().iterdir() if not busy else ():
        if path.name not in kept:
            with suppress(FileNotFoundError):
                path.unlink()
                gone += 1
    return gone
