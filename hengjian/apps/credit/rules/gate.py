"""The gate before the list of serious violations: heavier penalty, gravity, fault (Order 44, arts. 2 and 12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

GRAVITY = [
    ("malice", _("Acted on purpose")),
    ("frequency", _("Often")),
    ("duration", _("For long")),
    ("amount", _("High value of goods or high gain")),
    ("harm", _("Harm to life, health or property")),
    ("obstruction", _("Obstructed the inquiry or repeated it")),
]


@dataclass(frozen=True)
class GateFacts:
    """What an entry on the serious list is judged by."""

    heavier: bool
    gravity: tuple[str, ...]
    no_fault: bool
    penalty_stands: bool
    already: str = ""


def gate(facts: GateFacts, law: LawOn) -> Finding:
    """May the entry be proposed?"""
    return Finding.of(_grounds(facts, law))


def _grounds(facts: GateFacts, law: LawOn) -> Iterable[Ground]:
    gravity, heavy = law.cite("serious_violation_list art. 12"), law.cite("serious_violation_list art. 2")
    if not facts.penalty_stands:
        yield Ground(
            _("There is no penalty of this subject on record that it could rest on."),
            heavy,
            _("Record the penalty first."),
            "penalty_no",
        )
    elif not facts.heavier:
        yield Ground(
            _("The penalty is not a heavier one."),
            heavy,
            _("Without a heavier penalty nothing is entered on the list."),
            "penalty_no",
        )
    if not facts.gravity:
        yield Ground(
            _("Nothing says that the violation was grave."), gravity, _("Name what makes it grave."), "gravity"
        )
    if facts.no_fault:
        yield Ground(_("The party has proved that it was not at fault."), gravity, _("It is not entered."), "no_fault")
    if facts.already:
        yield Ground(
            _("It is on this list already: %(number)s.") % {"number": facts.already}, heavy, _("Go on with that one.")
        )


def above(own: str, code: str) -> bool:
    """Is the authority `own` above the one that decides?"""
    return own == "0" or (len(own) < len(code) and code.startswith(own))


def needs_consent(code: str, wanted: bool) -> bool:
    """County and city decide with the consent of the level above (art. 14)."""
    return wanted and len(code) > 2


def objection_open(listed_on: date, today: date, last: date | None) -> bool:
    """May the entry still be objected to?"""
    return last is not None and listed_on <= today <= last
