"""Who may open a page. Every view names one of these four; a test walks the URLs and fails on a view without a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from hengjian.kernel.principal import Principal


class Request(HttpRequest):
    """What our middleware adds to a request."""

    principal: Principal
    htmx: HtmxDetails


def user_id(request: Request) -> int:
    """The id of the signed-in user; 0, which nobody has, for the public."""
    return request.principal.user_id or 0


View = Callable[..., HttpResponseBase]


def _guard(name: str, allowed: Callable[[Principal], bool]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if allowed(request.principal):
                return view(request, *args, **kwargs)
            if request.principal.kind == "public":
                return redirect_to_login(request.get_full_path())
            return forbidden(request)

        guarded.access = name  # type: ignore[attr-defined]
        return guarded

    return decorate


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page this account may not open: say which account, and what to do."""
    what = _("This page is not open to your account")
    return render(
        request,
        "web/message.html",
        {"title": what, "body": _("Ask the head of your office for the role, or sign in with another account.")},
        status=403,
    )


public = _guard("public", lambda who: True)
signed_in = _guard("signed_in", lambda who: who.kind in ("officer", "party"))
officers = _guard("officers", lambda who: who.kind == "officer")
administrators = _guard("administrators", lambda who: who.kind == "officer" and "admin" in who.roles)
