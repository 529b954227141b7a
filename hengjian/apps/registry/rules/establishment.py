"""Decisions of the registration procedures: facts and law in, a finding out."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .articles import NAMES, art


@dataclass(frozen=True)
class EstablishmentFacts:
    """What the examination of an establishment looks at."""

    name_barred: bool
    name_doubts: tuple[str, ...]
    name_taken_by: tuple[str, ...]
    id_number: str
    premises: str
    licensed_before: tuple[str, ...]
    scope_items: int
    entities_of_operator: int


def identity(number: str, law: LawOn) -> Ground | None:
    """A resident identity number must have the right form and check character (GB 11643)."""
    if ric.is_valid(number):
        return None
    return Ground(
        _("The identity number is not valid: its date, division or last character is wrong."),
        art(law, 16),
        _("Copy the 18 characters from the identity card."),
        "id_number",
    )


def examination(facts: EstablishmentFacts, law: LawOn) -> Finding:
    """May the establishment be registered at once? Barring grounds refuse, others ask an officer to look."""
    taken = "、".join(facts.name_taken_by)
    return Finding.of(
        [
            identity(facts.id_number, law),
            Ground(
                _("The name is taken: %(names)s.") % {"names": taken},
                art(law, 17, NAMES),
                _("Choose another trade name."),
                "name",
            )
            if facts.name_taken_by
            else None,
            *(
                Ground(doubt, art(law, 17, NAMES), _("Compare the names."), "name", bars=False)
                for doubt in facts.name_doubts
            ),
            Ground(
                _("No item of the business scope was chosen."),
                art(law, 14),
                _("Choose at least one item."),
                "scope_codes",
            )
            if not facts.scope_items
            else None,
            Ground(
                _("These items need a permit before registration: %(items)s.")
                % {"items": "、".join(facts.licensed_before)},
                art(law, 14),
                _("See the permit, or leave the item out."),
                "scope_codes",
                bars=False,
            )
            if facts.licensed_before
            else None,
            Ground(
                _("The operator already has %(count)d businesses here.") % {"count": facts.entities_of_operator},
                art(law, 16),
                _("Check that the person applies in earnest."),
                bars=False,
            )
            if facts.entities_of_operator >= 5
            else None,
        ]
    )
