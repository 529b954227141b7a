"""The administrator's page of the base map: look at a file, then bring it into use under its approval number."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.cockpit.models import MapOutline
from hengjian.apps.cockpit.procedures import BaseMap
from hengjian.apps.cockpit.queries import places
from hengjian.apps.cockpit.rules import outlines
from hengjian.kernel import divisions, files, uploads
from hengjian.kernel.perform import perform
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, administrators
from hengjian.web.navigation import Entry

navigation = [Entry("whole", gettext_lazy("Base map"), "/cockpit/maps/", roles=frozenset({"admin"}))]
WIDTH = 460


@administrators
def base_map(request: Request) -> HttpResponseBase:
    """Maps in force; a file looked at; the act."""
    context: dict[str, Any] = {"title": _("Base map"), "typed": request.POST, "key": secrets.token_urlsafe(12)}
    status = 200
    if request.method == "POST":
        try:
            if "bring" in request.POST:
                return _bring(request)
            context |= _look(request)
        except Refusal as refused:
            context["refusal"], status = refused, refused.status
            context["token"] = request.POST.get("file", "")
    context["maps"] = BaseMap.objects.filter(state="in_force").order_by("-pk")
    context["drawn"] = MapOutline.objects.count()
    return render(request, "cockpit/maps.html", context, status=status)


def _look(request: Request) -> dict[str, Any]:
    """What the file holds, before it is used."""
    upload = request.FILES.get("map")
    content = upload.read() if upload else b""
    found = outlines.checked(content)
    if found.faults:
        return {"found": found, "levels": [], "token": ""}
    stored = files.store(content, "application/geo+json")
    levels = [
        (label, sum(divisions.level(code) == level for code in found.shapes))
        for level, label in ((1, _("Provinces")), (2, _("Prefectures")), (3, _("Counties")))
    ]
    name = str(upload.name) if upload else ""
    return {"found": found, "levels": levels, "token": uploads.token(stored.sha256, name, request.principal),
            "sha256": stored.sha256, "picture": _picture(found)}  # fmt: skip


def _picture(found: outlines.Checked) -> dict[str, Any]:
    """The outlines of the highest level, so that a person sees whether this is the map meant."""
    top = min(divisions.level(code) for code in found.shapes)
    drawn = outlines.drawn({c: rings for c, rings in found.shapes.items() if divisions.level(c) == top}, WIDTH)
    return {"height": drawn.height, "shapes": [(places.name(code), *path) for code, path in drawn.paths.items()]}


def _bring(request: Request) -> HttpResponseBase:
    given = {name: request.POST.get(name, "") for name in ("approval", "source", "file")}
    done = perform("cockpit.base_map.approve_map", None, given, request.principal, key=request.POST.get("key") or None)
    messages.success(request, _("Taken under number %(number)s.") % {"number": done.proceeding.number})
    return HttpResponseRedirect(reverse("web:proceeding", args=[done.proceeding.pk]))


urlpatterns = [path("cockpit/maps/", base_map, name="maps")]
