"""涉嫌犯罪的标准: from which amounts or by which conduct a breach must go to the police (移送规定 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import Citation, cite

from .packaged import tree

AMOUNTS: dict[str, str | Promise] = {
    "sales": _("Sales in yuan"),
    "unsold": _("Value of unsold goods in yuan"),
    "turnover": _("Unlawful turnover in yuan"),
    "gain": _("Unlawful gain in yuan"),
    "loss": _("Direct loss in yuan"),
    "bribe": _("Bribe in yuan"),
    "people": _("People in the organisation"),
    "levels": _("Levels of the organisation"),
}


@dataclass(frozen=True)
class Threshold:
    """One crime that a breach may be: amounts of which one, or all, must be reached; or conduct that a person judges."""

    id: str
    name: str
    cite: Citation
    prefixes: tuple[str, ...]
    any: Mapping[str, int] = field(default_factory=dict)
    all: Mapping[str, int] = field(default_factory=dict)
    conduct: str = ""
    check: str = "low"

    def concerns(self, cause_id: str) -> bool:
        return any_prefix(cause_id, self.prefixes)

    @property
    def words(self) -> str:
        """From when it goes to the police, in a line."""
        parts = [f"{AMOUNTS[key]} ≥ {least:,}" for key, least in self.asks.items()]
        joined = (str(_(" and ")) if self.all else str(_(" or "))).join(parts)
        return joined or self.conduct

    @property
    def asks(self) -> dict[str, int]:
        return {**self.any, **self.all}


@dataclass(frozen=True)
class Suspicion:
    """What a threshold says of a matter: reached, not reached, or for a person to judge."""

    threshold: Threshold
    verdict: str  # reached, below, judge

    @property
    def must(self) -> bool:
        return self.verdict == "reached"


def any_prefix(cause_id: str, prefixes: tuple[str, ...]) -> bool:
    return any(cause_id == p or cause_id.startswith(f"{p}-") for p in prefixes)


@cache
def thresholds() -> tuple[Threshold, ...]:
    """Every crime of the table."""
    return tuple(
        Threshold(
            id=row["id"],
            name=row["zh"],
            cite=cite(row["cite"]),
            prefixes=tuple(row["prefixes"]),
            any=row.get("any", {}),
            all=row.get("all", {}),
            conduct=row.get("conduct", ""),
            check=row["check"],
        )
        for row in tree("police_thresholds.yaml")
    )


def suspicions(cause_id: str, amounts: Mapping[str, Decimal]) -> list[Suspicion]:
    """What each threshold that concerns the cause says of these amounts; those that are reached first."""
    order = ("reached", "judge", "below")
    found = [Suspicion(t, _verdict(t, amounts)) for t in thresholds() if t.concerns(cause_id)]
    return sorted(found, key=lambda s: order.index(s.verdict))


def _verdict(threshold: Threshold, amounts: Mapping[str, Decimal]) -> str:
    if any(amounts.get(k, Decimal(0)) >= least for k, least in threshold.any.items()):
        return "reached"
    if threshold.all and all(amounts.get(k, Decimal(0)) >= least for k, least in threshold.all.items()):
        return "reached"
    return "judge" if threshold.conduct else "below"
