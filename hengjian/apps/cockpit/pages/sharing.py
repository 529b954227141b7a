"""Noting, sending, fixing: small forms whose acts are those of every other way."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hengjian.apps.cockpit.procedures import FigureNote, ScreenSnapshot
from hengjian.apps.cockpit.queries import places
from hengjian.apps.cockpit.rules.asked import OWN
from hengjian.kernel.indicator import indicators
from hengjian.kernel.perform import perform
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, officers
from hengjian.web.preferences import next_page
from hengjian.web.proceeding import invite
from hengjian.web.queries import officer_choices

from . import frame

FIELDS = {
    "annotate": ("cockpit.figure_note.annotate", ("indicator", "code", "since", "until", "text")),
    "send": ("cockpit.figure_note.send_screen", ("indicator", "code", "since", "until", "officer", "text")),
    "fix": ("cockpit.screen_snapshot.fix_screen", ("code", "since", "until", "remark")),
}


@officers
@require_GET
def share(request: Request) -> HttpResponseBase:
    """The link of this screen, and the forms to send it or to fix it as a paper."""
    return _page(request, {}, None)


def _page(request: Request, typed: dict[str, Any], refused: Refusal | None) -> HttpResponse:
    of = frame.asked_of(request)
    indicator = typed.get("indicator") or request.GET.get("indicator", "")
    declared = indicators().get(indicator)
    base = frame.figure_href(indicator, of.code, of) if declared else f"{reverse('cockpit:cockpit')}?{of.query}"
    context = {
        "title": _("Send or fix the screen"), "of": of, "place": places.name(of.code), "indicator": declared, "back": base,
        "link": request.build_absolute_uri(base), "officers": officer_choices(request.principal), "typed": typed,
        "refusal": refused, "key": secrets.token_urlsafe(12),
    }  # fmt: skip
    return render(request, "cockpit/share.html", context, status=refused.status if refused else 200)


@officers
@require_POST
def do(request: Request, verb: str) -> HttpResponseBase:
    """Do one of the room's small acts; what was refused comes back with all that was typed."""
    name, fields = FIELDS[verb]
    given = {field: request.POST[field] for field in fields if request.POST.get(field)}
    try:
        done = perform(name, None, given, request.principal, key=request.POST.get("key") or None)
    except Refusal as refused:
        frame.told(request, {field: given[field] for field in ("code", "since", "until") if field in given})
        return _page(request, given, refused)
    messages.success(request, _("Taken under number %(number)s.") % {"number": done.proceeding.number})
    return HttpResponseRedirect(next_page(request, reverse("web:proceeding", args=[done.proceeding.pk])))


def address_of(indicator: str, code: str, since: Any, until: Any) -> str:
    """Where a note or a snapshot was made."""
    state = f"code={code}&since={since}&until={until}"
    if indicator:
        return f"{reverse('cockpit:figure', args=[indicator])}?{state}"
    return f"{reverse('cockpit:cockpit')}?{state}&span={OWN}"


@invite
def to_screen(row: Any, request: Request) -> tuple[Any, str] | None:
    """From the file of a note or a snapshot back to the screen it is about."""
    if not isinstance(row, FigureNote | ScreenSnapshot) or request.principal.kind != "officer":
        return None
    return gettext_lazy("Open the screen"), address_of(
        getattr(row, "indicator", ""), row.about_code, row.since, row.until
    )


urlpatterns = [
    path("cockpit/share/", share, name="share"),
    path("cockpit/annotate/", do, {"verb": "annotate"}, name="annotate"),
    path("cockpit/send/", do, {"verb": "send"}, name="send"),
    path("cockpit/fix/", do, {"verb": "fix"}, name="fix"),
]
