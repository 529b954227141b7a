"""Objecting to an announcement without an account, and asking what became of it, by code and phone."""

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hengjian.apps.registry import queries
from hengjian.apps.registry.actions.objections import EFFECTS
from hengjian.apps.registry.procedures import Objection
from hengjian.kernel.given import parse
from hengjian.kernel.models import Disclosure
from hengjian.kernel.perform import perform
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import NotAllowed, Refusal
from hengjian.web import forms
from hengjian.web.access import Request, public

MOST_AN_HOUR = 20  # tries from one address: a person needs one or two
HOUR = 3600


@never_cache
@public
def object_to(request: Request, pk: int) -> HttpResponseBase:
    """The form on which anybody objects; what is asked is shown until it is sent, then the code to ask by."""
    shown = Disclosure.objects.select_related("subject").filter(pk=pk, kind__in=EFFECTS).first()
    if shown is None or not queries.objection_link(shown)[0]:
        raise Http404
    given = Objection.acts["file_without_account"].given
    typed: dict[str, Any] = forms.parse(given, request.POST) if request.method == "POST" else {}
    context: dict[str, Any] = {"title": _("Object to an announcement"), "shown": shown, "given": typed}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _not_too_often(request)
            values = parse(given, typed | {"announcement": shown.pk}, _("The objection was not taken."))
            with acting_as(CLOCKWORK) as machine:
                done = perform("registry.objection.file_without_account", None, values, machine)
                context["row"] = Objection.objects.get(pk=done.proceeding.pk)
        except Refusal as found:
            refusal = found
    fields = [f for f in forms.build(given, typed, refusal.fields if refusal else {}) if f.name != "announcement"]
    context |= {"refusal": refusal, "fields": fields, "bad": forms.labels(fields, refusal.fields) if refusal else []}
    return render(request, "registry/objecting.html", context, status=refusal.status if refusal else 200)


@never_cache
@public
def objection(request: Request) -> HttpResponseBase:
    """What became of an objection, for whoever knows its code and the phone it was filed with."""
    code, phone = request.POST.get("code", "").strip().upper(), request.POST.get("phone", "").strip()
    found, refusal = None, None
    if request.method == "POST":
        try:
            _not_too_often(request)
        except Refusal as often:
            refusal = often
        with acting_as(CLOCKWORK):
            rows = Objection.objects.filter(inquiry_code=code).exclude(inquiry_code="")
            found = rows.filter(phone_print=fingerprint(phone)).first() if refusal is None else None
            told = {"stage": found.stage.label, "answer": found.answer, "row": found} if found else None
    else:
        told = None
    context: dict[str, Any] = {"title": _("What became of my objection?"), "told": told, "code": code, "phone": phone}
    context |= {"refusal": refusal, "missed": request.method == "POST" and found is None and refusal is None}
    return render(request, "registry/objection.html", context, status=refusal.status if refusal else 200)


def _not_too_often(request: Request) -> None:
    """So that nobody tries codes one after the other, or drowns an office in objections."""
    key = f"objecting:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, HOUR)
    if cache.incr(key) > MOST_AN_HOUR:
        raise NotAllowed(
            _("The objection was not taken."),
            fact=_("Too many tries came from your address within an hour."),
            remedy=_("Try again later, sign in, or go to the registration authority."),
        )
