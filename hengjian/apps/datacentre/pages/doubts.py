"""A doubtful match: the record and its candidates side by side, what speaks for each, and the decision."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre.models import ImportedRow
from hengjian.apps.datacentre.procedures import LinkageDoubt
from hengjian.apps.datacentre.queries import holdings, standard
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, officers, public
from hengjian.web.navigation import View
from hengjian.web.proceeding import invite

KEY = "datacentre.linkage_doubt"
views = [View(gettext_lazy("Data of other sources"), "/subjects/{}/data/")]


@officers
def doubt(request: Request, pk: int) -> HttpResponseBase:
    """Candidates side by side; POST decides."""
    row = LinkageDoubt.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    refusal = None
    typed = {name: request.POST.get(name, "") for name in ("candidate", "reason")}
    if request.method == "POST":
        verb = "choose_candidate" if typed["candidate"] else "refuse_candidates"
        given = typed if typed["candidate"] else {"reason": typed["reason"]}
        try:
            perform(f"{KEY}.{verb}", pk, given, request.principal, key=request.POST.get("idempotency_key") or None)
            messages.success(request, _("Decided. Later runs need not ask again."))
            return HttpResponseRedirect(reverse("web:list", args=["datacentre", "linkage_doubt"]) + "?state=open")
        except Refusal as refused:
            refusal = refused
    sample = ImportedRow.objects.filter(party=row.print).order_by("-at").first()
    context: dict[str, Any] = {
        "title": row.party_name, "row": row, "refusal": refusal, "typed": typed, "key": secrets.token_urlsafe(18),
        "sample": _named(sample) if sample else [], "rows": ImportedRow.objects.filter(party=row.print).count(),
        "open": row.state == "open",
    }  # fmt: skip
    return render(request, "datacentre/doubt.html", context, status=refusal.status if refusal else 200)


def _named(row: ImportedRow) -> list[tuple[str, Any]]:
    elements = standard.elements()
    return [(elements[name].zh, value) for name, value in row.body.items() if name in elements]


@public
def subject(request: Request, pk: int) -> HttpResponseBase:
    """What sources say of a subject: all that is open or internal for who is in charge, else what is ordered public."""
    found = Subject.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    who = request.principal
    inside = who.kind == "officer" and (who.sees(found.division_code) or who.sees(found.office_code))
    records = holdings.of_subject(found) if inside else holdings.public_of_subject(found)
    elements = standard.elements()
    context = {
        "base": "web/base_office.html" if who.kind == "officer" else "web/base_public.html",
        "title": _("Data of other sources"), "s": found, "inside": inside,
        "records": [(one, [[(elements[n].zh, v) for n, v in row] for row in one.rows]) for one in records],
    }  # fmt: skip
    return render(request, "datacentre/subject.html", context)


@invite
def _to_the_candidates(row: Procedure, request: Request) -> tuple[Any, str] | None:
    if isinstance(row, LinkageDoubt) and request.principal.kind == "officer":
        return _("Candidates side by side"), reverse("datacentre:doubt", args=[row.pk])
    return None


urlpatterns = [
    path("data/doubts/<int:pk>/", doubt, name="doubt"),
    path("subjects/<int:pk>/data/", subject, name="subject"),
]
