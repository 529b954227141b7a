"""Who looks at a page of a matter of their own: an account, or whoever brought a code and carries a signed cookie.

Nothing about a visit is kept in the database: no session ties a person without an account to a matter.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hengjian.kernel import uploads
from hengjian.kernel.guests import guest_named
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import Principal, acting_as
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import Refusal

from . import forms
from .access import Request
from .sheet import sheet_context

SECONDS = 7200


@dataclass(frozen=True)
class Visits:
    """The visits to one kind of matter, each with a cookie of its own so that they never mix."""

    cookie: str
    salt: str
    name: str

    def visitor(self, request: Request) -> Principal | None:
        """The person behind the cookie, else the account if it is no officer's; None for nobody."""
        named = request.get_signed_cookie(self.cookie, default="", salt=self.salt, max_age=SECONDS)
        if named:
            return guest_named(named, self.name)
        return request.principal if request.principal.kind == "party" else None

    def remember(self, answer: HttpResponseBase, who: Principal) -> None:
        """Let the browser carry the visit for two hours; a script cannot read it, and only a site named may send it."""
        answer.set_signed_cookie(
            self.cookie, who.id, salt=self.salt, max_age=SECONDS, httponly=True,
            samesite=settings.SAME_SITE, secure=settings.SECURE_COOKIES,
        )  # fmt: skip

    def forget(self, answer: HttpResponseBase) -> None:
        """End the visit in this browser."""
        answer.delete_cookie(self.cookie, samesite=settings.SAME_SITE)


def shown(request: Request, template: str, context: dict[str, Any], status: int = 200) -> HttpResponseBase:
    """A page that no cache keeps, as it shows what belongs to one person."""
    answer = render(request, template, {"base": base_of(request), **context}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def base_of(request: Request) -> str:
    """Officers see public pages in the office, everybody else in the public frame."""
    return "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html"


def with_files(request: Request, who: Principal) -> Any:
    """What was posted, each file stored under who files, its token in the place of its field.

    To be called before the act and outside its scope: an act that is refused takes everything back with it, and the form
    shown again names the file.
    """
    posted = request.POST.copy()
    with acting_as(who):
        for name, upload in request.FILES.items():
            if not isinstance(upload, list) and upload is not None:
                posted[name] = uploads.take(upload.read(), upload.name or "", who)
    return posted


def act(
    request: Request, who: Principal, load: Callable[[], Procedure], verb: str, *, back: str, template: str
) -> HttpResponseBase:
    """One act on one's own matter: the form, and doing it; a refusal gives back what was typed."""
    posted: Any = request.POST
    refusal: Refusal | None = None
    with acting_as(who):
        row = load()
        declared = row.acts.get(verb)
        if declared is None or declared.opens or declared.machine_only:
            raise Http404
    if request.method == "POST":
        version = posted.get("version", "")
        try:
            posted = with_files(request, who)
            with acting_as(who):
                perform(
                    declared, row.pk, forms.parse(declared.given, posted), who,
                    key=str(posted.get("idempotency_key", ""))[:100] or None,
                    version=int(version) if version.isdigit() else None,
                )  # fmt: skip
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, _("%(act)s: done. %(number)s") % {"act": declared.label, "number": row.number})
            return HttpResponseRedirect(back)
    fields = forms.build(
        declared.given, forms.typed(declared.given, posted), refusal.fields if refusal else {}, who, row
    )
    context = {
        **sheet_context(declared, fields, refusal),
        "title": declared.label,
        "p": row,
        "version": row.version,
        "key": posted.get("idempotency_key") or secrets.token_urlsafe(18),
        "back": back,
    }
    return shown(request, template, context, status=refusal.status if refusal else 200)
