"""Decisions about reserving and disputing names: facts in, a finding out."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.naming.citing import art
from hengjian.apps.registry.naming.comparing import Kind
from hengjian.kernel.finding import Finding, Ground


@dataclass(frozen=True)
class DisputeFacts:
    """What the acceptance of a dispute looks at (Regulation, art. 21)."""

    claimant_status: str
    respondent_status: str
    same_subject: bool
    respondent_here: bool
    running: str
    likeness: Kind | None


def acceptance(facts: DisputeFacts) -> Finding:
    """May the authority rule on this dispute? Likeness of the names is for the ruling, so that its lack only warns."""
    return Finding.of(
        [
            Ground(_("An enterprise cannot dispute its own name."), art(21, 1), _("Name the other one."), "respondent")
            if facts.same_subject
            else None,
            Ground(_("The enterprise that asks is not registered."), art(21, 1), _("Register first."), "claimant")
            if facts.claimant_status != "registered"
            else None,
            Ground(_("The other enterprise is no longer registered."), art(21, 1), "", "respondent")
            if facts.respondent_status != "registered"
            else None,
            Ground(
                _("The other enterprise is registered elsewhere."),
                art(21, 1),
                _("Ask the authority that registered it."),
                "respondent",
            )
            if not facts.respondent_here
            else None,
            Ground(
                _("A dispute about this name is running: %(number)s.") % {"number": facts.running},
                art(21, 2),
                _("Wait for its ruling."),
                "respondent",
            )
            if facts.running
            else None,
            Ground(
                _("The two names are neither the same nor similar by the comparison rules."),
                art(21, 1),
                _("Explain why the public confuses them."),
                "grounds",
                bars=False,
            )
            if facts.likeness is None
            else None,
        ]
    )
