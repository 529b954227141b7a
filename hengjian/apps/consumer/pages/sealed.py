"""The page on which a head opens a sealed identity: the act first, then what it opened, shown once and kept nowhere."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from hengjian.apps.consumer.procedures import Report
from hengjian.apps.consumer.queries.sealed import opened
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, forbidden, officers

from .visitor import shown


@officers
def unseal(request: Request, pk: int) -> HttpResponseBase:
    """Say why, then see it once; the authority above and the informant are told."""
    if Role.HEAD not in request.principal.roles:
        return forbidden(request)
    row = Report.objects.filter(pk=pk, inside=True).first()
    if row is None:
        raise Http404
    context: dict[str, Any] = {
        "title": _("The sealed identity"), "p": row, "reason": request.POST.get("reason", ""),
        "key": request.POST.get("idempotency_key") or secrets.token_urlsafe(18),
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        try:
            given = {"reason": context["reason"]}
            perform("consumer.report.unseal", pk, given, request.principal, key=context["key"][:100])
            context["found"] = opened(pk, request.principal)
        except Refusal as refused:
            context["refusal"], status = refused, refused.status
    return shown(request, "consumer/unseal.html", context, status)
