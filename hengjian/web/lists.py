"""Lists: columns, filters, search, order and pages declared once; the whole state is in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from hengjian.kernel import divisions
from hengjian.kernel.models import Proceeding, SavedView
from hengjian.kernel.procedure import Procedure, procedures

from . import cells, export, lights, queries, saved
from .access import Request, officers

PAGE = 20
MOST_SHOWN = 200


@dataclass(frozen=True)
class Column:
    """One column: `cell` gives what is shown, `text` what is exported, `order` the field it sorts by."""

    name: str
    label: Any
    cell: Callable[[Any], Any]
    text: Callable[[Any], Any] | None = None
    order: str = ""
    second: Callable[[Any], Any] | None = None
    numeric: bool = False
    template: str = ""
    optional: bool = False  # not shown until somebody chooses it

    def plain(self, row: Any) -> Any:
        return (self.text or self.cell)(row)


Choices = Callable[[Request], Sequence[tuple[str, Any]]]


@dataclass(frozen=True)
class Filter:
    """One filter of the bar: a field name, what may be chosen, and how a choice narrows the rows."""

    name: str
    label: Any
    choices: Choices
    narrow: Callable[[QuerySet[Any], str, Request], QuerySet[Any]]


def one_of(name: str, label: Any, choices: Choices | Sequence[tuple[str, Any]], column: str = "") -> Filter:
    """Rows with the chosen value in one column, which is called like the filter unless another is named."""
    offered: Choices = choices if callable(choices) else lambda request: choices
    return Filter(name, label, offered, lambda rows, value, request: rows.filter(**{column or name: value}))


def by_stage(kind: type[Procedure]) -> Filter:
    """Matters that stand in one stage of their procedure."""
    return one_of("state", _("Stage"), [(s.name, s.label) for s in kind.states.values()])


_known: dict[str, ListPage] = {}


@dataclass
class ListPage:
    """A list as declared by a room or by the generic pages. `acts`: its rows are matters on which one may act together."""

    name: str
    title: Any
    rows: Callable[[Request], QuerySet[Any]]
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    order: str = "due"
    search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    href: Callable[[Any], str] | None = None
    empty: Any = ""
    template: str = "web/list.html"
    extra: Callable[[Request, list[Any]], dict[str, Any]] | None = None
    next_act: Callable[[Any, Request], Any] | None = None
    acts: bool = False

    def __post_init__(self) -> None:
        _known[self.name] = self


@dataclass
class Shown:
    """One page of a list, ready for its template. `had` rows were shown before; `more` leads to those that follow."""

    page: ListPage
    rows: list[Any]
    count: int
    more: str
    order: str
    descending: bool
    chips: list[dict[str, Any]]
    query: str
    columns: list[Column]
    q: str = ""
    had: int = 0
    views: list[SavedView] = field(default_factory=list)

    @property
    def searchable(self) -> bool:
        """For the template, which would call the function itself."""
        return self.page.search is not None

    @property
    def last(self) -> int:
        return self.had + len(self.rows)

    @property
    def span(self) -> int:
        """Cells of a row, with those for choosing and acting."""
        return len(self.columns) + 2


def narrowed(page: ListPage, request: Request, rows: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """The rows after filters and search, without order; `rows` where the caller has made the query already."""
    rows = page.rows(request) if rows is None else rows
    for one in page.filters:
        value = request.GET.get(one.name, "")
        if value:
            rows = one.narrow(rows, value, request)
    text = request.GET.get("q", "").strip()
    return page.search(rows, text) if text and page.search else rows


def ordering(page: ListPage, request: Request) -> tuple[str, bool]:
    """The field to sort by and whether downwards; only fields of declared columns are taken."""
    asked = request.GET.get("sort", page.order)
    name = asked.removeprefix("-")
    if name not in {column.order for column in page.columns if column.order}:
        name, asked = page.order.removeprefix("-"), page.order
    return name, asked.startswith("-")


def after(rows: QuerySet[Any], name: str, descending: bool, cursor: str) -> QuerySet[Any]:
    """The rows behind the cursor `value~id`; a row without a value comes last."""
    value, _tilde, key = cursor.rpartition("~")
    if not key.isdigit():
        return rows
    pk = int(key)
    if not value:
        return rows.filter(**{f"{name}__isnull": True}, pk__gt=pk)
    at = _typed(rows, name, value)
    beyond = Q(**{f"{name}__{'lt' if descending else 'gt'}": at}) | Q(**{name: at, "pk__gt": pk})
    return rows.filter(beyond | Q(**{f"{name}__isnull": True}))


def _typed(rows: QuerySet[Any], name: str, value: str) -> Any:
    meta = rows.model._meta
    kind = (meta.pk if name == "pk" else meta.get_field(name)).get_internal_type()
    if kind == "DateTimeField":
        return parse_datetime(value)
    return parse_date(value) if kind == "DateField" else value


def show(page: ListPage, request: Request, count: int | None = None, rows: QuerySet[Any] | None = None) -> Shown:
    """One page of the list for this request; `count` and the narrowed `rows` where the caller has them already."""
    rows = narrowed(page, request) if rows is None else rows
    name, descending = ordering(page, request)
    behind = request.GET.get("after", "")
    if count is None:
        told = number(request.GET.get("count"), 0) if behind else 0  # counted when the first rows were shown
        count = told or queries.capped_count(rows)
    size = PAGE if behind else min(number(request.GET.get("size"), PAGE), MOST_SHOWN)
    found = list(ordered(after(rows, name, descending, behind), name, descending)[: size + 1])
    had = number(request.GET.get("had"), 0) if behind else 0
    views, kept = saved.views_of(page.name, request)
    return Shown(
        page,
        found[:size],
        count,
        _more(request, found[size - 1], name, had + size, count) if len(found) > size else "",
        name,
        descending,
        chips(page, request),
        query_of(request),
        chosen_columns(page, request, kept),
        request.GET.get("q", ""),
        had,
        views,
    )


def ordered(rows: QuerySet[Any], name: str, descending: bool) -> QuerySet[Any]:
    """In the order of a field, rows without a value last; the key decides between equals."""
    return rows.order_by(F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True), "pk")


def cursor_of(row: Any, name: str) -> str:
    """Where a row stands in that order, as `after` reads it."""
    value = getattr(row, name)
    return f"{value.isoformat() if isinstance(value, dt.date) else value or ''}~{row.pk}"


def _more(request: Request, last: Any, name: str, had: int, count: int) -> str:
    kept = request.GET.copy()
    for gone in ("size", "view", "group"):
        kept.pop(gone, None)
    kept["after"], kept["had"], kept["count"] = cursor_of(last, name), str(had), str(count)
    return f"?{kept.urlencode()}"


def chosen_columns(page: ListPage, request: Request, kept: str = "") -> list[Column]:
    """Those that the address names, else those this person left, else those that are not optional; in that order."""
    by_name = {column.name: column for column in page.columns}
    asked = request.GET.get("cols", "") or kept
    names = dict.fromkeys(name for name in asked.split(".") if name in by_name)
    return [by_name[name] for name in names] or [column for column in page.columns if not column.optional]


def number(text: str | None, default: int) -> int:
    """A number of an address; the default where it says none."""
    return int(text) if text and text.isdigit() and int(text) else default


PASSING = ("after", "had", "count", "group", "size", "view", "as")  # where one is in a list, not which list it is


def query_of(request: Request) -> str:
    """Filter, order and columns of the list, without the place in it."""
    return urlencode([(k, v) for k, v in request.GET.items() if k not in PASSING])


def chips(page: ListPage, request: Request) -> list[dict[str, Any]]:
    """The filter bar: name, value, and the choices with the address each leads to."""
    out = []
    for one in page.filters:
        value = request.GET.get(one.name, "")
        options = [
            {"value": v, "label": label, "href": _with(request, one.name, v)} for v, label in one.choices(request)
        ]
        current = next((o["label"] for o in options if o["value"] == value), value)
        out.append(
            {
                "name": one.name,
                "label": one.label,
                "value": value,
                "shown": current,
                "options": options,
                "clear": _with(request, one.name, ""),
            }
        )
    return out


def _with(request: Request, name: str, value: str) -> str:
    kept = request.GET.copy()
    for gone in (*PASSING, name):
        kept.pop(gone, None)
    if value:
        kept[name] = value
    return f"?{kept.urlencode()}"


def respond(page: ListPage, request: Request, extra: dict[str, Any] | None = None) -> HttpResponseBase:
    """The list as a page, or as a file when `as=xlsx` or `as=csv` is asked."""
    if request.GET.get("as", "") in export.KINDS:
        return export.answer(page, request)
    shown = show(page, request)
    context = {
        "title": page.title,
        "list": shown,
        **(page.extra(request, shown.rows) if page.extra else {}),
        **(extra or {}),
    }
    return drawn(page.template, request, shown, context)


def drawn(template: str, request: Request, shown: Shown, context: dict[str, Any]) -> HttpResponseBase:
    """The whole page; or only the rows that follow, where they are put behind those on screen."""
    if not (request.htmx and request.GET.get("after")):
        return render(request, template, context)
    answer = render(request, "web/parts/rows.html", context)
    kept = "&".join(part for part in (query_of(request), f"size={min(shown.last, MOST_SHOWN)}") if part)
    answer["HX-Replace-Url"] = f"{request.path}?{kept}"  # coming back finds the same rows, and so the same place
    return answer


def exportable(name: str) -> ListPage | None:
    """The declared list of that name; those of the rooms are known once their addresses are."""
    import_module(settings.ROOT_URLCONF)
    kind = procedures().get(name.removeprefix("list/"))
    return procedure_page(kind) if kind else _known.get(name)


# ---- lists of proceedings ----


def state_label(row: Proceeding) -> Any:
    """The label of the state a shared row stands in."""
    kind = procedures().get(row.procedure)
    state = kind.states.get(row.state) if kind else None
    return state.label if state else row.state


def proceeding_search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By number, title or name; each condition is a prefix or rests on the subject's index."""
    return rows.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(subject_name__icontains=text))


def closed_day(row: Proceeding) -> dt.date | None:
    return timezone.localtime(row.closed_at).date() if row.closed_at else None


PROCEEDING_COLUMNS = (
    Column("due", _("Time limit"), cells.due, lambda r: lights.of(r).text, "due"),
    Column("matter", _("Matter"), cells.matter, lambda r: r.subject_name or r.title, "title"),
    Column("state", _("Stage"), state_label, lambda r: str(state_label(r)), "state", second=lambda r: r.number),
    Column("handler", _("Handled by"), lambda r: r.handler_name or "—", order="handler_name"),
    Column("opened", _("Opened"), lambda r: cells.day(r.opened_at), lambda r: r.opened_at, "opened_at"),
    Column("number", _("Number"), lambda r: r.number, order="number", optional=True),
    Column("place", _("Division"), lambda r: divisions.full_name(r.code), order="code", optional=True),
    Column("law_on", _("Law as of"), lambda r: r.law_on, order="law_on", optional=True),
    Column("closed", _("Closed"), lambda r: closed_day(r) or "—", closed_day, order="closed_at", optional=True),
)


def due_choices(request: Request) -> list[tuple[str, Any]]:
    return [("overdue", _("Overdue")), ("near", _("Near")), ("stopped", _("Stopped"))]


def narrow_due(rows: QuerySet[Any], value: str, request: Request) -> QuerySet[Any]:
    """By light, or by the day on which it falls due."""
    now = lights.now()
    if value == "overdue":
        return rows.filter(due__lt=now, stopped_since=None, closed_at=None)
    if value == "near":
        return rows.filter(near_at__lte=now, due__gte=now, stopped_since=None, closed_at=None)
    if value == "stopped":
        return rows.filter(stopped_since__isnull=False, closed_at=None)
    day = parse_date(value)
    if day is None:
        return rows
    return rows.filter(
        due__gte=lights.midnight(day), due__lt=lights.midnight(day + dt.timedelta(days=1)), stopped_since=None
    )


def narrow_open(rows: QuerySet[Any], value: str, request: Request) -> QuerySet[Any]:
    return rows.filter(closed_at__isnull=value == "open")


OPEN_OR_CLOSED = Filter("is", _("Shown"), lambda request: [("open", _("Open")), ("closed", _("Closed"))], narrow_open)


def procedure_page(kind: type[Procedure]) -> ListPage:
    """The list of all proceedings of one procedure within the officer's range."""
    return ListPage(
        name=f"list/{kind.key}",
        title=kind.label,
        rows=lambda request: queries.in_range(request.principal).filter(procedure=kind.key),
        columns=PROCEEDING_COLUMNS,
        filters=(
            OPEN_OR_CLOSED,
            by_stage(kind),
            Filter("due", _("Time limit"), due_choices, narrow_due),
        ),
        search=proceeding_search,
        href=lambda row: f"/p/{row.pk}/",
        empty=_("No matter of this kind fits."),
        acts=True,
    )


def openers(kind: type[Procedure], roles: Iterable[str]) -> list[Any]:
    """Acts by which an officer may start a matter of this kind."""
    return [a for a in kind.acts.values() if a.opens and (a.by & set(roles))]


@officers
def procedure_list(request: Request, room: str, procedure: str) -> HttpResponseBase:
    """All matters of one kind."""
    kind = procedures().get(f"{room}.{procedure}")
    if kind is None:
        raise Http404
    return respond(procedure_page(kind), request, {"openers": openers(kind, request.principal.roles), "kind": kind})
