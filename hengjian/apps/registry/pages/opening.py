"""Opening a business as a guided interview: one question after the other, on a phone and on a self-service terminal."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.actions.opening import OneForm
from hengjian.kernel.given import parse
from hengjian.kernel.models import Draft
from hengjian.kernel.perform import perform
from hengjian.kernel.personal import mask_id, mask_phone
from hengjian.kernel.refusal import Refusal
from hengjian.web import forms
from hengjian.web.access import Request, signed_in, user_id
from hengjian.web.proceeding import draft_key, drafted

ACT = "registry.opening.open_business"
# The same draft as the whole form, so that one may go over to it at any moment.
KEY = draft_key("registry.opening", "open_business")
TERMINAL_SECONDS = 300
MASKS = {"id_number": mask_id, "phone": mask_phone}
STEPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("Who are you?"), ("operator", "id_number", "phone", "composition")),
    (gettext_lazy("What shall it be called?"), ("division", "name")),
    (gettext_lazy("Where will it be?"), ("premises",)),
    (gettext_lazy("What will it do?"), ("scope",)),
    (
        gettext_lazy("What do you need besides?"),
        ("seal_maker", "taxpayer", "staff", "fund", "branch", "event", "category"),
    ),
    (gettext_lazy("Is all of this right?"), ("promise",)),
)


def fields_of(step: int) -> tuple[str, ...]:
    """The fields asked in a step; what no step names is asked where the business is described."""
    named = {name for _title, names in STEPS for name in names}
    rest = tuple(name for name in OneForm.model_fields if name not in named)
    own = tuple(name for name in STEPS[step][1] if name in OneForm.model_fields)
    return own + rest if step == len(STEPS) - 3 else own


@signed_in
def terminal(request: Request) -> HttpResponseBase:
    """Begin at a self-service terminal: large, alone on the screen, and signed out after five idle minutes."""
    request.session["terminal"] = True
    request.session.set_expiry(TERMINAL_SECONDS)
    return HttpResponseRedirect(reverse("registry:interview", args=[1]))


@signed_in
def interview(request: Request, step: int) -> HttpResponseBase:
    """One step: ask, check what was said as far as one can, go on; send with the last."""
    if not 1 <= step <= len(STEPS):
        raise Http404
    if request.method == "POST":
        return _said(request, step)
    values, saved = drafted(request, KEY)
    return _show(request, step, values, None, saved)


def _said(request: Request, step: int) -> HttpResponseBase:
    names = fields_of(step - 1)
    before, _saved = drafted(request, KEY)
    now = {n: v for n, v in forms.parse(OneForm, request.POST).items() if n in names}
    values: Any = {n: v for n, v in before.items() if n not in names} | now
    Draft.objects.update_or_create(user_id=user_id(request), key=KEY, defaults={"values": values})
    if request.POST.get("go") == "back":
        return HttpResponseRedirect(reverse("registry:interview", args=[max(1, step - 1)]))
    refusal = _wrong(names, values)
    if refusal is not None:
        return _show(request, step, values, refusal, None)
    if step < len(STEPS):
        return HttpResponseRedirect(reverse("registry:interview", args=[step + 1]))
    return _send(request, values)


def _wrong(names: tuple[str, ...], values: dict[str, Any]) -> Refusal | None:
    """What is wrong with the answers of this step; the rest is not looked at yet."""
    what = _("Please look at this again.")
    try:
        parse(OneForm, values, what)
    except Refusal as refusal:
        mine = {name: text for name, text in refusal.fields.items() if name.partition(".")[0] in names}
        if mine:
            return Refusal(what, fields=mine)
    if "name" in names and values.get("name") and values.get("division"):
        try:
            checked = queries.check_name(str(values["name"]), str(values["division"]), kind="individual_business")
            checked.finding.require(what)
            checked.taken.require(what)
        except Refusal as refusal:
            return refusal
    return None


def _send(request: Request, values: dict[str, Any]) -> HttpResponseBase:
    key = request.POST.get("idempotency_key") or None
    try:
        done = perform(ACT, None, values, request.principal, key=key)
    except Refusal as refusal:
        first = next((n for n in range(len(STEPS)) if set(fields_of(n)) & set(refusal.fields)), len(STEPS) - 1)
        return _show(request, first + 1, values, refusal, None)
    Draft.objects.filter(user_id=user_id(request), key=KEY).delete()
    messages.success(request, _("Taken under number %(number)s.") % {"number": done.proceeding.number})
    return HttpResponseRedirect(reverse("web:proceeding", args=[done.proceeding.pk]))


def _show(request: Request, step: int, values: Any, refusal: Refusal | None, saved: Any) -> HttpResponseBase:
    names = fields_of(step - 1)
    typed = forms.parse(OneForm, values)
    built = forms.build(OneForm, typed, refusal.fields if refusal else {}, request.principal)
    fields = [f for f in built if f.name in names]
    context = {
        "title": STEPS[step - 1][0],
        "step": step,
        "steps": [
            {"label": title, "mark": "done" if n < step else "now" if n == step else "", "n": n}
            for n, (title, _names) in enumerate(STEPS, 1)
        ],
        "last": step == len(STEPS),
        "fields": fields,
        "refusal": refusal,
        "bad": forms.labels(fields, refusal.fields) if refusal else [],
        "said": [(f.label, _words(f)) for f in built if f.value and f.name not in names] if step == len(STEPS) else [],
        "key": request.POST.get("idempotency_key") or secrets.token_urlsafe(18),
        "draft": f"/drafts/{KEY}",
        "saved": saved,
        "terminal": request.session.get("terminal", False),
        "whole": reverse("web:start", args=["registry", "opening", "open_business"]),
    }
    return render(request, "registry/interview.html", context, status=refusal.status if refusal else 200)


def _words(field: forms.FormField) -> Any:
    """What was answered, in words; numbers of the person masked, as somebody may stand behind."""
    if field.kind in MASKS:
        return MASKS[field.kind](str(field.value))
    if field.kind == "check":
        return _("yes")
    if field.rows_of:
        return "；".join(label for _value, label in field.rows_of)
    return dict(field.choices).get(field.value, field.value)
