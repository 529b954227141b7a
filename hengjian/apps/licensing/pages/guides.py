"""Public pages: the list of permits, a matter's guide on screen and on paper, which permits a business needs."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.models import MODES, LifeEvent, PermitItem
from hengjian.kernel.divisions import NATION
from hengjian.kernel.models import Subject
from hengjian.kernel.paper import render as render_paper
from hengjian.web.access import Request, public
from hengjian.web.queries import division_choices


def base_of(request: Request) -> str:
    return "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html"


@public
@require_GET
def items(request: Request) -> HttpResponseBase:
    """The list, dated and with its edition, whole on one page; what is not on it cannot be demanded."""
    asked = {key: request.GET.get(key, "").strip()[:40] for key in ("q", "mode", "whose")}
    rows = PermitItem.objects.order_by("-own", "pk")
    if asked["q"]:
        rows = queries.search_items(rows, asked["q"])
    if asked["mode"] in dict(MODES):
        rows = rows.filter(mode=asked["mode"])
    if asked["whose"]:
        rows = rows.filter(own=asked["whose"] == "own")
    context = {
        "base": base_of(request),
        "title": _("List of business permits"),
        "items": list(rows),
        "asked": asked,
        "modes": MODES,
        "list_of": PermitItem.objects.order_by("pk").first(),
        "events": list(LifeEvent.objects.order_by("pk")),
    }
    return render(request, "licensing/items.html", context)


def _place(request: Request) -> str:
    known = [code for code, _label in division_choices()]
    asked = request.GET.get("division", "")
    own = request.principal.authority_code
    return asked if asked in known else own if own in known else (known[0] if known else NATION)


@public
@require_GET
def item(request: Request, code: str) -> HttpResponseBase:
    """The service guide of a matter at one place."""
    found = get_object_or_404(PermitItem, pk=code.upper())
    division = _place(request)
    guide = queries.guide_for(found, queries.authority_for(found, division))
    context = {"base": base_of(request), "title": found.name, "g": guide, "division": division}
    return render(request, "licensing/guide.html", {**context, "places": division_choices()})


@public
@require_GET
def guide_paper(request: Request, code: str) -> HttpResponseBase:
    """The guide as a PDF to print."""
    found = get_object_or_404(PermitItem, pk=code.upper())
    guide = queries.guide_for(found, queries.authority_for(found, _place(request)))
    if not guide.published:
        raise Http404
    with override("zh-hans"):
        guide = queries.guide_for(found, queries.authority_for(found, _place(request)))
        pdf = render_paper("licensing.guide", queries.guide_as_paper(guide))
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="guide-{found.pk}.pdf"'
    return answer


@public
@require_GET
def needed(request: Request) -> HttpResponseBase:
    """Which permits the business scope calls for, which are held, and how to get the others."""
    pk = request.GET.get("subject", "")
    subject = Subject.objects.filter(pk=int(pk)).first() if pk.isdigit() and len(pk) < 18 else None
    codes = [c for c in request.GET.get("scope", "").replace("，", ",").split(",") if c][:50]
    chosen = request.GET.getlist("code")[:50]
    word = request.GET.get("q", "").strip()[:40]
    context = {
        "base": base_of(request),
        "title": _("Which permits do I need?"),
        "subject": subject,
        "word": word,
        "found": queries.scope_with_permit(word) if word else [],
        "chosen": chosen,
        "rows": queries.needed_by(subject, [*codes, *chosen]),
        "asked": bool(subject or codes or chosen),
    }
    return render(request, "licensing/needed.html", context)
