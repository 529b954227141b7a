"""Decisions on leaving the register: facts and law in, a finding out."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .articles import art


def simple_deregistration(facts: dict[str, Any], law: LawOn) -> Finding:
    """What bars the simplified procedure (Regulation, art. 33; Rules, art. 48)."""
    return Finding.of(
        [
            Ground(_("The business is no longer registered."), art(law, 33), _("There is nothing to deregister."))
            if facts["status"] != "registered"
            else None,
            Ground(
                _("Another deregistration of this business is running: %(number)s.") % {"number": facts["running"]},
                art(law, 33),
                _("Withdraw that one first."),
            )
            if facts["running"]
            else None,
            Ground(
                _("The promise that debts, wages and taxes are settled is missing."),
                art(law, 33),
                _("Make the promise, or use the ordinary procedure."),
                "promise",
            )
            if not facts["promise"]
            else None,
        ]
    )
