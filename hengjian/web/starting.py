"""Starting a matter: the form of an act that opens a proceeding, for officers and for parties."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hengjian.kernel.act import Act, openers
from hengjian.kernel.models import Draft
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import ANYONE, APPLICANT, Principal
from hengjian.kernel.procedure import procedures
from hengjian.kernel.refusal import Refusal

from . import forms
from .access import Request, signed_in, user_id
from .proceeding import base_for, draft_key, drafted
from .sheet import sheet_context


def startable(principal: Principal) -> list[Act]:
    """Acts by which this person may open a matter."""
    have = (
        set(principal.roles)
        | ({APPLICANT} if principal.kind == "party" else set())
        | ({ANYONE} if principal.user_id else set())
    )
    mine = [act for act in openers() if act.by & have]
    return [act for act in mine if act.offered_if is None or act.offered_if(None, principal)]


def by_room(acts: list[Act]) -> list[tuple[str, list[Act]]]:
    """Acts under the names of their rooms, in the order of the rooms."""
    rooms = {
        config.label: str(getattr(config, "title", "") or config.verbose_name) for config in apps.get_app_configs()
    }
    found: dict[str, list[Act]] = {}
    for act in acts:
        found.setdefault(act.procedure._meta.app_label, []).append(act)
    return [(title, found[label]) for label, title in rooms.items() if label in found]


@signed_in
def start(request: Request, room: str, procedure: str, verb: str) -> HttpResponseBase:
    """The form, and filing it."""
    kind = procedures().get(f"{room}.{procedure}")
    declared = kind.acts.get(verb) if kind else None
    if declared is None or declared not in startable(request.principal):
        raise Http404
    if request.method == "POST":
        return _file(request, declared)
    values, saved = drafted(request, _draft_of(request, declared))
    values = {**({} if saved else forms.ticked(declared.given)), **_named(request, declared), **values}
    return _form(request, declared, values, None, saved)


def _named(request: Request, declared: Act) -> dict[str, str]:
    """What the link to the form says of its fields."""
    return {name: str(value) for name, value in request.GET.items() if name in declared.given.model_fields}


def _draft_of(request: Request, declared: Act) -> str:
    """Where the draft is kept: each link has its own, as what was typed about one thing says nothing of another."""
    key, named = draft_key(declared.procedure.key, declared.verb), _named(request, declared)
    return f"{key}/{sha256(urlencode(sorted(named.items())).encode()).hexdigest()[:16]}" if named else key


def _file(request: Request, declared: Act) -> HttpResponseBase:
    posted = request.POST
    try:
        posted = forms.with_uploads(request)
        if forms.ANOTHER in posted:
            return _form(request, declared, posted, None, None)
        values = forms.parse(declared.given, posted)
        done = perform(declared, None, values, request.principal, key=request.POST.get("idempotency_key") or None)
    except Refusal as refused:
        return _form(request, declared, posted, refused, None)
    Draft.objects.filter(user_id=user_id(request), key=_draft_of(request, declared)).delete()
    messages.success(request, _("Taken under number %(number)s.") % {"number": done.proceeding.number})
    return HttpResponseRedirect(reverse("web:proceeding", args=[done.proceeding.pk]))


def _form(request: Request, declared: Act, typed: Any, refusal: Refusal | None, saved: Any) -> HttpResponseBase:
    errors = refusal.fields if refusal else {}
    fields = forms.build(
        declared.given, forms.typed(declared.given, typed), errors, request.principal, declared.procedure
    )
    context = {
        **sheet_context(declared, fields, refusal),
        "base": base_for(request),
        "title": declared.label,
        "kind": declared.procedure.label,
        "key": request.POST.get("idempotency_key") or secrets.token_urlsafe(18),
        "draft": f"/drafts/{_draft_of(request, declared)}",
        "saved": saved,
    }
    return render(request, "web/start.html", context, status=refusal.status if refusal else 200)
