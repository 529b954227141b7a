"""Looking behind a mask, with a reason, entered in the ledger; and the keys by which a user's programs sign in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hengjian.kernel import tokens
from hengjian.kernel.models import ApiToken, User
from hengjian.kernel.refusal import Refusal
from hengjian.kernel.unmask import masked_fields, unmask

from .access import Request, officers, signed_in, user_id
from .proceeding import base_for, load

MOST_KEYS = 20


@never_cache
@officers
def personal(request: Request, pk: int) -> HttpResponseBase:
    """Ask for the reason, then show the personal data once."""
    row = load(pk)
    if not masked_fields(row):
        raise Http404
    context: dict[str, Any] = {
        "p": row,
        "reason": request.POST.get("reason", ""),
        "fields": [f.verbose_name for f in masked_fields(row)],
    }
    status = 200
    if request.method == "POST":
        try:
            context["shown"] = unmask(row, context["reason"], request.principal)
        except Refusal as refusal:
            context["refusal"], status = refusal, refusal.status
    return render(request, "web/personal.html", context, status=status)


@never_cache
@signed_in
def keys(request: Request) -> HttpResponseBase:
    """The user's API keys: make one, see it once, revoke it."""
    own = ApiToken.objects.filter(user_id=user_id(request)).order_by("-pk")
    context: dict[str, Any] = {"base": base_for(request), "scopes": (ApiToken.READ, ApiToken.ACT)}
    if request.method == "POST" and "revoke" in request.POST:
        own.filter(pk=_number(request.POST["revoke"]), revoked_at=None).update(revoked_at=timezone.now())
        messages.success(request, _("The key is revoked."))
        return HttpResponseRedirect(reverse("web:keys"))
    if request.method == "POST":
        name, scopes = request.POST.get("name", "").strip()[:60], request.POST.getlist("scopes")
        wrong = _wrong(name, scopes, own.filter(revoked_at=None).count())
        context |= {"wrong": wrong, "typed": name}
        if not wrong:
            user = User.objects.get(pk=user_id(request))
            context["made"] = tokens.issue(user, name, set(scopes) & set(context["scopes"]))
    return render(request, "web/keys.html", context | {"keys": own}, status=422 if context.get("wrong") else 200)


def _wrong(name: str, scopes: list[str], many: int) -> str:
    if many >= MOST_KEYS:
        return _("You have %(count)d keys; revoke one first.") % {"count": many}
    if not name:
        return _("Give the key a name that tells what uses it.")
    return "" if set(scopes) & {ApiToken.READ, ApiToken.ACT} else _("Choose what the key may do.")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
