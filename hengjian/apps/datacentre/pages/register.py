"""The register of models: what each is for, how it was tested, how far what it sees has drifted, and who said what of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.datacentre.models import ModelMeasure
from hengjian.apps.datacentre.queries import register
from hengjian.apps.datacentre.queries.catalogue import room_titles
from hengjian.apps.datacentre.queries.opening import in_words
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry

navigation = [Entry("whole", gettext_lazy("Models in use"), "/data/models/")]
DRIFT = {
    "calm": ("ok", gettext_lazy("little change")),
    "watch": ("warn", gettext_lazy("to be watched")),
    "act": ("bad", gettext_lazy("needs a look")),
}
TONES = {"in_use": "ok", "watched": "warn", "stopped": "bad"}
FIGURES = {"psi": gettext_lazy("Drift (PSI)"), "precision": gettext_lazy("Precision"), "recall": gettext_lazy("Recall")}
MOST = 12  # classes of a distribution that are shown


def _line(one: register.Registered, measured: dict[str, list[ModelMeasure]], review: Any) -> dict[str, Any]:
    psi = next(iter(measured.get("psi", [])), None)
    verdict = DRIFT[register.thresholds().of(psi.value)] if psi else None
    titles = room_titles()
    return {
        "m": one, "name": in_words({"zh": one.zh, "en": one.en}), "purpose": in_words(one.purpose),
        "method": in_words(one.method), "room": titles.get(one.room, one.room), "psi": psi, "verdict": verdict,
        "tests": [rows[0] for what, rows in measured.items() if what != "psi"], "review": review,
        "status_tone": TONES[review.status] if review else "",
    }  # fmt: skip


@officers
@require_GET
def models(request: Request) -> HttpResponseBase:
    """Every registered model with its newest test and drift, and its status."""
    measured, said = register.measures(), register.reviews()
    rows = [_line(one, measured.get(one.id, {}), said.get(one.id)) for one in register.registered().values()]
    may = bool(request.principal.roles & {"head", "analyst"})
    return render(request, "datacentre/models.html", {"title": _("Models in use"), "rows": rows, "may": may})


@officers
@require_GET
def model(request: Request, id: str) -> HttpResponseBase:
    """One model: every figure that was measured, and the two distributions that its drift compares."""
    one = register.registered().get(id)
    if one is None:
        raise Http404
    measured, review = register.measures(id).get(id, {}), register.reviews(id).get(id)
    line = _line(one, measured, review)
    figures = [(FIGURES.get(what, what), row) for what, rows in measured.items() for row in rows]
    context = {
        "title": line["name"], "line": line, "figures": figures, "drift_of": in_words(one.drift_of) if one.drift_of else "",
        "shares": _shares(line["psi"]), "thresholds": register.thresholds(),
        "may": bool(request.principal.roles & {"head", "analyst"}),
    }  # fmt: skip
    return render(request, "datacentre/model.html", context)


def _shares(psi: ModelMeasure | None) -> list[dict[str, Any]]:
    """Share of each class before and now, the largest first, as widths of two bars."""
    if psi is None:
        return []
    before, now = psi.told.get("before", {}), psi.told.get("now", {})
    wholes = [sum(side.values()) or 1 for side in (before, now)]
    names = sorted({*before, *now}, key=lambda name: -(before.get(name, 0) / wholes[0] + now.get(name, 0) / wholes[1]))
    return [
        {"name": name or "—", "before": round(before.get(name, 0) * 100 / wholes[0], 1),
         "now": round(now.get(name, 0) * 100 / wholes[1], 1)}
        for name in names[:MOST]
    ]  # fmt: skip


urlpatterns = [
    path("data/models/", models, name="models"),
    path("data/models/<slug:id>/", model, name="model"),
]
