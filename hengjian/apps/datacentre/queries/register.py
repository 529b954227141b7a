"""The register of models: what is declared, what was measured, what an officer has said last."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from hengjian.apps.datacentre.models import ModelMeasure, ModelStatus
from hengjian.apps.datacentre.rules.drift import Thresholds
from hengjian.kernel import catalogues

FILE = "models.yaml"


@dataclass(frozen=True)
class Registered:
    """One model as declared."""

    id: str
    zh: str
    en: str
    purpose: dict[str, str]
    data: tuple[str, ...]
    method: dict[str, str]
    room: str
    tests: tuple[dict[str, Any], ...] = ()
    drift: dict[str, str] | None = None
    drift_of: dict[str, str] = field(default_factory=dict)
    measure: str = ""
    scores: dict[str, str] | None = None


@cache
def registered() -> dict[str, Registered]:
    """Every model by id."""
    rows = catalogues.tree(FILE)["models"]
    return {row["id"]: Registered(**row | {"data": tuple(row["data"]), "tests": tuple(row["tests"])}) for row in rows}


@cache
def thresholds() -> Thresholds:
    told = catalogues.tree(FILE)["drift"]
    return Thresholds(Decimal(told["watch"]), Decimal(told["act"]))


def measures(model: str = "") -> dict[str, dict[str, list[ModelMeasure]]]:
    """Figures by model and kind, the newest first (one query)."""
    rows = ModelMeasure.objects.filter(model=model) if model else ModelMeasure.objects.all()
    found: dict[str, dict[str, list[ModelMeasure]]] = {}
    for row in rows.order_by("model", "what", "-on"):
        found.setdefault(row.model, {}).setdefault(row.what, []).append(row)
    return found


def reviews(model: str = "") -> dict[str, ModelStatus]:
    """What the last review said of each model (one query)."""
    rows = ModelStatus.objects.filter(model=model) if model else ModelStatus.objects.all()
    return {row.model: row for row in rows.order_by("model", "-pk").distinct("model")}
