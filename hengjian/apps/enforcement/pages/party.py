"""当事人案卷: what was served on the party, what it may say and ask, the file that is open to it, what it owes.

The entity comes with its account, a person with the code of the paper and the own identity number.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hengjian.apps.enforcement.procedures import PartySide
from hengjian.apps.enforcement.procedures.sides import WITHHELD
from hengjian.apps.enforcement.queries import sides as queries
from hengjian.kernel import files
from hengjian.kernel.guests import guest_of
from hengjian.kernel.models import Authority
from hengjian.kernel.offers import offers_of
from hengjian.kernel.paper import render as render_paper
from hengjian.kernel.principal import Principal, acting_as
from hengjian.kernel.uploads import media_type
from hengjian.web import guests
from hengjian.web.access import Request, public
from hengjian.web.navigation import Entry

VISITS = guests.Visits("hj_party", "hengjian.enforcement.party", "当事人")
MOST = 50
navigation = [
    Entry("mine", gettext_lazy("My cases"), "/party/", public=True, roles=frozenset({"party"})),
    Entry("services", gettext_lazy("Look up my case"), "/party/look/", public=True),
]


def _to_look() -> HttpResponseBase:
    return HttpResponseRedirect(reverse("enforcement:party-look"))


@public
def look(request: Request) -> HttpResponseBase:
    """Code and identity number; a wrong pair and an unknown one look the same."""
    context: dict[str, Any] = {"title": _("Look up my case"), "code": "", "number": ""}
    if request.method == "POST":
        context |= {"code": request.POST.get("code", "")[:40], "number": request.POST.get("number", "")[:30]}
        who = guest_of(context["code"], context["number"], VISITS.name)
        with acting_as(who):
            found = PartySide.objects.exists()
        if found:
            answer = HttpResponseRedirect(reverse("enforcement:party"))
            VISITS.remember(answer, who)
            return answer
        context["wrong"] = _("There is no case under this code and identity number.")
    return guests.shown(request, "enforcement/party_look.html", context, status=422 if "wrong" in context else 200)


@public
@require_POST
def leave(request: Request) -> HttpResponseBase:
    """Forget the visit in this browser."""
    answer = _to_look()
    VISITS.forget(answer)
    return answer


@public
@require_GET
def mine(request: Request) -> HttpResponseBase:
    """The cases of the party."""
    who = VISITS.visitor(request)
    if who is None:
        return _to_look()
    with acting_as(who):
        rows = list(PartySide.objects.order_by("-opened_at")[:MOST])
    if len(rows) == 1 and not who.user_id:
        return HttpResponseRedirect(reverse("enforcement:party-case", args=[rows[0].pk]))
    return guests.shown(request, "enforcement/party_mine.html", {"title": _("My cases"), "rows": rows})


def _own(pk: int) -> PartySide:
    found: PartySide | None = PartySide.objects.select_related("subject").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@public
@require_GET
def case(request: Request, pk: int) -> HttpResponseBase:
    """One case: papers, rights with their days, payment, the file."""
    who = VISITS.visitor(request)
    if who is None:
        return _to_look()
    with acting_as(who):
        side = _own(pk)
        offers = [o for o in offers_of(side, who) if o.allowed and not o.act.generic]
        view = queries.of_side(side)
        authority = Authority.objects.filter(pk=view.authority_code).first()
    words = dict(WITHHELD)
    context = {
        "title": side.cause_name,
        "p": side,
        "v": view,
        "offers": [o.act for o in offers if _sensible(o.act.verb, view)],
        "authority": authority,
        "today": timezone.localdate(),
        "withheld": [(line["position"], words[line["ground"]], line["reason"]) for line in view.withheld],
        "guest": not who.user_id,
    }
    return guests.shown(request, "enforcement/party.html", context)


def _sensible(verb: str, view: queries.SideView) -> bool:
    """Only what has a sense now is offered; the act itself judges again."""
    told = view.statement_until is not None and view.decided_on is None
    return {
        "speak": told,
        "ask_for_hearing": told and view.hearing_until is not None and view.hearing_until >= timezone.localdate(),
        "ask_reconsideration": view.review_until is not None
        and view.review_until >= timezone.localdate()
        and not any(one.closed_at is None for one in view.reviews),
        "ask_deferral": view.owed is not None and view.owed.left != "0.00" and not view.owed.plan,
    }.get(verb, True)


@public
def act(request: Request, pk: int, verb: str) -> HttpResponseBase:
    """Speak, ask for a hearing, to see the file, for time to pay."""
    who = VISITS.visitor(request)
    if who is None:
        return _to_look()
    back = reverse("enforcement:party-case", args=[pk])
    return guests.act(request, who, lambda: _own(pk), verb, back=back, template="enforcement/party_act.html")


def _side(request: Request, pk: int) -> PartySide:
    who: Principal | None = VISITS.visitor(request)
    if who is None:
        raise Http404
    with acting_as(who):
        return _own(pk)


@public
@require_GET
def paper(request: Request, pk: int, paper: int) -> HttpResponseBase:
    """A paper that was served on the party: the signed file, or what it will say while it is being signed."""
    found = queries.paper_of(_side(request, pk), paper)
    if found is None:
        raise Http404
    return _sent(files.read(found.file_id) if found.file_id else render_paper(found.template, found.data))


@public
@require_GET
def evidence(request: Request, pk: int, position: int) -> HttpResponseBase:
    """The file of a piece of evidence that is open to the party."""
    found = queries.evidence_file(_side(request, pk), position)
    if found is None:
        raise Http404
    return _sent(files.read(found.sha256))


def _sent(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type(content) or "application/octet-stream")
    answer["Cache-Control"] = "no-store"
    return answer
