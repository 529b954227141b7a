"""Who looks at a public page of the room: an account, or whoever brought query code and phone and carries a signed cookie.

Nothing about a visit is kept in the database: no session ties a person without an account, or an insider, to a filing.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import render

from hengjian.apps.consumer.queries.access import guest_named
from hengjian.kernel.principal import Principal
from hengjian.web.access import Request

COOKIE, SALT, SECONDS = "hj_visit", "hengjian.consumer.visit", 7200


def visitor(request: Request) -> Principal | None:
    """The person behind the cookie, else the account if it is no officer's; None for nobody."""
    named = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS)
    if named:
        return guest_named(named)
    return request.principal if request.principal.kind == "party" else None


def remember(answer: HttpResponseBase, who: Principal) -> None:
    """Let the browser carry the visit for two hours; a script cannot read it, another site cannot send it."""
    answer.set_signed_cookie(
        COOKIE, who.id, salt=SALT, max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.SECURE_COOKIES
    )


def shown(request: Request, template: str, context: dict[str, Any], status: int = 200) -> HttpResponseBase:
    """A page that no cache keeps, as it shows what belongs to one person."""
    answer = render(request, template, {"base": base_of(request), **context}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def base_of(request: Request) -> str:
    """Officers see public pages in the office, everybody else in the public frame."""
    return "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html"
