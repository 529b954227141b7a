"""Who acts for a firm: the firm's own page for it, and the same in the firm's file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hengjian.apps.registry.queries import staff
from hengjian.kernel.models import Subject
from hengjian.web.access import Request, signed_in, user_id
from hengjian.web.guests import base_of
from hengjian.web.navigation import to_charge_and_own

FEW_FIRMS, MOST_FIRMS = 5, 50


@never_cache
@signed_in
@require_GET
def mine(request: Request) -> HttpResponseBase:
    """The people of every firm one acts or reads for, and what one has been invited to."""
    text = request.GET.get("q", "").strip()[:60]
    context = {
        "title": _("My people"),
        "invitations": staff.invitations(user_id(request)),
        "q": text,
        "searched": bool(text) or len(request.principal.concerns) > FEW_FIRMS,
        "more": max(0, len(request.principal.concerns) - MOST_FIRMS) if not text else 0,
        **_people(request, request.principal.concerns, text),
    }
    return render(request, "registry/people.html", context)


@never_cache
@signed_in
@require_GET
def of_firm(request: Request, pk: int) -> HttpResponseBase:
    """Who may act for one firm: for the officers in charge and for the firm itself."""
    subject = get_object_or_404(Subject, pk=pk)
    if not to_charge_and_own(request, subject):
        raise Http404
    context = {"title": _("Who acts for it"), "subject": subject, **_people(request, (pk,))}
    return render(request, "registry/people.html", context)


def _people(request: Request, subjects: tuple[int, ...], text: str = "") -> dict[str, Any]:
    who = request.principal
    firms = [
        {
            "firm": firm,
            "people": people,
            "manages": firm.pk in who.managed,
            "reads": firm.pk in who.readable,
            "managers": sum(one.role == "operator" and (one.access is None or one.since is not None) for one in people),
        }
        for firm, people in staff.people_of(subjects, text, MOST_FIRMS)
    ]
    return {"base": base_of(request), "firms": firms, "me": user_id(request)}
