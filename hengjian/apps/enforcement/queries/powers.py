"""Competence here and today: the catalogue of matters with what is delegated to townships."""

from datetime import date

from hengjian.apps.enforcement.models import PowerDelegation
from hengjian.apps.enforcement.rules import powers as rules
from hengjian.apps.enforcement.rules.powers import Competence, Delegated
from hengjian.kernel import divisions


def delegated_to(division: str) -> list[Delegated]:
    """What was ever handed down to a township."""
    rows = PowerDelegation.objects.filter(code=division).order_by("since")
    return [Delegated(d.power, d.code, d.since, d.until, d.document) for d in rows]


def competent(cause_id: str, level: str, division: str, on: date) -> Competence:
    """May an authority of this level in this place punish for the cause on that day?"""
    return rules.competent(cause_id, level, division, on, delegated_to(division) if level == "office" else ())


def competent_at(cause_id: str, authority: str, on: date) -> Competence:
    """The same for an authority by its code."""
    return competent(cause_id, rules.level_of(authority), authority, on)


def delegations(lo: str, hi: str) -> dict[str, list[PowerDelegation]]:
    """Delegations in a range by matter (one query)."""
    found: dict[str, list[PowerDelegation]] = {}
    for row in PowerDelegation.objects.filter(code__gte=lo, code__lt=hi).order_by("power", "code", "since"):
        found.setdefault(row.power, []).append(row)
    return found


def place_name(code: str) -> str:
    """The name of a division."""
    return divisions.names().get(code, code)
