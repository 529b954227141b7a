"""Decisions on the cancellation of a registration, and what the register says without it. Pure."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .articles import RULES, art
from .items import Items, changed


def without(before: Items, false: Items, later: Sequence[Items]) -> list[Items]:
    """The false state and all later ones as they are without it: what it had changed and nobody changed since, goes back."""
    touched = changed(before, false)
    corrected = [before]
    for one in later:
        back = {name: getattr(before, name) for name in touched if getattr(one, name) == getattr(false, name)}
        corrected.append(one.model_copy(update=back))
    return corrected


def never_was(states: Sequence[Items]) -> list[Items]:
    """All states of an entity whose establishment is cancelled."""
    return [one.model_copy(update={"status": "registration_cancelled"}) for one in states]


def decision(public_until: date | None, today: date, law: LawOn) -> Finding:
    """May it be decided now? Not while the publicity runs (Regulation, art. 40; Rules, art. 53)."""
    if public_until is None or today > public_until:
        return Finding()
    return Finding.of(
        [
            Ground(
                _("The publicity runs until %(day)s; until then objections may come.")
                % {"day": public_until.isoformat()},
                art(law, 53, RULES),
                _("Decide when it is over."),
            )
        ]
    )


def undisputed(admitted: bool, proof: str, objections: Sequence[str], law: LawOn) -> Finding:
    """May the shortened way be gone? Fraud admitted or proven by a paper, and nobody objects."""
    return Finding.of(
        [
            Ground(
                _("The fraud is neither admitted nor proven by a paper."),
                art(law, 53, RULES),
                _("Investigate, or name the paper that proves it."),
                "proof",
            )
            if not admitted and not proof
            else None,
            Ground(
                _("Somebody has objected; it is not undisputed."),
                art(law, 53, RULES),
                _("Investigate in the ordinary way."),
            )
            if objections
            else None,
        ]
    )
