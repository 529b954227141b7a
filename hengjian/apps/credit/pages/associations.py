"""Associations with their conventions and members as they have published them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.credit.procedures import AssociationFeedback, TradeAssociation
from hengjian.kernel.models import Disclosure
from hengjian.kernel.principal import APPLICANT
from hengjian.web.access import Request, public
from hengjian.web.lists import openers
from hengjian.web.navigation import Entry

PAGE = 200
MEMBERS, CONVENTION = "association_members", "convention"
navigation = [Entry("record", gettext_lazy("Trade associations"), "/credit/associations/", public=True)]


@public
@require_GET
def associations(request: Request) -> HttpResponseBase:
    """By association: the newest list of members, and the newest text of each convention."""
    text = request.GET.get("q", "").strip()[:60]
    rows = Disclosure.objects.standing().filter(kind__in=(MEMBERS, CONVENTION)).select_related("subject")
    rows = rows.filter(title__contains=text) if text else rows
    found: dict[int, dict[str, Any]] = {}
    for one in rows.order_by("-pk")[:PAGE]:
        here = found.setdefault(
            one.subject_id or 0, {"s": one.subject, "trade": "", "members": None, "conventions": {}}
        )
        here["trade"] = here["trade"] or one.body.get("trade", "")
        if one.kind == MEMBERS:
            here["members"] = here["members"] or one
        else:
            here["conventions"].setdefault(one.body.get("matter", ""), one)
    officer = request.principal.kind == "officer"
    context = {
        "base": "web/base_office.html" if officer else "web/base_public.html",
        "title": _("Trade associations"),
        "rows": list(found.values()),
        "q": text,
        "openers": _offered(request) if request.principal.kind != "anybody" else [],
    }
    return render(request, "credit/associations.html", context)


def _offered(request: Request) -> list[Any]:
    roles = set(request.principal.roles) | ({APPLICANT} if request.principal.subjects else set())
    return [*openers(TradeAssociation, roles), *openers(AssociationFeedback, roles)]
