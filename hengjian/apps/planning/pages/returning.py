"""Reporting or correcting the values of a year: the plan's table with a field beside each indicator that no room computes."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from hengjian.apps.planning.models import IndicatorFigure, PlanTarget
from hengjian.apps.planning.procedures import PlanReturn
from hengjian.apps.planning.queries import values
from hengjian.kernel import divisions, uploads
from hengjian.kernel.perform import perform
from hengjian.kernel.refusal import Refusal
from hengjian.web import forms
from hengjian.web.access import Request, officers

COLUMNS = ("value", "numerator", "denominator", "note")
VERBS = {"awaited": "report_values", "reported": "correct_values"}


@officers
def returning(request: Request, pk: int) -> HttpResponseBase:
    """One return: what is asked, what was told, and sending it."""
    row = PlanReturn.objects.filter(pk=pk).select_related("plan").first()
    if row is None or row.state not in VERBS:
        raise Http404
    targets = list(PlanTarget.objects.filter(plan=row.plan).select_related("plan").order_by("position"))
    before = _told(row, targets)
    posted: Any = request.POST
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            posted = forms.with_uploads(request)
            given = _given(row, posted, targets, before)
            version = posted.get("version", "")
            perform(
                f"planning.plan_return.{VERBS[row.state]}", pk, given, request.principal,
                key=posted.get("idempotency_key") or None, version=int(version) if version.isdigit() else None,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("web:proceeding", args=[pk]))
        except Refusal as refused:
            refusal = refused
    context = {
        "title": row.title, "row": row, "place": divisions.full_name(row.place), "refusal": refusal,
        "lines": [_line(t, before, posted, _faults(refusal, posted, targets)) for t in targets],
        "computed": _computed(row, targets), "evidence": _evidence(request, posted), "reason": posted.get("reason", ""),
        "key": posted.get("idempotency_key") or secrets.token_urlsafe(18), "version": posted.get("version") or row.version,
    }  # fmt: skip
    return render(request, "planning/returning.html", context, status=refusal.status if refusal else 200)


def _computed(row: PlanReturn, targets: list[PlanTarget]) -> set[str]:
    """Indicators that have a figure of the platform's own for the year."""
    wanted = [t.indicator for t in targets if t.indicator]
    known = {"kind": IndicatorFigure.YEAR, "until": row.until, "value__isnull": False}
    rows = IndicatorFigure.objects.filter(code=row.place, indicator__in=wanted, **known)
    return set(rows.values_list("indicator", flat=True))


def _told(row: PlanReturn, targets: list[PlanTarget]) -> dict[str, values.Value]:
    """What was reported so far, by number of the target."""
    held = values.everything(targets, [row.place], row.until.replace(year=9000))
    out = {}
    for target in targets:
        for value in held[(target.pk, row.place)]:
            if value.until == row.until and value.how == values.REPORTED:
                out[target.ref] = value
    return out


def _line(target: PlanTarget, before: dict[str, values.Value], posted: Any, faults: dict[str, str]) -> dict[str, Any]:
    old = before.get(target.ref)
    typed = {
        name: posted.get(f"{target.ref}-{name}", forms.shown(_plain(getattr(old, name))) if old else "")
        for name in COLUMNS
    }
    return {"t": target, "typed": typed, "error": faults.get(target.ref, ""), "old": old}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) or value is None else format(value.normalize(), "f")


def _chosen(posted: Any, targets: list[PlanTarget]) -> list[PlanTarget]:
    return [t for t in targets if posted.get(f"{t.ref}-value", "").strip()]


def _given(row: PlanReturn, posted: Any, targets: list[PlanTarget], before: dict[str, values.Value]) -> dict[str, Any]:
    """What the act is given: of a correction only the lines that differ."""
    lines = []
    for target in _chosen(posted, targets):
        line = {name: posted.get(f"{target.ref}-{name}", "").strip() for name in COLUMNS}
        old = before.get(target.ref)
        if (
            row.state == "awaited"
            or old is None
            or any(line[n] != forms.shown(_plain(getattr(old, n))) for n in COLUMNS)
        ):
            lines.append({"ref": target.ref, **{name: text for name, text in line.items() if text}})
    given: dict[str, Any] = {"lines": lines}
    if row.state == "reported":
        given["reason"] = posted.get("reason", "")
    return given | ({"evidence": posted["evidence"]} if posted.get("evidence") else {})


def _faults(refusal: Refusal | None, posted: Any, targets: list[PlanTarget]) -> dict[str, str]:
    """What was wrong, by number of the target."""
    sent = _chosen(posted, targets)
    out = {}
    for name, why in (refusal.fields if refusal else {}).items():
        parts = name.split(".")
        if len(parts) > 1 and parts[1].isdigit() and int(parts[1]) < len(sent):
            out[sent[int(parts[1])].ref] = why
    return out


def _evidence(request: Request, posted: Any) -> dict[str, str] | None:
    """The file that was sent with an earlier try."""
    token = posted.get("evidence", "")
    found = uploads.opened(token, request.principal) if token else None
    return {"token": token, "name": found.name} if found else None


urlpatterns = [path("plans/returns/<int:pk>/", returning, name="returning")]
