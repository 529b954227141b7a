"""Rows of lists as HTML. Written in Python: a desk draws a hundred cells, and a template costs ten times as much a cell.

Every value passes through `format_html` or `conditional_escape`; only what they give is marked as safe.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape as escaped
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import current
from hengjian.kernel.procedure import procedures

from . import lights
from .icons import LIGHTS

if TYPE_CHECKING:
    from .lists import Column, Shown

MARKS = {state: f'<svg viewBox="0 0 14 14" aria-hidden="true">{drawing}</svg>' for state, drawing in LIGHTS.items()}
# Dates, and the last part of a document number: 〔2026〕0007号 is one word.
WHOLE = re.compile(r"\d[\d-]*-\d+|〔\d{4}〕[^\s〔〕]{0,12}?号")


def joined(parts: Iterable[Any]) -> SafeString:
    """Pieces put behind one another; what is not marked as safe is escaped."""
    return mark_safe("".join(escaped(part) for part in parts))


def unbroken(value: Any) -> SafeString:
    """Text in which no date and no document number is broken over lines."""
    return mark_safe(WHOLE.sub(r'<span class="nb">\g<0></span>', escaped(value)))


def due(row: Proceeding) -> SafeString:
    """The due light: shape, words and colour, what it rests on where it is opened, the limit and the day underneath."""
    light = lights.of(row)
    head = format_html(
        '<details class="light"><summary class="due {}">{}<span class="hide">{}</span>{}</summary><div class="pop">',
        light.tone,
        mark_safe(MARKS[light.state]),
        light.spoken,
        light.words,
    )
    if light.limit:
        told = format_html(
            '<b>{}</b> <span class="mute">{}</span><br><span class="mute">{}</span>',
            light.limit.what,
            light.limit.length,
            light.limit.cite,
        )
    else:
        told = format_html("<b>{}</b>", light.words)
    lines = joined(format_html("<br>{}", line) for line in light.sums)
    under = format_html('<span class="second">{}</span>', unbroken(light.under)) if light.under else ""
    return joined((head, told, lines, mark_safe("</div></details>"), under))


def procedure_label(row: Any) -> Any:
    """What kind of matter a shared row is."""
    kind = procedures().get(row.procedure)
    return kind.label if kind else row.procedure


def matter(row: Proceeding) -> SafeString:
    """The name a matter is about, its kind, whether it is supervised; underneath its title where that is another."""
    tag = format_html(' <span class="tag warn">{}</span>', _("supervised")) if row.supervised else ""
    return format_html(
        '<a class="main-cell" href="/p/{}/">{}</a> <span class="kind">{}</span>{}<span class="second">{}</span>',
        row.pk,
        row.subject_name or row.title,
        procedure_label(row),
        tag,
        row.title if row.title != row.subject_name else "",
    )


def day(value: dt.date | dt.datetime | None) -> SafeString | str:
    """Dates in tables: 11-20 this year, 2025-12-09 in others."""
    if value is None:
        return _("not recorded")
    there = timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    short = f"{there:%m-%d}" if there.year == timezone.localdate().year else f"{there:%Y-%m-%d}"
    return format_html('<time class="nb" datetime="{}">{}</time>', there.isoformat(), short)


def cell(column: Column, row: Any) -> SafeString | str:
    """What a list shows of a row in a column, with its second line; a column of its own template is drawn by that."""
    if column.template:
        return render_to_string(column.template, {"row": row, "column": column, "principal": current()})
    shown = _numbered(column.cell(row))
    if column.second is None:
        return shown
    return format_html('{}<span class="second code">{}</span>', shown, _numbered(column.second(row)))


def _numbered(value: Any) -> SafeString:
    """A cell's text; the last part of a document number stays in one piece."""
    return unbroken(value) if type(value) is str and "〔" in value else escaped(value)


def rows(shown: Shown, acting: bool) -> SafeString:
    """All rows of a page of a list with their group headings; `acting` gives each its likeliest act as last cell."""
    classes = [_attributes(column) for column in shown.columns]
    choose, view = _("Choose"), _("View")
    return joined(_row(shown, row, classes, choose, view if acting else "") for row in shown.rows)


def _attributes(column: Column) -> SafeString:
    """A column's class; a number also bears its heading, which a phone shows where the table has become a stack."""
    if column.numeric:
        return format_html('class="c-{} num" data-of="{}"', column.name, column.label)
    return format_html('class="c-{}"', column.name)


def _row(shown: Shown, row: Any, classes: list[SafeString], choose: str, view: str) -> SafeString:
    where = shown.page.href(row) if shown.page.href else f"/p/{row.pk}/" if shown.page.acts else ""
    address = format_html(' data-href="{}"', where) if where else ""
    parts: list[Any] = []
    if getattr(row, "group", ""):
        parts.append(format_html('<tr class="group"><td colspan="{}">{}</td></tr>', shown.span, row.group))
    preview = format_html(' data-preview="{}"', row.preview) if getattr(row, "preview", "") else ""
    chosen = mark_safe(' aria-selected="true"') if getattr(row, "chosen", False) else ""
    parts.append(format_html('<tr{}{}{} tabindex="-1">', address, preview, chosen))
    if shown.page.acts:
        parts.append(
            format_html(
                '<td class="c-pick"><input type="checkbox" name="row" form="batch" value="{}.{}" aria-label="{} {}"></td>',
                row.pk,
                row.version,
                choose,
                row,
            )
        )
    for name, column in zip(classes, shown.columns, strict=True):
        parts.append(format_html("<td {}>{}</td>", name, cell(column, row)))
    if view:
        act = getattr(row, "next", None)
        to, label = (f"/p/{row.pk}/act/{act.verb}/", act.label) if act else (f"/p/{row.pk}/", view)
        parts.append(format_html('<td class="num c-act"><a class="btn s" href="{}">{}</a></td>', to, label))
    parts.append(mark_safe("</tr>\n"))
    return joined(parts)
