"""The announcements anybody may object to, and the firms to be cleaned up."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.procedures import Cleanup
from hengjian.apps.registry.procedures.compulsory import CRITERIA
from hengjian.kernel.law import LawOn
from hengjian.web.access import Request, officers, public
from hengjian.web.lists import Column, Filter, ListPage, openers, respond

ANNOUNCED = 30
KINDS = {
    "simple_deregistration": gettext_lazy("Simplified deregistration"),
    "creditor_call": gettext_lazy("Call to creditors"),
    "compulsory_announcement": gettext_lazy("Compulsory deregistration announced"),
    "striking_off_notice": gettext_lazy("Striking off announced"),
    "cancellation_publicity": gettext_lazy("Suspected false registration"),
}


@public
def announcements(request: Request) -> HttpResponseBase:
    """What is announced and still open to objections and claims, the term that ends first on top."""
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    rows = queries.open_announcements(kind if kind in KINDS else "", text)
    found = list(rows[: ANNOUNCED + 1])
    today = timezone.localdate()
    lines = []
    for one in found[:ANNOUNCED]:
        href, label = queries.objection_link(one, request.principal.kind != "public")
        left = (date.fromisoformat(one.body["objections_until"]) - today).days
        lines.append({"d": one, "kind": KINDS[one.kind], "left": left, "href": href, "label": label})
    context = {
        "title": _("Announcements"),
        "lines": lines,
        "kinds": list(KINDS.items()),
        "kind": kind,
        "q": text,
        "more": len(found) > ANNOUNCED,
    }
    return render(request, "registry/announcements.html", context)


# ---- clean-up ----


def _criterion(request: Request) -> str:
    asked = request.GET.get("criterion", "")
    return asked if asked in queries.criteria(LawOn(timezone.localdate())) else "revoked"


def _candidates(request: Request) -> QuerySet[Any]:
    law = LawOn(timezone.localdate())
    return queries.cleanup_candidates(_criterion(request), request.principal.lo, request.principal.hi, law)


def _criteria(request: Request) -> list[tuple[str, Any]]:
    return [(key, CRITERIA[key]) for key in queries.criteria(LawOn(timezone.localdate()))]


def _named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    return rows.filter(name__contains=text)


def _linked(request: Request, rows: list[Any]) -> dict[str, Any]:
    for one in rows:
        one.href = f"/subjects/{one.pk}/"
    return {}


CLEANUP = ListPage(
    name="cleanup",
    title=gettext_lazy("Firms to be cleaned up"),
    rows=_candidates,
    columns=(
        Column("name", gettext_lazy("Firm"), lambda s: s.name, order="name", template="registry/firm_cell.html"),
        Column("status", gettext_lazy("State"), lambda s: s.status, template="registry/status_cell.html"),
        Column("since", gettext_lazy("Since"), lambda s: s.since),
        Column("authority", gettext_lazy("Registration authority"), lambda s: s.entity.registered_by),
    ),
    filters=(Filter("criterion", gettext_lazy("Criterion"), _criteria, lambda rows, value, request: rows),),
    order="name",
    search=_named,
    extra=_linked,
    empty=gettext_lazy("No firm here fits the criterion."),
)


@officers
def cleanup(request: Request) -> HttpResponseBase:
    """Firms that a criterion of the law finds here, and the way to open a batch of them."""
    return respond(CLEANUP, request, {"openers": openers(Cleanup, request.principal.roles)})
