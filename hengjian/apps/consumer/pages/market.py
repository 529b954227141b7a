"""What everybody may read: consumption warnings, comparative tests, worry-free shops, the consumer record of a shop."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.actions.promises import WORDS
from hengjian.apps.consumer.models.studies import VERDICTS
from hengjian.kernel import divisions
from hengjian.kernel.models import Subject
from hengjian.web.access import Request, public
from hengjian.web.navigation import Entry, View, to_charge_and_own

PAGE = 30
navigation = [
    Entry("record", gettext_lazy("Consumption warnings"), "/warnings/", public=True),
    Entry("record", gettext_lazy("Comparative tests"), "/tests/", public=True),
    Entry("find", gettext_lazy("Worry-free shops"), "/worry-free/", public=True),
]
views = [View(gettext_lazy("Consumer record"), "/consumer/of/{}/")]
TONES = {"good": "ok", "plain": "ok", "poor": "warn", "fails": "bad"}


def base_of(request: Request) -> str:
    return "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html"


def paged(request: Request, rows: Any) -> dict[str, Any]:
    """Rows of a page with what leads to earlier ones; filtered by text and place."""
    text, place, before = (request.GET.get(name, "").strip()[:60] for name in ("q", "place", "before"))
    rows = rows.filter(title__icontains=text) if text else rows
    rows = rows.filter(code__startswith=place) if place.isdigit() else rows
    rows = rows.order_by("-pk")
    rows = rows.filter(pk__lt=int(before)) if before.isascii() and before.isdigit() else rows
    found = list(rows.select_related("subject")[: PAGE + 1])
    names = divisions.names()
    return {
        "rows": [{"d": d, "place": names.get(d.code, "")} for d in found[:PAGE]],
        "more": found[PAGE - 1].pk if len(found) > PAGE else None,
        "q": text,
    }


@public
@require_GET
def warnings(request: Request) -> HttpResponseBase:
    """Warnings in force, the newest first."""
    context = {
        "base": base_of(request),
        "title": _("Consumption warnings"),
        **paged(request, queries.records.public_rows(queries.records.WARNING)),
    }
    return render(request, "consumer/warnings.html", context)


@public
@require_GET
def tests(request: Request) -> HttpResponseBase:
    """Published tests, experiences and reviews."""
    context = {
        "base": base_of(request),
        "title": _("Comparative tests, experiences, reviews"),
        **paged(request, queries.records.public_rows(queries.records.STUDY)),
    }
    return render(request, "consumer/tests.html", context)


@public
@require_GET
def test(request: Request, pk: int) -> HttpResponseBase:
    """One study: how it was done, each brand's result with its reply."""
    found = get_object_or_404(queries.records.public_rows(queries.records.STUDY), pk=pk)
    verdicts = dict(VERDICTS)
    results = [
        {**one, "words": verdicts.get(one["verdict"], ""), "tone": TONES.get(one["verdict"], "")}
        for one in found.body.get("results", [])
    ]
    context = {"base": base_of(request), "title": found.title, "d": found, "results": results}
    return render(request, "consumer/test.html", context)


@public
@require_GET
def worry_free(request: Request) -> HttpResponseBase:
    """Shops with a commitment or recognition that stands."""
    kind = request.GET.get("kind", "")
    rows = queries.records.public_rows(queries.records.PROMISE)
    if kind in WORDS:
        rows = rows.filter(body__kind=WORDS[kind])
    context = {
        "base": base_of(request),
        "title": _("Worry-free shops"),
        "kinds": list(WORDS.items()),
        "kind": kind,
        **paged(request, rows),
    }
    return render(request, "consumer/worry_free.html", context)


@public
@require_GET
def shop_record(request: Request, pk: int) -> HttpResponseBase:
    """One query of a shop's consumer record: what is public for everybody; counts for officers in charge."""
    subject = get_object_or_404(Subject, pk=pk)
    within = request.principal.kind == "officer" and to_charge_and_own(request, subject)
    context = {
        "base": base_of(request),
        "title": _("Consumer record of %(name)s") % {"name": subject.name},
        "s": subject,
        "within": within,
        "record": queries.records.record_of(subject) if within else queries.records.published_of(subject),
    }
    return render(request, "consumer/shop_record.html", context)


urlpatterns = [
    path("warnings/", warnings, name="warnings"),
    path("tests/", tests, name="tests"),
    path("tests/<int:pk>/", test, name="test"),
    path("worry-free/", worry_free, name="worry-free"),
    path("consumer/of/<int:pk>/", shop_record, name="shop-record"),
]
