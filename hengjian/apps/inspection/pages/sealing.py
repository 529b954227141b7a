"""The page on which a party makes its value on its own machine, keeps it, and hands in only the commitment; later the value."""

from __future__ import annotations

import secrets

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.inspection.actions.sealing import holder_of
from hengjian.apps.inspection.procedures import Draw
from hengjian.apps.inspection.rules import seats
from hengjian.web.access import Request, signed_in
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import base_for, load

navigation = [
    Entry("mine", gettext_lazy("Values to seal or reveal"), "/draws/seats/"),
    Entry("mine", gettext_lazy("Values to seal or reveal"), "/draws/seats/", public=True, roles=frozenset({"party"})),
]
STAGES = {"sealing": ("commitment", "seal_value"), "committed": ("value", "reveal")}


@signed_in
@require_GET
def seal(request: Request, pk: int) -> HttpResponseBase:
    """Seal or reveal, as the draw stands; what there is to do is said to everybody else too."""
    row = load(pk)
    if not isinstance(row, Draw):
        raise Http404
    field, verb = STAGES.get(row.state, ("", ""))
    mine = seats.open_for(row.seats, holder_of(request.principal), field) if field else None
    context = {
        "base": base_for(request),
        "title": _("Reveal the value") if verb == "reveal" else _("Seal a value"),
        "p": row,
        "mine": mine,
        "verb": verb,
        "stage": row.stage.label,
        "waiting": seats.unfinished(row.seats, field) if field else [],
        "key": secrets.token_urlsafe(18),
    }
    return render(request, "inspection/seal.html", context)


@signed_in
@require_GET
def waiting(request: Request) -> HttpResponseBase:
    """Draws in which this person, or its authority, has still to seal or to reveal."""
    holder = holder_of(request.principal)
    rows = Draw.objects.filter(state__in=STAGES, closed_at=None).order_by("due", "pk")[:200]
    mine = [row for row in rows if seats.open_for(row.seats, holder, STAGES[row.state][0])]
    context = {"base": base_for(request), "title": _("Values to seal or reveal"), "rows": mine}
    return render(request, "inspection/seats.html", context)


urlpatterns = [
    path("draws/seats/", waiting, name="seats"),
    path("draws/seal/<int:pk>/", seal, name="seal"),
]
