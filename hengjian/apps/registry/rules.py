"""Decisions of the registration procedures: facts and law in, a finding out."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


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


def _art(law: LawOn, article: int, instrument: str = "market_entity_regulation") -> str:
    return law.cite(f"{instrument} art. {article}").text("zh-hans")


def identity(number: str, law: LawOn) -> Ground | None:
    """A resident identity number must have the right form and check character (GB 11643)."""
    if ric.is_valid(number):
        return None
    return Ground(
        _("The identity number is not valid: its date, division or last character is wrong."),
        _art(law, 16),
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
                _art(law, 17, "enterprise_name_regulation"),
                _("Choose another trade name."),
                "name",
            )
            if facts.name_taken_by
            else None,
            *(
                Ground(doubt, _art(law, 17, "enterprise_name_regulation"), _("Compare the names."), "name", bars=False)
                for doubt in facts.name_doubts
            ),
            Ground(
                _("No item of the business scope was chosen."),
                _art(law, 14),
                _("Choose at least one item."),
                "scope_codes",
            )
            if not facts.scope_items
            else None,
            Ground(
                _("These items need a permit before registration: %(items)s.")
                % {"items": "、".join(facts.licensed_before)},
                _art(law, 14),
                _("See the permit, or leave the item out."),
                "scope_codes",
                bars=False,
            )
            if facts.licensed_before
            else None,
            Ground(
                _("The operator already has %(count)d businesses here.") % {"count": facts.entities_of_operator},
                _art(law, 16),
                _("Check that the person applies in earnest."),
                bars=False,
            )
            if facts.entities_of_operator >= 5
            else None,
        ]
    )


def uscc_check(body: str) -> str:
    """Check character of a unified social credit code (GB 32100-2015) for its first 17 characters."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check(body: str) -> str:
    """Check character of an organisation code (GB 11714-1997) for its first 8 characters."""
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in body]
    rest = 11 - sum(v * w for v, w in zip(values, ORG_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(county: str, serial: int, prefix: str = "92") -> str:
    """A unified social credit code for the given county and running number; the same input gives the same code."""
    digits = ""
    for _step in range(5):
        serial, digit = divmod(serial, 31)
        digits = ALPHABET[digit] + digits
    organisation = "MAH" + digits
    body = f"{prefix}{county[:6]}{organisation}{organisation_check(organisation)}"
    return body + uscc_check(body)


def simple_deregistration(facts: dict[str, Any], law: LawOn) -> Finding:
    """What bars the simplified procedure (Regulation, art. 33; Rules, art. 48)."""
    return Finding.of(
        [
            Ground(_("The business is no longer registered."), _art(law, 33), _("There is nothing to deregister."))
            if facts["status"] != "registered"
            else None,
            Ground(
                _("Another deregistration of this business is running: %(number)s.") % {"number": facts["running"]},
                _art(law, 33),
                _("Withdraw that one first."),
            )
            if facts["running"]
            else None,
            Ground(
                _("The promise that debts, wages and taxes are settled is missing."),
                _art(law, 33),
                _("Make the promise, or use the ordinary procedure."),
                "promise",
            )
            if not facts["promise"]
            else None,
        ]
    )
