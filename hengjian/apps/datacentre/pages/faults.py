"""Saying that data are wrong, with or without an account, and reading the answer by a code."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hengjian.apps.datacentre.actions.corrections import DataFault
from hengjian.apps.datacentre.procedures import DataCorrection
from hengjian.kernel.guests import LENGTH, folded, guest_of, new_code
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import acting_as
from hengjian.kernel.refusal import Refusal
from hengjian.web import forms
from hengjian.web.access import Request, public
from hengjian.web.navigation import View
from hengjian.web.proceeding import base_for

views = [View(gettext_lazy("Say that data are wrong"), "/open-data/fault/?subject={}")]


@never_cache
@public
@require_http_methods(["GET", "POST"])
def fault(request: Request) -> HttpResponseBase:
    """The form. Who has no account is given a code by which the answer is read; no name is asked."""
    who, code, refusal = request.principal, "", None
    typed: Any = request.POST if request.method == "POST" else request.GET
    if request.method == "POST":
        values = forms.parse(DataFault, typed)
        if who.kind == "public":
            code = str(typed.get("code", "")) if len(folded(str(typed.get("code", "")))) == LENGTH else new_code()
            who = guest_of(code, "", "社会公众")
        try:
            with acting_as(who):
                done = perform(
                    "datacentre.data_correction.report_fault", None, values, who,
                    key=str(typed.get("idempotency_key", ""))[:100] or None,
                )  # fmt: skip
        except Refusal as caught:
            refusal = caught
        else:
            words = _("Taken under number %(number)s.") % {"number": done.proceeding.number}
            messages.success(request, words)
            if not code:
                return HttpResponseRedirect(reverse("web:proceeding", args=[done.proceeding.pk]))
            return HttpResponseRedirect(f"{reverse('datacentre:answer')}?code={code}")
    return _form(request, typed, refusal)


def _form(request: Request, typed: Any, refusal: Refusal | None) -> HttpResponseBase:
    known = {name: value for name, value in typed.items() if name in DataFault.model_fields}
    about = _about(known)
    # A record or subject that is known by its number needs no place, and the reverse.
    hidden = [name for name in ("disclosure", "subject") if name in known or name == "disclosure" or not about]
    hidden += ["place"] if about else []
    fields = forms.build(DataFault, forms.parse(DataFault, known), refusal.fields if refusal else {}, request.principal)
    context = {
        "base": base_for(request), "title": _("Say that data are wrong"), "about": about, "refusal": refusal,
        "fields": [one for one in fields if one.name not in hidden],
        "hidden": [one for one in fields if one.name in hidden and one.value],
        "key": typed.get("idempotency_key") or secrets.token_urlsafe(18), "code": typed.get("code") or new_code(),
    }  # fmt: skip
    return render(request, "datacentre/fault.html", context, status=refusal.status if refusal else 200)


def _about(known: dict[str, Any]) -> str:
    """What the form is about, where it was opened from a record or a subject."""
    number = {name: str(known.get(name, "")) for name in ("disclosure", "subject")}
    asked = {
        name: int(value) for name, value in number.items() if value.isascii() and value.isdigit() and len(value) < 18
    }
    if "disclosure" in asked:
        shown = Disclosure.objects.standing().filter(pk=asked["disclosure"]).first()
        return shown.title if shown else ""
    subject = Subject.objects.filter(pk=asked["subject"]).first() if "subject" in asked else None
    return subject.name if subject else ""


@never_cache
@public
def answer(request: Request) -> HttpResponseBase:
    """What became of it, for whoever has the code."""
    code = str(request.POST.get("code") or request.GET.get("code", ""))[:40]
    rows: list[DataCorrection] = []
    if len(folded(code)) == LENGTH:
        with acting_as(guest_of(code, "", "社会公众")):
            rows = list(DataCorrection.objects.order_by("-pk")[:20])
    shown = [{"r": row, "state": row.stage.label} for row in rows]
    context = {"base": base_for(request), "title": _("What became of it"), "code": code, "rows": shown}
    return render(request, "datacentre/answer.html", context)


urlpatterns = [
    path("open-data/fault/", fault, name="fault"),
    path("open-data/answer/", answer, name="answer"),
]
