"""The page of a room: what one may start in it, its pages, the lists of its procedures."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from . import navigation
from .access import Request, officers
from .starting import startable


@officers
@require_GET
def room(request: Request, label: str) -> HttpResponseBase:
    """Everything of one room that this officer may open."""
    found = next((r for r in navigation.rooms() if r.label == label and r.section), None)
    if found is None:
        raise Http404
    seen = set(navigation.of_officer(found, request))
    context = {
        "title": found.title,
        "starts": [act for act in startable(request.principal) if act.procedure._meta.app_label == label],
        "pages": [entry for entry in found.pages if entry in seen],
        "lists": [entry for entry in found.lists if entry in seen],
    }
    return render(request, "web/room.html", context)
