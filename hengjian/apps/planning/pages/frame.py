"""The frame in which a page of the room is shown: officers in the office, everybody else in public."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render

from hengjian.web.access import Request

PAGE = 30


def shown(request: Request, template: str, context: dict[str, Any], status: int = 200) -> HttpResponseBase:
    """A page for everybody, in the frame of who looks."""
    base = "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html"
    return render(request, template, {"base": base, **context}, status=status)


def asked(request: Request, *names: str) -> dict[str, str]:
    """What the address asks for, cut to a length that any search may have."""
    return {name: request.GET.get(name, "").strip()[:60] for name in names}


def paged(request: Request, rows: QuerySet[Any]) -> dict[str, Any]:
    """One page of rows and the numbers of its neighbours."""
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {
        "rows": list(page.object_list),
        "total": page.paginator.count,
        "before": page.previous_page_number() if page.has_previous() else None,
        "after": page.next_page_number() if page.has_next() else None,
    }
