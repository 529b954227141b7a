"""一照通行: one page and one code show every permit of a subject; the enterprise's own permits."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.models import Permit
from hengjian.kernel.models import Subject
from hengjian.web.access import Request, public, signed_in

from .guides import base_of


@public
@require_GET
def of_subject(request: Request, pk: int) -> HttpResponseBase:
    """Every permit of a subject, what holds and what has ended, with its paper; anybody may scan the code."""
    subject = get_object_or_404(Subject, pk=pk)
    permits = list(queries.permits_of(subject.pk))
    shown = [p for p in permits if p.state != "replaced"]
    context = {
        "base": base_of(request),
        "title": _("Permits of %(name)s") % {"name": subject.name},
        "s": subject,
        "holding": [p for p in shown if p.state in ("valid", "suspended")],
        "ended": [p for p in shown if p.state not in ("valid", "suspended")],
        "breaches": queries.breaches(subject.pk),
    }
    return render(request, "licensing/of_subject.html", context)


@public
@require_GET
def code_of_subject(request: Request, pk: int) -> HttpResponseBase:
    """The code that leads to the page, as a picture."""
    subject = get_object_or_404(Subject, pk=pk)
    out = io.BytesIO()
    address = settings.HENGJIAN_URL.rstrip("/") + reverse("licensing:of-subject", args=[subject.pk])
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, light="white")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@signed_in
@require_GET
def mine(request: Request) -> HttpResponseBase:
    """The permits of one's own businesses, with what may be done about each."""
    rows = Permit.objects.filter(subject_id__in=request.principal.concerns).exclude(state="replaced")
    subjects = Subject.objects.filter(pk__in=request.principal.concerns).order_by("name")
    context = {
        "title": _("My permits"),
        "permits": list(rows.select_related("item", "subject").order_by("valid_until", "pk")),
        "subjects": list(subjects),
    }
    return render(request, "licensing/mine.html", context)
