"""Reports on plans: read and put into words by officers, judged by an outside body, read by everybody once signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import PlanReport
from hengjian.apps.planning.queries.plans import plans_by_key
from hengjian.apps.planning.rules import reporting as rules
from hengjian.kernel import files
from hengjian.kernel.models import Authority, Disclosure
from hengjian.kernel.offers import offers_of
from hengjian.kernel.paper import render as rendered
from hengjian.kernel.perform import perform
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, officers, public, signed_in
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import base_for, invite

navigation = [
    Entry("whole", gettext_lazy("Reports on plans"), "/plan-reports/"),
    Entry("record", gettext_lazy("Reports on plans"), "/plan-reports/", public=True),
]
EDIT = "planning.plan_report.edit_text"
MOST = 60


@public
@require_GET
def published(request: Request) -> HttpResponseBase:
    """Signed reports for everybody; officers also see those that are being written."""
    plan = request.GET.get("plan", "")[:60]
    rows = list(queries.reporting.published(plan)[:MOST])
    open_ones: list[PlanReport] = []
    if request.principal.kind == "officer":
        open_ones = list(PlanReport.objects.filter(closed_at=None).order_by("-opened_at")[:MOST])
    context = {
        "base": base_for(request),
        "title": _("Reports on plans"),
        "rows": rows,
        "signed": queries.reporting.signed(d.act_id for d in rows),
        "open": open_ones,
        "plan": plan,
        "plans": list(plans_by_key().values()),
    }
    return render(request, "planning/plan_reports.html", context)


def _report(pk: int) -> PlanReport:
    return get_object_or_404(PlanReport, pk=pk)


@signed_in
@require_GET
def report(request: Request, pk: int) -> HttpResponseBase:
    """The report as it is being written: figures, texts, what may be done with it."""
    return _shown(request, _report(pk))


def _shown(
    request: Request, row: PlanReport, refusal: Refusal | None = None, typed: dict[str, str] | None = None
) -> HttpResponseBase:
    offers = {o.act.verb: o for o in offers_of(row, request.principal)}
    may = offers.get("edit_text")
    sections = [
        {**one, "typed": typed["text"] if typed and typed["section"] == one["key"] else one["text"]}
        for one in row.sections
    ]
    context = {
        "base": base_for(request),
        "title": row.title,
        "p": row,
        "refusal": refusal,
        "may_edit": bool(may and may.allowed),
        "offers": [o for o in offers.values() if o.allowed and not o.act.generic and o.act.verb != "edit_text"],
        "texts": [one for one in sections if not one["key"].startswith("target:")],
        "targets": _targets(row, sections),
        "words": rules.WORDS[row.kind],
        "counts": [(light, rules.WORDS[row.kind][light], n) for light, n in rules.counts(row.figures).items() if n],
    }
    return render(request, "planning/plan_report.html", context, status=refusal.status if refusal else 200)


def _targets(row: PlanReport, sections: list[dict[str, str]]) -> list[dict[str, Any]]:
    texts = {one["key"]: one for one in sections}
    words = rules.WORDS[row.kind]
    return [
        {"f": one, "word": words[one["light"]], "how": rules.HOW[one["how"]], "text": texts.get(f"target:{one['ref']}")}
        for one in row.figures
    ]


@officers
@require_POST
def edit(request: Request, pk: int) -> HttpResponseBase:
    """Put one text into other words; a refusal keeps what was typed."""
    row, version = _report(pk), request.POST.get("version", "")
    typed = {
        "section": request.POST.get("section", "")[:30],
        "text": request.POST.get("text", "").replace("\r\n", "\n").strip(),
    }
    try:
        perform(EDIT, row.pk, typed, request.principal, version=int(version) if version.isdigit() else None)
    except Refusal as refused:
        return _shown(request, _report(pk), refused, typed)
    messages.success(request, _("The text was changed."))
    return HttpResponseRedirect(f"{reverse('planning:plan-report', args=[pk])}#s-{typed['section']}")


@signed_in
@require_GET
def draft_file(request: Request, pk: int) -> HttpResponseBase:
    """The paper as it would be now, marked as a draft; of one that is issued the signed file is the paper."""
    row = _report(pk)
    authority = Authority.objects.filter(pk=row.code).first()
    data = queries.reporting.paper_of(row) | {
        "title": row.title, "authority": authority.name if authority else "", "number": row.number, "draft": True,
        "date": timezone.localdate().isoformat(), "synthetic": row.synthetic,
    }  # fmt: skip
    return _pdf(rendered(queries.reporting.TEMPLATE, data), f"{row.title}（草稿）.pdf")


@public
@require_GET
def signed_file(request: Request, pk: int) -> HttpResponseBase:
    """The signed paper of a published report, for everybody."""
    shown = get_object_or_404(Disclosure, pk=pk, kind=queries.reporting.PUBLISHED, withdrawn_at=None)
    record = queries.reporting.signed_file(shown.act_id)
    if record is None:
        raise Http404
    return _pdf(files.read(record.file_hash), f"{shown.title}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


@invite
def to_report(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From the file of a report to its texts."""
    return (
        (_("Read the report"), reverse("planning:plan-report", args=[row.pk])) if isinstance(row, PlanReport) else None
    )


urlpatterns = [
    path("plan-reports/", published, name="plan-reports"),
    path("plan-reports/<int:pk>/", report, name="plan-report"),
    path("plan-reports/<int:pk>/text/", edit, name="plan-report-text"),
    path("plan-reports/<int:pk>/draft.pdf", draft_file, name="plan-report-draft"),
    path("plan-reports/signed/<int:pk>.pdf", signed_file, name="plan-report-signed"),
]
