"""The data standard to read and search: elements, rules and code lists as they held on a day."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.datacentre.queries import standard
from hengjian.web import export
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry

navigation = [
    Entry("whole", gettext_lazy("Data standard"), "/data/standard/"),
    Entry("whole", gettext_lazy("Code lists"), "/data/lists/"),
]
PAGE = 100
HITS = 100
COLUMNS = ("id", "zh", "en", "group", "type", "length", "code_list", "privacy", "basis", "check")


@officers
@require_GET
def elements(request: Request) -> HttpResponseBase:
    """Every element, by group, privacy class and words; as CSV too."""
    q, group, privacy = (request.GET.get(name, "").strip() for name in ("q", "group", "privacy"))
    rows = [
        one
        for one in standard.elements().values()
        if (not group or one.group == group)
        and (not privacy or one.privacy == privacy)
        and (not q or q.lower() in f"{one.id} {one.zh} {one.en} {one.code_list}".lower())
    ]
    if request.GET.get("as") == "csv":
        return export.table("data-elements", COLUMNS, ([getattr(one, name) for name in COLUMNS] for one in rows))
    classes = {row["id"]: row["zh"] for row in standard.section("privacy_classes")}
    context = {
        "title": _("Data standard"),
        "page": Paginator([(one, classes.get(one.privacy, one.privacy)) for one in rows], PAGE).get_page(
            request.GET.get("page")
        ),
        "count": len(rows), "q": q, "group": group, "privacy": privacy, "groups": standard.GROUPS, "classes": classes,
        "missing": standard.unloaded(),
        "masking": standard.section("masking"), "dimensions": standard.section("quality_dimensions"),
        "privacy_classes": standard.section("privacy_classes"),
    }  # fmt: skip
    return render(request, "datacentre/elements.html", context)


@officers
@require_GET
def code_lists(request: Request) -> HttpResponseBase:
    """Lists with their versions, and codes found in any of them."""
    day = _day(request)
    lists = standard.code_lists(day)
    q = request.GET.get("q", "").strip()
    hits = [
        (one, code, name)
        for one in lists.values()
        for code, name in one.items.items()
        if q and (q == code or q in name)
    ][:HITS]  # fmt: skip
    context = {
        "title": _("Code lists"), "lists": list(lists.values()), "missing": standard.unloaded(), "q": q, "hits": hits, "day": day,
    }  # fmt: skip
    return render(request, "datacentre/code_lists.html", context)


def _day(request: Request) -> Any:
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


@officers
@require_GET
def code_list(request: Request, list_id: str) -> HttpResponseBase:
    """One list as of a day, with what it was before."""
    day = _day(request)
    found = standard.code_lists(day).get(list_id)
    versions = standard.versions_of(list_id)
    if not versions:
        raise Http404
    q = request.GET.get("q", "").strip()
    items = [(c, n) for c, n in (found.items if found else {}).items() if not q or q in c or q in n]
    context = {
        "title": versions[0].zh, "found": found, "versions": versions, "day": day, "q": q, "count": len(items),
        "page": Paginator(items, PAGE).get_page(request.GET.get("page")), "list_id": list_id,
    }  # fmt: skip
    return render(request, "datacentre/code_list.html", context)


urlpatterns = [
    path("data/standard/", elements, name="standard"),
    path("data/lists/", code_lists, name="code-lists"),
    path("data/lists/<path:list_id>/", code_list, name="code-list"),
]
