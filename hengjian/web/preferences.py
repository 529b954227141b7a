"""What a person sets aside: language, theme, drafts; and the suggestions a field offers while typing."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from hengjian.kernel.models import Draft

from . import queries
from .access import Request, public, signed_in, user_id

YEAR = 365 * 86400
MOST = 100_000  # a draft longer than this is not typed by hand


def next_page(request: Request, fallback: str = "/home/") -> str:
    """Where the form says to go next, if that is on this site."""
    where = request.POST.get("next", "")
    return where if url_has_allowed_host_and_scheme(where, {request.get_host()}) else fallback


@public
@require_POST
def preferences(request: Request) -> HttpResponseBase:
    """Set language or theme in a cookie, so that the server renders them."""
    answer = HttpResponseRedirect(next_page(request, "/"))
    language, theme = request.POST.get("language"), request.POST.get("theme")
    kept: dict[str, Any] = {"max_age": YEAR, "samesite": settings.SAME_SITE, "secure": settings.SESSION_COOKIE_SECURE}
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, **kept)
    if theme:
        new = "light" if request.COOKIES.get("theme") == "dark" else "dark"
        answer.set_cookie("theme", new, **kept)
    return answer


@signed_in
@require_POST
def draft(request: Request, key: str) -> HttpResponseBase:
    """Keep what has been typed but not sent."""
    if len(request.body) > MOST:
        return HttpResponse(status=413)
    try:
        values = json.loads(request.body)
    except ValueError:
        return HttpResponse(status=400)
    Draft.objects.update_or_create(user_id=user_id(request), key=key[:160], defaults={"values": values})
    return HttpResponse(status=204)


@signed_in
@require_GET
def suggest(request: Request, kind: str) -> HttpResponseBase:
    """Matches for a field that names a subject, an authority or an officer."""
    found = queries.suggestions(kind, request.GET.get("q", ""))
    return JsonResponse([{"value": value, "label": label} for value, label in found], safe=False)
