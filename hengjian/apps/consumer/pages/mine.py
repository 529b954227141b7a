"""Looking up one's own by query code and phone: where it stands, what one may do, papers, rating, review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hengjian.apps.consumer.actions.afterwards import Rated, ReviewAsked, rate
from hengjian.apps.consumer.procedures import Complaint, ComplaintReview
from hengjian.apps.consumer.queries.access import guest_of
from hengjian.kernel import files
from hengjian.kernel.given import parse
from hengjian.kernel.models import Authority, Paper, Proceeding
from hengjian.kernel.offers import offers_of
from hengjian.kernel.paper import render as render_paper
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import Principal, acting_as
from hengjian.kernel.procedure import Procedure, concrete_all
from hengjian.kernel.refusal import Refusal
from hengjian.web import forms, guests, queries
from hengjian.web.access import Request, public
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import load, steps, timeline

from .visitor import VISITS, remember, shown, visitor

MOST = 50
navigation = [Entry("services", gettext_lazy("Look up my complaint"), "/complain/look/", public=True)]


@public
def look(request: Request) -> HttpResponseBase:
    """Query code and phone; a wrong pair and an unknown one look the same."""
    context: dict[str, Any] = {"title": _("Look up my complaint"), "code": "", "phone": ""}
    if request.method == "POST":
        context |= {"code": request.POST.get("code", "")[:40], "phone": request.POST.get("phone", "")[:30]}
        who = guest_of(context["code"], context["phone"])
        with acting_as(who):
            found = Proceeding.objects.exists()
        if found:
            answer = HttpResponseRedirect(reverse("consumer:mine"))
            remember(answer, who)
            return answer
        context["wrong"] = _("Nothing was filed under this code and phone.")
    return shown(request, "consumer/look.html", context, status=422 if "wrong" in context else 200)


@public
@require_POST
def leave(request: Request) -> HttpResponseBase:
    """Forget the visit in this browser."""
    answer = HttpResponseRedirect(reverse("consumer:look"))
    VISITS.forget(answer)
    return answer


def _to_look() -> HttpResponseBase:
    return HttpResponseRedirect(reverse("consumer:look"))


@public
@require_GET
def mine(request: Request) -> HttpResponseBase:
    """Everything filed under this code, or by this account."""
    who = visitor(request)
    if who is None:
        return _to_look()
    with acting_as(who):
        rows = Proceeding.objects.filter(procedure__startswith="consumer.").order_by("-opened_at")
        found = concrete_all(list(rows[:MOST]))
    if len(found) == 1:
        return HttpResponseRedirect(reverse("consumer:matter", args=[found[0].pk]))
    title = _("Complaints that concern me") if who.subjects else _("What I have filed")
    return shown(request, "consumer/mine.html", {"title": title, "rows": found})


@public
@require_GET
def matter(request: Request, pk: int) -> HttpResponseBase:
    """One filing: where it stands, until when, what one may do, the whole record."""
    who = visitor(request)
    if who is None:
        return _to_look()
    with acting_as(who):
        context = _context(_own(pk), who)
    return shown(request, "consumer/matter.html", context)


def _own(pk: int) -> Procedure:
    row = load(pk)
    if not row.key.startswith("consumer."):
        raise Http404
    return row


def _context(row: Any, who: Principal, typed: Any = None, refusal: Refusal | None = None) -> dict[str, Any]:
    offers = [o for o in offers_of(row, who) if o.allowed and (not o.act.generic or o.act.verb == "supply")]
    papers = list(row.papers.defer("data").order_by("-pk"))
    record = timeline(queries.acts_of(row), row)
    for entry in record:
        entry.papers = []  # they stand beside, under an address that the code opens
    rated = isinstance(row, Complaint) and row.stage.final
    errors = refusal.fields if refusal else {}
    rating_fields = forms.build(Rated, typed, errors) if rated and row.stars is None else []
    review_field = next(f for f in forms.build(ReviewAsked, typed, errors) if f.name == "why")
    return {
        "title": row.title,
        "p": row,
        "kind": row.label,
        "steps": steps(row),
        "facts": row.facts(),
        "offers": sorted(offers, key=lambda o: not o.act.favourable),  # what ends it well comes first
        "timeline": record,
        "papers": papers,
        "evidence": list(row.evidence.order_by("pk")),
        "authority": Authority.objects.filter(pk=row.code).first(),
        "can_rate": rated and row.stars is None,
        "stars": "★" * row.stars if rated and row.stars else "",
        "can_review": rated and not ComplaintReview.objects.filter(complaint_id=row.pk).exists(),
        "rating": rating_fields,
        "review": review_field,
        "refusal": refusal,
        "bad": forms.labels([*rating_fields, review_field], errors),
    }


@public
def act(request: Request, pk: int, verb: str) -> HttpResponseBase:
    """One act on one's own filing: the form, and doing it."""
    who = visitor(request)
    if who is None:
        return _to_look()
    back = reverse("consumer:matter", args=[pk])
    return guests.act(request, who, lambda: _own(pk), verb, back=back, template="consumer/act.html")


@public
@require_POST
def rating(request: Request, pk: int) -> HttpResponseBase:
    """How content the person was."""
    who = visitor(request)
    if who is None:
        return _to_look()
    typed = forms.typed(Rated, request.POST)
    try:
        given = parse(Rated, forms.parse(Rated, request.POST), _("The rating was not taken."))
        with acting_as(who):
            row = _own(pk)
            if not isinstance(row, Complaint):
                raise Http404
            rate(row, given, who)
        messages.success(request, _("Thank you."))
    except Refusal as refused:
        return _refused(request, who, pk, typed, refused)
    return HttpResponseRedirect(reverse("consumer:matter", args=[pk]))


@public
@require_POST
def review(request: Request, pk: int) -> HttpResponseBase:
    """Ask another officer to look at how it was handled."""
    who = visitor(request)
    if who is None:
        return _to_look()
    given: dict[str, Any] = {"complaint": pk, "why": request.POST.get("why", "")}
    try:
        with acting_as(who):
            perform("consumer.complaint_review.ask_review", None, given, who)
        messages.success(request, _("Your review has been asked for."))
    except Refusal as refused:
        return _refused(request, who, pk, given, refused)
    return HttpResponseRedirect(reverse("consumer:matter", args=[pk]))


def _refused(request: Request, who: Principal, pk: int, typed: Any, refusal: Refusal) -> HttpResponseBase:
    """The page again with what was typed and what is wrong with it."""
    with acting_as(who):
        context = _context(_own(pk), who, typed, refusal)
    return shown(request, "consumer/matter.html", context, status=refusal.status)


@public
@require_GET
def paper(request: Request, pk: int) -> HttpResponseBase:
    """A paper of one's own: the signed file, or what it will say while it is being signed."""
    who = visitor(request)
    if who is None:
        return _to_look()
    with acting_as(who):
        found = Paper.objects.filter(pk=pk).first()
        if found is None:
            raise Http404
        content = files.read(found.file_id) if found.file_id else render_paper(found.template, found.data)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Cache-Control"] = "no-store"
    return answer
