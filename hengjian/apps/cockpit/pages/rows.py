"""The rows behind a figure as a list: searched, narrowed to a place, taken out as a file. The total is the stored one."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.cockpit.queries import opened, places, screen
from hengjian.apps.cockpit.rules import wording
from hengjian.apps.planning.queries import board
from hengjian.kernel import numbers
from hengjian.kernel.indicator import Indicator, Span, indicators
from hengjian.kernel.models import Subject
from hengjian.web import cells, export, lists, queries
from hengjian.web.access import Request, officers
from hengjian.web.lists import Column, Filter, ListPage

from . import frame


def behind(request: Request) -> QuerySet[Any]:
    """The rows that the address names; the worker that makes a file asks the same way."""
    one, span, of = _named(request)
    found = opened.rows(one, span, of)
    return Subject.objects.none() if found is None else found


def _named(request: Request) -> tuple[Indicator, Span, str]:
    one = indicators().get(request.GET.get("indicator", ""))
    if one is None:
        raise Http404
    asked = frame.asked_of(request)
    of = opened.WHOLE if request.GET.get("of") == opened.WHOLE else opened.PART
    return one, Span(asked.code, asked.since, asked.until), of


def _places(request: Request) -> list[tuple[str, Any]]:
    return [(code, places.name(code)) for code in places.parts(frame.asked_of(request).code)]


def _day(value: Any) -> Any:
    return cells.day(value) if value else "—"


def _linked(row: Any) -> str:
    """What the row is called; it leads to its own page where it has one."""
    line = opened.line(row)
    return format_html('<a class="main-cell" href="{}">{}</a>', line.href, line.name) if line.href else line.name


PAGE = ListPage(
    name="cockpit-rows",
    title=gettext_lazy("Rows behind a figure"),
    rows=behind,
    columns=(
        Column(
            "name", gettext_lazy("What"), _linked, lambda r: opened.line(r).name, second=lambda r: opened.line(r).number
        ),
        Column("kind", gettext_lazy("Kind"), lambda r: opened.line(r).kind),
        Column("number", gettext_lazy("Number"), lambda r: opened.line(r).number, optional=True),
        Column("state", gettext_lazy("Stage"), lambda r: opened.line(r).state),
        Column("since", gettext_lazy("From"), lambda r: _day(opened.line(r).since), lambda r: opened.line(r).since),
        Column("until", gettext_lazy("Until"), lambda r: _day(opened.line(r).until), lambda r: opened.line(r).until),
        Column("place", gettext_lazy("Division"), lambda r: opened.line(r).place),
    ),
    filters=(
        Filter("at", gettext_lazy("Division"), _places, lambda rows, value, request: opened.at_place(rows, value)),
    ),
    order="-pk",
    search=opened.searched,
    href=lambda row: opened.line(row).href,
    empty=gettext_lazy("No row of this figure is within your view."),
    template="cockpit/rows.html",
)


@officers
@require_GET
def rows(request: Request, indicator: str) -> HttpResponseBase:
    """One page of the rows; those outside the reader's range are not there."""
    frame.told(request, {"indicator": indicator})  # for the worker, which has no address
    one, span, of = _named(request)
    if opened.rows(one, span, of) is None:
        raise Http404
    if request.GET.get("as", "") in export.KINDS:
        return export.answer(PAGE, request)
    narrowed = lists.narrowed(PAGE, request)
    shown = lists.show(PAGE, request, rows=narrowed)
    context = {
        **_head(request, one, of),
        "list": shown,
        "here": queries.capped_count(narrowed) if shown.had else shown.count,
    }
    return lists.drawn(PAGE.template, request, shown, context)


def _head(request: Request, one: Indicator, of: str) -> dict[str, Any]:
    """Which figure it is, what is stored of it, and how old that is."""
    asked, now = frame.asked_of(request), timezone.now()
    stored = screen.numbers(asked, [one.id])[one.id].now
    total = (stored.numerator if of == opened.PART else stored.denominator) if stored else None
    return {
        "title": one.label, "one": one, "of": asked, "which": of, "total": numbers.plain(total) if stored else "",
        "stored": stored, "age": wording.age(stored.computed_at if stored else None, now), "place": places.name(asked.code),
        "figure": frame.figure_href(one.id, asked.code, asked), "meant": board.definition(one.id),
        "what": _("Rows of the denominator") if of == opened.WHOLE else _("Rows of the numerator"),
        "other": _("Rows of the numerator") if of == opened.WHOLE else _("Rows of the denominator"),
        "has_other": opened.rows(one, Span(asked.code, asked.since, asked.until), _other(of)) is not None, "other_of": _other(of),
    }  # fmt: skip


def _other(of: str) -> str:
    return opened.PART if of == opened.WHOLE else opened.WHOLE


urlpatterns = [path("cockpit/figure/<str:indicator>/rows/", rows, name="rows")]
