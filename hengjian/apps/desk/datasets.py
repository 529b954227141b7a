"""The data centre: what datasets there are, who may read which column, how fresh they are, what their quality is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.lake import catalogue, discover, quality
from hengjian.lake.engine import Engine
from hengjian.web.access import Request, officers

PRIVACY = {
    "open": (gettext_lazy("open"), "ok"),
    "internal": (gettext_lazy("officers"), ""),
    "personal": (gettext_lazy("personal, hashed"), "warn"),
}
KINDS = {
    "text": gettext_lazy("text"),
    "integer": gettext_lazy("whole number"),
    "decimal": gettext_lazy("decimal"),
    "date": gettext_lazy("date"),
    "instant": gettext_lazy("instant"),
    "flag": gettext_lazy("yes or no"),
}
CHECKS = {
    quality.GRAIN: gettext_lazy("Each row once"),
    quality.EMPTY: gettext_lazy("Never empty"),
    quality.REFERS: gettext_lazy("Refers to what exists"),
    quality.WITHIN: gettext_lazy("Within bounds"),
    quality.ONE_OF: gettext_lazy("One of the known values"),
    quality.FRESH: gettext_lazy("Fresh"),
    quality.MISSING: gettext_lazy("Exported"),
}


@officers
@require_GET
def datasets(request: Request) -> HttpResponseBase:
    """Every dataset that a room offers."""
    rows = [_line(entry) for entry in catalogue.entries()]
    return render(request, "desk/datasets.html", {"title": _("Data catalogue"), "rows": rows})


def _line(entry: catalogue.Entry) -> dict[str, Any]:
    label, tone = PRIVACY[entry.privacy.value]
    return {"entry": entry, "privacy": label, "tone": tone}


@officers
@require_GET
def dataset(request: Request, name: str) -> HttpResponseBase:
    """Grain, columns and privacy of one dataset; its quality where it is asked for."""
    one = discover.datasets().get(name)
    if one is None:
        raise Http404
    checks = quality.check(one, Engine()) if request.GET.get("check") else []
    columns = [
        {"c": c, "kind": KINDS[c.kind.value], "privacy": PRIVACY[c.privacy.value], "grain": c.name in one.grain}
        for c in one.columns
    ]
    context = {
        "title": one.what,
        "entry": catalogue.entry(one),
        "line": _line(catalogue.entry(one)),
        "columns": columns,
        "checks": [{"check": c, "label": CHECKS[c.kind]} for c in checks],
        "failed": sum(not c.passed for c in checks),
    }
    return render(request, "desk/dataset.html", context)
