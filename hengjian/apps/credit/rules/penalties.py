"""Is a penalty published, how long, and when may it stop being shown (Order 45; NDRC Order 36)?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import LawOn

KINDS = [
    ("warning", _("Warning")),
    ("criticism", _("Reprimand")),
    ("fine", _("Fine")),
    ("confiscation", _("Confiscation")),
    ("suspension", _("Suspension of a permit")),
    ("downgrade", _("Lowering of a grade")),
    ("revocation", _("Revocation of a permit or licence")),
    ("restriction", _("Restriction of business")),
    ("stop_production", _("Stop of production or business")),
    ("closure", _("Order to close")),
    ("ban", _("Ban from the trade")),
]
SEVERITIES = [("minor", _("Minor")), ("general", _("Ordinary")), ("serious", _("Serious"))]
FIELDS = [
    ("food", _("Food")),
    ("drug_device_cosmetic", _("Drugs, devices, cosmetics")),
    ("equipment", _("Special equipment")),
    ("quality", _("Product quality")),
    ("consumer", _("Consumer rights")),
    ("market_order", _("Fair competition and market order")),
    ("registration", _("Registration")),
    ("other", _("Other")),
]
# Order 45, art. 14: of these nothing is taken back early. Order 44, art. 2: these are heavier penalties.
SEVERE = frozenset({"downgrade", "revocation", "restriction", "stop_production", "closure", "ban"})
SAFETY = frozenset({"food", "drug_device_cosmetic", "equipment"})


@dataclass(frozen=True)
class PenaltyFacts:
    """What the publication of a decision follows from. `market` says that a market regulator decided."""

    kinds: tuple[str, ...]
    fine: Decimal
    field: str
    market: bool = True
    severity: str = "general"
    simple: bool = False


@dataclass(frozen=True)
class Publication:
    """The time limit of the publication (empty: it is not published) and the shortest time before it may stop."""

    term: str
    least: str
    severe: bool

    @property
    def public(self) -> bool:
        return bool(self.term)


def publication(facts: PenaltyFacts, law: LawOn) -> Publication:
    """The first row of the table of terms that fits. Decided by simple procedure: not published (Order 45, art. 2)."""
    severe = bool(SEVERE & set(facts.kinds))
    if facts.simple:
        return Publication("", "", severe)
    for raw in law.value("credit.penalty_terms").amount:
        row = dict(raw)
        if _fits(row, facts, law):
            return Publication(row["term"], row["least"], severe)
    return Publication("credit.penalty_long", "credit.early_stop_general", severe)


def _fits(row: dict[str, str], facts: PenaltyFacts, law: LawOn) -> bool:
    low = facts.fine <= law.value("credit.low_fine").amount
    only = set(row["only"].split(",")) if "only" in row else None
    return (
        (row["by"] == "market") == facts.market
        and row.get("severity", facts.severity) == facts.severity
        and (only is None or set(facts.kinds) <= only)
        and (row.get("fine") != "low" or low)
        and ("safety" not in row or facts.field in SAFETY)
    )


def heavier(kinds: tuple[str, ...], fine: Decimal, law: LawOn) -> bool:
    """Is it a heavier penalty in the sense of Order 44, art. 2?"""
    return bool(SEVERE & set(kinds)) or fine >= law.value("credit.heavy_fine").amount


def heaviest(kinds: tuple[str, ...]) -> str:
    """The heaviest kind, as risk classes know it."""
    order = (
        ("revoke", {"revocation", "closure", "ban"}),
        ("stop", {"stop_production", "restriction", "suspension", "downgrade"}),
        ("confiscation", {"confiscation"}),
        ("fine", {"fine"}),
        ("warning", {"warning", "criticism"}),
    )
    return next((name for name, among in order if among & set(kinds)), "none")


def too_early(day: date, today: date, least: date) -> bool:
    """Has the decision a day that lies ahead, or is the shortest time not over?"""
    return day > today or today < least
