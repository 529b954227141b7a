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
from hengjian.web.templatetags.hengjian import status

navigation = [Entry("whole", gettext_lazy("Models in use"), "/data/models/")]
DRIFT = {
    "calm": ("ok", gettext_lazy("little change")),
    "watch": ("warn", gettext_lazy("to be watched")),
    "act": ("bad", gettext_lazy("needs a look")),
}
TONES = {"in_use": "ok", "watched": "warn", "stopped": "bad"}
FIGURES = {
    "psi": gettext_lazy("Drift of the data (PSI)"),
    "score_psi": gettext_lazy("Drift of the scores (PSI)"),
    "scores": gettext_lazy("Mean score"),
    "precision": gettext_lazy("Precision"),
    "recall": gettext_lazy("Recall"),
}
OF_TESTS = ("precision", "recall")
MOST = 12  # classes of a distribution that are shown


def _line(one: register.Registered, measured: dict[str, list[ModelMeasure]], review: Any) -> dict[str, Any]:
    drifts = [
        {"label": FIGURES[what], "measure": row, "verdict": DRIFT[register.thresholds().of(row.value)]}
        for what in ("psi", "score_psi") for row in measured.get(what, [])[:1]
    ]  # fmt: skip
    titles = room_titles()
    return {
        "m": one, "name": in_words({"zh": one.zh, "en": one.en}), "purpose": in_words(one.purpose),
        "method": in_words(one.method), "room": titles.get(one.room, one.room), "drifts": drifts,
        "tests": [(FIGURES[what], rows[0]) for what, rows in measured.items() if what in OF_TESTS], "review": review,
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
        "title": line["name"], "line": line, "figures": figures, 
        "moved": [_moved(one, drift["measure"]) for drift in line["drifts"]], "thresholds": register.thresholds(),
        "may": bool(request.principal.roles & {"head", "analyst"}),
    }  # fmt: skip
    return render(request, "datacentre/model.html", context)


def _moved(one: register.Registered, psi: ModelMeasure) -> dict[str, Any]:
    """The two distributions that a drift compares, and the days they are of."""
    if psi.what == "psi":
        return {
            "title": in_words(one.drift_of),
            "said": _("Ninety days against the ninety before"),
            "shares": _shares(psi),
        }
    told = psi.told
    said = _("Scores of %(now)s against those of %(before)s") % {"now": told["until"], "before": told["since"]}
    width = int((one.scores or {}).get("band", 1))
    shares = sorted(_shares(psi), key=lambda row: int(row["name"]))
    return {
        "title": _("Scores by band"), "said": said,
        "shares": [{**row, "name": f"{int(row['name'])}–{int(row['name']) + width}"} for row in shares],
    }  # fmt: skip


def _shares(psi: ModelMeasure) -> list[dict[str, Any]]:
    """Share of each class before and now, the largest first, as widths of two bars."""
    before, now = psi.told.get("before", {}), psi.told.get("now", {})
    wholes = [sum(side.values()) or 1 for side in (before, now)]
    names = sorted({*before, *now}, key=lambda name: -(before.get(name, 0) / wholes[0] + now.get(name, 0) / wholes[1]))
    return [
        {"name": status(name) or "—", "before": round(before.get(name, 0) * 100 / wholes[0], 1),
         "now": round(now.get(name, 0) * 100 / wholes[1], 1)}
        for name in names[:MOST]
    ]  # fmt: skip


urlpatterns = [
    path("data/models/", models, name="models"),
    path("data/models/<slug:id>/", model, name="model"),
]
