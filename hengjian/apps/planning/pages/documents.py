"""The register of normative documents in force on a day, and drafts on which everybody may say something."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from hengjian.apps.planning.actions.documents import MOST_COMMENT, take_comment
from hengjian.apps.planning.models import NormativeText
from hengjian.apps.planning.queries import documents
from hengjian.apps.planning.rules.documents import FIELDS, in_force
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, public
from hengjian.web.navigation import Entry
from hengjian.web.queries import authority_choices

from .frame import asked, paged, shown

navigation = [
    Entry("record", gettext_lazy("Normative documents"), "/documents/", public=True),
    Entry("services", gettext_lazy("Drafts open to comments"), "/documents/drafts/", public=True),
]


def _day(text: str) -> Any:
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


@public
@require_GET
def register(request: Request) -> HttpResponseBase:
    """What is in force today or was on any day; all that was ever issued if asked for."""
    typed = asked(request, "q", "field", "place", "on", "all")
    day = _day(typed["on"]) or timezone.localdate()
    field = typed["field"] if typed["field"] in dict(FIELDS) else ""
    place = typed["place"] if typed["place"].isdigit() else ""
    narrow = (place, field, typed["q"])
    rows = documents.register(*narrow) if typed["all"] else documents.in_force(day, *narrow)
    page = paged(request, rows.defer("text"))
    page["rows"] = [{"d": d, "in_force": in_force(d.since, d.until, d.repealed_on, day)} for d in page["rows"]]
    places = [(code, name) for code, name in authority_choices(None) if len(code) <= 6]
    context = {
        **page,
        "title": _("Normative documents"),
        "day": day,
        "fields": FIELDS,
        "places": places,
        "asked": typed,
    }
    return shown(request, "planning/documents.html", context)


@public
@require_GET
def document(request: Request, pk: int) -> HttpResponseBase:
    """One document: text, number, from and until when it is in force, where it was filed."""
    found = get_object_or_404(NormativeText, pk=pk)
    today = timezone.localdate()
    context = {
        "title": found.title,
        "d": found,
        "in_force": in_force(found.since, found.until, found.repealed_on, today),
        "coming": today < found.since,
        "lines": found.text.splitlines(),
    }
    return shown(request, "planning/document.html", context)


@public
@require_GET
def drafts(request: Request) -> HttpResponseBase:
    """Drafts on which everybody may comment now."""
    context = {"title": _("Drafts open to comments"), **paged(request, documents.drafts())}
    return shown(request, "planning/drafts.html", context)


@public
@require_http_methods(["GET", "POST"])
def draft(request: Request, pk: int) -> HttpResponseBase:
    """One draft and the form to comment on it, without an account."""
    found = get_object_or_404(documents.drafts(), pk=pk)
    refusal: Refusal | None = None
    text = str(request.POST.get("text", ""))[: MOST_COMMENT * 2]
    if request.method == "POST":
        try:
            take_comment(found.body["draft"]["document"], text, timezone.localdate())
            return HttpResponseRedirect(f"{request.path}?said=1")
        except Refusal as refused:
            refusal = refused
    context = {
        "title": found.body["name"],
        "d": found,
        "lines": str(found.body["content"]).splitlines(),
        "said": request.GET.get("said") == "1",
        "text": text,
        "most": MOST_COMMENT,
        "refusal": refusal,
    }
    return shown(request, "planning/draft.html", context, status=refusal.status if refusal else 200)


urlpatterns = [
    path("documents/", register, name="documents"),
    path("documents/<int:pk>/", document, name="document"),
    path("documents/drafts/", drafts, name="drafts"),
    path("documents/drafts/<int:pk>/", draft, name="draft"),
]
