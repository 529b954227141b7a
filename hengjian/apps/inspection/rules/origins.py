"""No visit without a draw or one of these named exceptions (国发〔2019〕5号: 一律通过双随机、一公开). The list is closed."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import Citation, cite


@dataclass(frozen=True)
class Origin:
    """Why there may be a visit: its name, the article that allows it, whether it comes from a draw, what proves it."""

    label: Any
    basis: str
    drawn: bool = False
    proof: bool = True  # must say on which draw, lead, order or plan it rests

    @property
    def article(self) -> Citation:
        return cite(self.basis)


ORIGINS: dict[str, Origin] = {
    "draw": Origin(_("Drawn"), "double_random_state_council", drawn=True),
    "lead": Origin(_("Lead"), "double_random_state_council"),
    "complaint": Origin(_("Complaint or report"), "complaint_measures_2026"),
    "special_field": Origin(_("Key supervision of a special field"), "special_equipment_inspection"),
    "licence_follow_up": Origin(_("Follow-up of a permit"), "licensing_law art. 61"),
    "emergency": Origin(_("Emergency"), "emergency_law", proof=False),
    "transferred": Origin(_("Assigned or transferred by another authority"), "enterprise_inspection_norms"),
    "recheck": Origin(_("Second look after an order to correct"), "penalty_law art. 28"),
    "campaign": Origin(_("Campaign"), "enterprise_inspection_norms"),
    "self_check": Origin(_("Self-check with lines not met"), "food_subject_responsibility"),
    "full_coverage": Origin(_("Fixed frequency for every subject"), "food_inspection_measures art. 9"),
}


def admissible(origin: str, source: str) -> Finding:
    """Is there a ground for the visit, and is it named?"""
    found = ORIGINS.get(origin)
    if found is None:
        fact = _("A visit needs a draw or one of the named exceptions; this is none.")
        return Finding.of([Ground(fact, cite("double_random_state_council"), _("Choose one of the list."), "origin")])
    if found.proof and not source.strip():
        fact = _("It is not said on which draw, lead, order or plan the check rests.")
        return Finding.of([Ground(fact, found.article, _("Write its number."), "source")])
    return Finding()
