"""What everybody may see of checks, and what a business sees of its own: notices, results, orders, objections."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.inspection import queries
from hengjian.apps.inspection.actions.corrections import OPEN_CHECKS
from hengjian.apps.inspection.procedures import CorrectionOrder, HelpVisit, SiteCheck
from hengjian.kernel import divisions
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import Procedure
from hengjian.web.access import Request, public, signed_in
from hengjian.web.navigation import Entry, View, to_charge_and_own
from hengjian.web.proceeding import invite

PAGE = 30

navigation = [
    Entry("record", gettext_lazy("Results of checks"), "/checks/results/", public=True),
    Entry("mine", gettext_lazy("My checks"), "/checks/mine/", public=True, roles=frozenset({"party"})),
]

views = [View(gettext_lazy("Checks"), "/checks/of/{}/")]


@invite
def to_order_a_correction(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a check that has found something straight to the order, as long as there is none."""
    if not isinstance(row, SiteCheck) or row.state not in OPEN_CHECKS or not row.faults:
        return None
    if Role.HANDLER not in request.principal.roles or CorrectionOrder.objects.filter(check_id=row.pk).exists():
        return None
    return _("Order a correction"), f"/start/{CorrectionOrder.key}/order/?{urlencode({'check_number': row.number})}"


@public
@require_GET
def of_subject(request: Request, pk: int) -> HttpResponseBase:
    """A subject's published results for everybody; its checks and orders for itself and the officers in charge."""
    subject = get_object_or_404(Subject, pk=pk)
    within = to_charge_and_own(request, subject)
    results = queries.published_results(pk).order_by("-pk")
    context = {
        "base": "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html",
        "title": _("Checks of %(name)s") % {"name": subject.name},
        "s": subject,
        "within": within,
        "results": list(results[:PAGE]),
        "checks": list(SiteCheck.objects.filter(subject_id=pk).order_by("-opened_at")[:PAGE]) if within else [],
        "orders": list(CorrectionOrder.objects.filter(subject_id=pk).order_by("-opened_at")[:PAGE]) if within else [],
    }
    return render(request, "inspection/of_subject.html", context)


@public
@require_GET
def results(request: Request) -> HttpResponseBase:
    """Results of checks that are public, newest first, each with its proof."""
    rows = queries.published_results()
    text, place = request.GET.get("q", "").strip(), request.GET.get("place", "")
    if text:
        rows = rows.filter(title__contains=text)
    if place.isdigit():
        rows = rows.filter(code__startswith=place)
    before = request.GET.get("before", "")
    if before.isdigit():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.select_related("subject").order_by("-pk")[: PAGE + 1])
    names = divisions.names()
    context: dict[str, Any] = {
        "base": "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html",
        "title": _("Results of checks"),
        "rows": [{"d": d, "place": names.get(d.code, "")} for d in found[:PAGE]],
        "more": found[PAGE - 1].pk if len(found) > PAGE else None,
        "q": text,
    }
    return render(request, "inspection/results.html", context)


@signed_in
@require_GET
def mine(request: Request) -> HttpResponseBase:
    """A business's own checks, orders to correct and help visits, with what it may do about each."""
    subjects = request.principal.concerns
    context = {
        "title": _("My checks"),
        "checks": list(SiteCheck.objects.filter(subject_id__in=subjects).order_by("-opened_at")[:PAGE]),
        "orders": list(CorrectionOrder.objects.filter(subject_id__in=subjects).order_by("-opened_at")[:PAGE]),
        "visits": list(HelpVisit.objects.filter(subject_id__in=subjects).order_by("-opened_at")[:PAGE]),
    }
    return render(request, "inspection/mine.html", context)
