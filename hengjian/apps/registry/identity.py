"""The page on which a person sees as whom it is known here, and hands in what another region has found."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, signed_in, user_id
from hengjian.web.proceeding import base_for

from .actions.identity import accept
from .models import IdentityResult


@never_cache
@signed_in
def identity(request: Request) -> HttpResponseBase:
    """Whom the user has been found to be, by which service; a statement of another region is taken over here."""
    context: dict[str, Any] = {"title": _("My identity"), "base": base_for(request)}
    status = 200
    if request.method == "POST":
        context["typed"] = request.POST.get("assertion", "").strip()
        try:
            accept(context["typed"], request.principal)
        except Refusal as refusal:
            context["refusal"], status = refusal, refusal.status
        else:
            messages.success(request, _("Your identity is known here now."))
            return HttpResponseRedirect(reverse("registry:identity"))
    context["found"] = list(IdentityResult.objects.filter(user_id=user_id(request)).order_by("-checked_at"))
    return render(request, "registry/identity.html", context, status=status)
