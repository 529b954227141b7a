"""The five plans as the package carries them, and which declared indicator computes which target."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hengjian.kernel import catalogues

MAPPING = "plan_indicators.yaml"


@dataclass(frozen=True)
class PrintedPlan:
    """A plan and its numbers, each as printed."""

    key: str
    title: str
    code: str
    since: int
    until: int
    number: str
    issued: date
    table: str
    note: str
    targets: tuple[dict[str, Any], ...]


@cache
def plans() -> dict[str, PrintedPlan]:
    """The plans of the package by key, each with its targets in the order of the text."""
    return {
        one["key"]: PrintedPlan(**{**one, "targets": tuple(catalogues.table(one["targets"]))})
        for one in catalogues.tree("plans.yaml")["plans"]
    }


@cache
def computed_by() -> dict[str, dict[str, Any]]:
    """Key of a target → the declared indicator that computes it and by what its value is multiplied."""
    try:
        found = catalogues.tree(MAPPING)
    except FileNotFoundError:
        return {}
    rows: dict[str, dict[str, Any]] = found.get("targets", found)
    return rows
