"""Saved views and chosen columns: what a person sets aside of a list, alone or with the colleagues of the authority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hengjian.kernel.models import SavedView

from .access import Request, officers, user_id
from .preferences import next_page

if TYPE_CHECKING:
    from .lists import Column

MOST_VIEWS = 40  # of one page that one person sees; more than that nobody finds his way in
NAMELESS = ""  # the view that holds the columns a person left on a page


def seen(page: str, request: Request) -> QuerySet[SavedView]:
    """One's own views of the page and those the colleagues share. The row policy says the same."""
    office = request.principal.authority_code
    shared = Q(office=office) if office else Q(pk__in=[])
    found = SavedView.objects.filter(Q(user_id=user_id(request)) | shared, page=page)
    return found.select_related("user").order_by("name", "pk")


def views_of(page: str, request: Request) -> tuple[list[SavedView], str]:
    """The named views, each knowing whether it is `mine`, and the columns this person left; one query."""
    views, columns = [], ""
    for view in seen(page, request)[:MOST_VIEWS]:
        view.mine = view.user_id == user_id(request)  # type: ignore[attr-defined]
        if view.name:
            views.append(view)
        elif view.mine:  # type: ignore[attr-defined]
            columns = QueryDict(view.query).get("cols") or ""
    return views, columns


@officers
@require_POST
def save_view(request: Request, page: str) -> HttpResponseBase:
    """Keep filter, order and columns under a name; give a view another name or other eyes; remove it."""
    mine = SavedView.objects.filter(user_id=user_id(request), page=page).exclude(name=NAMELESS)
    name = request.POST.get("name", "").strip()[:40]
    office = request.principal.authority_code if request.POST.get("shared") else ""
    for step, done in (("remove", removed), ("change", changed)):
        if request.POST.get(step):
            found = mine.filter(pk=request.POST[step]).first() if request.POST[step].isdigit() else None
            if found is not None:
                done(found, request)
            return HttpResponseRedirect(next_page(request, "/desk/"))
    if name:
        values = {"query": request.POST.get("query", "")[:1000], "office": office}
        SavedView.objects.update_or_create(user_id=user_id(request), page=page, name=name, defaults=values)
        messages.success(request, _("Kept as the view “%(name)s”.") % {"name": name})
    return HttpResponseRedirect(next_page(request, "/desk/"))


def removed(view: SavedView, request: Request) -> None:
    view.delete()
    messages.success(request, _("The view “%(name)s” is gone.") % {"name": view.name})


def changed(view: SavedView, request: Request) -> None:
    """Another name, and whether the colleagues see it; a name that is taken stays with the view that has it."""
    name = request.POST.get(f"name-{view.pk}", "").strip()[:40] or view.name
    taken = SavedView.objects.filter(user_id=view.user_id, page=view.page, name=name).exclude(pk=view.pk).exists()
    if taken:
        messages.error(request, _("Another view of yours is called “%(name)s” already.") % {"name": name})
        return
    view.name = name
    view.office = request.principal.authority_code if request.POST.get(f"shared-{view.pk}") else ""
    view.save(update_fields=["name", "office"])
    messages.success(request, _("Kept as the view “%(name)s”.") % {"name": name})


# ---- columns ----


def menu(columns: list[Column], shown: list[Column]) -> list[dict[str, Any]]:
    """Lines of the column menu: those shown in their order, then the others."""
    names = {column.name for column in shown}
    return [{"column": c, "on": True} for c in shown] + [
        {"column": c, "on": False} for c in columns if c.name not in names
    ]


@officers
@require_POST
def keep_columns(request: Request, page: str) -> HttpResponseBase:
    """Remember which columns this person wants on the page, and in which order. Nothing chosen is the page's own way."""
    mine = SavedView.objects.filter(user_id=user_id(request), page=page, name=NAMELESS)
    names = [name for name in request.POST.getlist("cols") if name.isidentifier()][:30]
    for step, by in (("up", -1), ("down", 1)):
        names = moved(names, request.POST.get(step, ""), by)
    if request.POST.get("reset") or not names:
        mine.delete()
    else:
        query = QueryDict(mutable=True)
        query["cols"] = ".".join(names)
        values = {"query": query.urlencode()}
        SavedView.objects.update_or_create(user_id=user_id(request), page=page, name=NAMELESS, defaults=values)
    return HttpResponseRedirect(next_page(request, "/desk/"))


def moved(names: list[str], name: str, by: int) -> list[str]:
    """The names with one a place further up or down; at the end it stays."""
    if name not in names:
        return names
    at = names.index(name)
    rest = names[:at] + names[at + 1 :]
    to = max(0, min(len(rest), at + by))
    return [*rest[:to], name, *rest[to:]]
