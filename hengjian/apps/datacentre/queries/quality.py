"""The kept scores: the newest of each resource, and how they went."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hengjian.apps.datacentre.models import QualityScore
from hengjian.apps.datacentre.rules.quality import overall

DAYS = 90


@dataclass(frozen=True)
class Standing:
    """How a resource was measured last: the mean of its dimensions, each by name, and the day."""

    on: date
    score: Decimal
    dimensions: dict[str, QualityScore]


def newest(resource: str = "") -> dict[str, Standing]:
    """The last measured day of each resource (one query)."""
    rows = QualityScore.objects.filter(resource=resource) if resource else QualityScore.objects.all()
    found: dict[str, dict[str, QualityScore]] = {}
    # One row each resource and dimension; a dimension that is measured no more does not linger.
    for row in rows.order_by("resource", "dimension", "-on").distinct("resource", "dimension"):
        found.setdefault(row.resource, {})[row.dimension] = row
    return {name: _standing(dimensions) for name, dimensions in found.items()}


def _standing(rows: dict[str, QualityScore]) -> Standing:
    on = max(row.on for row in rows.values())
    last = {name: row for name, row in rows.items() if row.on == on}
    return Standing(on, overall(row.score for row in last.values()) or Decimal(0), last)


def trend(resource: str) -> list[tuple[date, Decimal]]:
    """The mean of each measured day, the oldest first."""
    found: dict[date, list[Decimal]] = {}
    for on, score in QualityScore.objects.filter(resource=resource).order_by("on").values_list("on", "score"):
        found.setdefault(on, []).append(score)
    days = [(on, overall(values) or Decimal(0)) for on, values in found.items()]
    return days[-DAYS:]
