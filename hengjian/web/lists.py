"""Lists: columns, filters, search, order and pages declared once; the whole state is in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hengjian.kernel.models import Proceeding, SavedView
from hengjian.kernel.procedure import Procedure, procedures

from . import export, lights, queries
from .access import Request, officers, user_id

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

    def plain(self, row: Any) -> Any:
        return (self.text or self.cell)(row)


@dataclass(frozen=True)
class Filter:
    """One filter of the bar: a field name, what may be chosen, and how a choice narrows the rows."""

    name: str
    label: Any
    choices: Callable[[Request], Sequence[tuple[str, Any]]]
    narrow: Callable[[QuerySet[Any], str, Request], QuerySet[Any]]


@dataclass
class ListPage:
    """A list as declared by a room or by the generic pages."""

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


@dataclass
class Shown:
    """One page of a list, ready for its template."""

    page: ListPage
    rows: list[Any]
    count: int
    more: str
    order: str
    descending: bool
    chips: list[dict[str, Any]]
    query: str
    q: str = ""
    views: list[SavedView] = field(default_factory=list)


def narrowed(page: ListPage, request: Request) -> QuerySet[Any]:
    """The rows after filters and search, without order."""
    rows = page.rows(request)
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
    kind = rows.model._meta.get_field(name).get_internal_type()
    if kind == "DateTimeField":
        return parse_datetime(value)
    return parse_date(value) if kind == "DateField" else value


def show(page: ListPage, request: Request, count: int | None = None) -> Shown:
    """One page of the list for this request; `count` where the caller has counted already."""
    rows = narrowed(page, request)
    name, descending = ordering(page, request)
    by = F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)
    count = queries.capped_count(rows) if count is None else count
    size = min(_number(request.GET.get("size"), PAGE), MOST_SHOWN)
    found = list(after(rows, name, descending, request.GET.get("after", "")).order_by(by, "pk")[: size + 1])
    more = ""
    if len(found) > size:
        found = found[:size]
        value = getattr(found[-1], name)
        kept = request.GET.copy()
        kept["after"] = f"{value.isoformat() if isinstance(value, dt.date) else value or ''}~{found[-1].pk}"
        more = f"?{kept.urlencode()}"
    views = SavedView.objects.filter(user_id=user_id(request), page=page.name).order_by("id")
    return Shown(
        page,
        found,
        count,
        more,
        name,
        descending,
        chips(page, request),
        _query(request),
        request.GET.get("q", ""),
        list(views),
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and int(text) else default


def _query(request: Request) -> str:
    return urlencode([(k, v) for k, v in request.GET.items() if k not in ("after", "view")])


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
    for gone in ("after", "view", name):
        kept.pop(gone, None)
    if value:
        kept[name] = value
    return f"?{kept.urlencode()}"


def respond(page: ListPage, request: Request, extra: dict[str, Any] | None = None) -> HttpResponseBase:
    """The list as a page, or as a file when `as=xlsx` or `as=csv` is asked."""
    kind = request.GET.get("as", "")
    if kind in export.KINDS:
        name, descending = ordering(page, request)
        by = F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)
        return export.file(page, narrowed(page, request).order_by(by, "pk"), kind, request)
    shown = show(page, request)
    context = {
        "title": page.title,
        "list": shown,
        **(page.extra(request, shown.rows) if page.extra else {}),
        **(extra or {}),
    }
    return render(request, page.template, context)


# ---- lists of proceedings ----


def state_label(row: Proceeding) -> Any:
    """The label of the state a shared row stands in."""
    kind = procedures().get(row.procedure)
    state = kind.states.get(row.state) if kind else None
    return state.label if state else row.state


def procedure_label(row: Proceeding) -> Any:
    kind = procedures().get(row.procedure)
    return kind.label if kind else row.procedure


def proceeding_search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By number, title or name; each condition is a prefix or rests on the subject's index."""
    return rows.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(subject_name__icontains=text))


PROCEEDING_COLUMNS = (
    Column("due", _("Time limit"), lambda r: r, lambda r: lights.of(r).text, "due", template="web/parts/due_cell.html"),
    Column(
        "matter", _("Matter"), lambda r: r.subject_name or r.title, template="web/parts/matter_cell.html", order="title"
    ),
    Column("state", _("Stage"), state_label, lambda r: str(state_label(r)), "state", second=lambda r: r.number),
    Column("handler", _("Handled by"), lambda r: r.handler_name or "—", order="handler_name"),
    Column(
        "opened",
        _("Opened"),
        lambda r: r.opened_at,
        lambda r: r.opened_at,
        "opened_at",
        template="web/parts/day_cell.html",
    ),
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


def procedure_page(kind: type[Procedure]) -> ListPage:
    """The list of all proceedings of one procedure within the officer's range."""

    def narrow_state(rows: QuerySet[Any], value: str, request: Request) -> QuerySet[Any]:
        return rows.filter(state=value)

    return ListPage(
        name=f"list/{kind.key}",
        title=kind.label,
        rows=lambda request: queries.in_range(request.principal).filter(procedure=kind.key),
        columns=PROCEEDING_COLUMNS,
        filters=(
            Filter("is", _("Shown"), lambda r: [("open", _("Open")), ("closed", _("Closed"))], narrow_open),
            Filter("state", _("Stage"), lambda r: [(s.name, s.label) for s in kind.states.values()], narrow_state),
            Filter("due", _("Time limit"), due_choices, narrow_due),
        ),
        search=proceeding_search,
        href=lambda row: f"/p/{row.pk}/",
        empty=_("No matter of this kind fits."),
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


@officers
@require_POST
def save_view(request: Request, page: str) -> HttpResponseBase:
    """Keep the filter and order of a list under a name, or remove the name."""
    name, query = request.POST.get("name", "").strip()[:40], request.POST.get("query", "")[:1000]
    mine = SavedView.objects.filter(user_id=user_id(request), page=page)
    if request.POST.get("remove"):
        mine.filter(name=request.POST["remove"]).delete()
    elif name:
        SavedView.objects.update_or_create(user_id=user_id(request), page=page, name=name, defaults={"query": query})
    back = request.POST.get("next", "")
    return HttpResponseRedirect(back if back.startswith("/") and not back.startswith("//") else "/desk/")
