"""我的企业: what is held about the person's enterprises, what they have filed, what they are asked for."""

from __future__ import annotations

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.kernel.models import Notice, Paper, Subject
from hengjian.web.access import Request, signed_in, user_id
from hengjian.web.cells import procedure_label
from hengjian.web.lists import state_label
from hengjian.web.starting import by_room, startable

from . import queries


@signed_in
def mine(request: Request) -> HttpResponseBase:
    """Enterprises, filings, papers and what waits for an answer."""
    filings = queries.filings(request.principal)
    for row in filings:
        row.kind_label, row.state_label = procedure_label(row), state_label(row)  # type: ignore[attr-defined]
    papers = Paper.objects.filter(proceeding_id__in=[f.pk for f in filings]).defer("data").order_by("-pk")[:50]
    context = {
        "title": _("My enterprise"),
        "subjects": Subject.objects.filter(pk__in=request.principal.concerns).order_by("name"),
        "filings": filings,
        "asked": [f for f in filings if f.held == "supplement" and f.closed_at is None],
        "papers": papers,
        "starts": by_room(startable(request.principal)),
        "notices": Notice.objects.filter(user_id=user_id(request)).order_by("-at")[:5],
    }
    return render(request, "portal/mine.html", context)


@signed_in
def inbox(request: Request) -> HttpResponseBase:
    """All notices."""
    own = Notice.objects.filter(user_id=user_id(request))
    if request.method == "POST":
        own.filter(read_at=None).update(read_at=timezone.now())
        return HttpResponseRedirect(reverse("portal:inbox"))
    return render(request, "portal/inbox.html", {"title": _("Notices"), "notices": own.order_by("-at")[:100]})
