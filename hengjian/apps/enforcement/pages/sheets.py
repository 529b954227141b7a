"""文书: the papers of the set that may be issued now, and a form for each made from its elements and their articles."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hengjian.apps.enforcement.actions import sheets as acts
from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.rules.papers import Sheet
from hengjian.kernel.law import LawOn, cite
from hengjian.kernel.perform import perform
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, officers
from hengjian.web.proceeding import invite
from hengjian.web.queries import choose_with


def _english() -> bool:
    return (get_language() or "").startswith("en")


def title_of(sheet: Sheet) -> str:
    """The paper's name in the reader's language."""
    return sheet.en if _english() else sheet.zh


@officers
@require_GET
def papers(request: Request, pk: int) -> HttpResponseBase:
    """What may be issued at this stage, and what was issued."""
    row = get_object_or_404(Case, pk=pk)
    issued = list(row.papers.defer("data").order_by("-pk"))
    context = {
        "title": _("Papers of the case"),
        "p": row,
        "sheets": [(one.id, title_of(one), one.internal) for one in acts.by_hand(row)],
        "issued": issued,
    }
    return render(request, "enforcement/sheets.html", context)


@officers
def sheet(request: Request, pk: int, sheet: str) -> HttpResponseBase:
    """The form of one paper: what the case holds is shown, the rest is typed beside its article."""
    row = get_object_or_404(Case.objects.select_related("subject"), pk=pk)
    chosen = next((one for one in acts.by_hand(row) if one.id == sheet), None)
    if chosen is None:
        raise Http404
    refusal: Refusal | None = None
    if request.method == "POST":
        key = request.POST.get("idempotency_key", "")[:100] or None
        try:
            perform(Case.acts["issue_paper"], pk, _given(request, chosen), request.principal, key=key)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("%(paper)s was issued.") % {"paper": title_of(chosen)})
            return HttpResponseRedirect(reverse("enforcement:sheets", args=[pk]))
    known = acts.held(row, LawOn(row.law_on))
    fields = [_field(e, known, request, refusal) for e in chosen.elements]
    context = {
        "title": title_of(chosen),
        "p": row,
        "sheet": chosen,
        "fields": [one for one in fields if not one["held"]],
        "held": [one for one in fields if one["held"]],
        "refusal": refusal,
        "to": request.POST.get("to", ""),
        "key": request.POST.get("idempotency_key") or secrets.token_urlsafe(18),
    }
    return render(request, "enforcement/sheet.html", context, status=refusal.status if refusal else 200)


def _given(request: Request, chosen: Sheet) -> dict[str, Any]:
    typed = [{"key": e.key, "text": request.POST.get(f"e-{e.key}", "")} for e in chosen.elements]
    return {"sheet": chosen.id, "to": request.POST.get("to", ""), "elements": [t for t in typed if t["text"].strip()]}


def _field(element: Any, known: dict[str, Any], request: Request, refusal: Refusal | None) -> dict[str, Any]:
    value = known.get(element.key, "")
    return {
        "name": f"e-{element.key}",
        "label": element.en if _english() else element.zh,
        "article": cite(element.article),
        "held": value if isinstance(value, list) else [value] if value else [],
        "value": request.POST.get(f"e-{element.key}", ""),
        "rows": 4 if element.many else 2,
        "many": element.many,
        "fault": refusal.fields.get(element.key, "") if refusal else "",
    }


@invite
def to_the_papers(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From the file of a case to the papers that may be issued."""
    if not isinstance(row, Case) or row.stage.final or request.principal.officer_id is None:
        return None
    return _("Issue a paper"), reverse("enforcement:sheets", args=[row.pk])


def _choices(values: Any, who: Any, about: Any) -> list[tuple[str, str]]:
    """The papers that may be issued at the stage of the case."""
    return [(one.id, title_of(one)) for one in acts.by_hand(about)] if isinstance(about, Case) else []


choose_with("case_sheet", _choices)
