"""Pages of acting on many rows: what is offered, the shared form, how far it is and what became of each row."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hengjian.kernel.act import Act
from hengjian.kernel.given import parse
from hengjian.kernel.models import ActBatch, Work
from hengjian.kernel.refusal import Incomplete

from . import batching, forms, jobs, lists
from .access import Request, officers, user_id
from .preferences import next_page
from .sheet import sheet_context


@officers
@require_GET
def offered(request: Request) -> HttpResponseBase:
    """The acts that all the chosen rows offer, for the bar above the list."""
    chosen = batching.choose(request.GET.getlist("row"), request.principal)
    return render(request, "web/parts/batch_acts.html", {"chosen": chosen})


@officers
def act(request: Request) -> HttpResponseBase:
    """The form shared by the chosen rows; sending it hands them to the worker."""
    posted = request.POST if request.method == "POST" else request.GET
    chosen = batching.choose(posted.getlist("row"), request.principal)
    declared = chosen.act(posted.get("verb", ""))
    if request.method == "POST" and declared is not None:
        values = forms.parse(declared.given, request.POST)
        try:
            parse(declared.given, values, _("Nothing was sent."))
        except Incomplete as refused:
            return _form(request, chosen, declared, refused)
        return HttpResponseRedirect(reverse("web:batch", args=[_sent(request, chosen, declared, values).pk]))
    return _form(request, chosen, declared)


def _sent(request: Request, chosen: batching.Chosen, declared: Act, values: dict[str, Any]) -> ActBatch:
    """Keep the batch and hand it over; the same form sent twice is one batch."""
    given: Any = values
    batch, made = ActBatch.objects.get_or_create(
        user_id=user_id(request),
        key=request.POST.get("idempotency_key", "")[:60] or batching.new_key(),
        defaults={
            "verb": declared.verb,
            "label": str(declared.label),
            "given": given,
            "language": get_language() or "zh-hans",
            "back": next_page(request, "/desk/")[:1000],
            "rows": [batching.describe(row, chosen.versions[row.pk]) for row in chosen.rows],
            "asked_at": timezone.now(),
        },
    )
    if made:
        jobs.later("web.batch", {"batch": batch.pk}, lock=f"web.batch:{batch.user_id}")
    return batch


def _form(
    request: Request, chosen: batching.Chosen, declared: Act | None, refused: Incomplete | None = None
) -> HttpResponseBase:
    posted = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {
        "title": str(declared.label) if declared else _("Act on the chosen"),
        "chosen": chosen,
        "rows": [
            {"row": row, "value": f"{row.pk}.{chosen.versions[row.pk]}", "state": lists.state_label(row)}
            for row in chosen.rows
        ],
        "back": posted.get("next", "/desk/"),
        "key": posted.get("idempotency_key") or batching.new_key(),
    }
    if declared:
        errors = refused.fields if refused else {}
        fields = forms.build(declared.given, forms.parse(declared.given, posted), errors, request.principal)
        context |= sheet_context(declared, fields, refused)
    return render(request, "web/batch_form.html", context, status=422 if refused else 200)


@officers
def batch(request: Request, pk: int) -> HttpResponseBase:
    """What became of each row, and how far the rest is; POST stops what has not been tried."""
    found = ActBatch.objects.filter(pk=pk, user_id=user_id(request)).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        running = ActBatch.objects.filter(pk=pk, state__in=(Work.WAITING, Work.RUNNING))
        running.update(state=Work.STOPPED, ended_at=timezone.now())
        return HttpResponseRedirect(reverse("web:batch", args=[pk]))
    context = {
        "title": found.label,
        "batch": found,
        "outcome": batching.outcome(found),
        "said": batching.words(found),
        "busy": found.state in (Work.WAITING, Work.RUNNING),
    }
    return render(request, "web/parts/batch_rows.html" if request.htmx else "web/batch.html", context)
