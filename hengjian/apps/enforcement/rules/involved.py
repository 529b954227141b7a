"""处罚到人: whether somebody can be entered as a person of the case. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.identity import LENGTH, is_resident_number
from hengjian.kernel.law import LawOn


@dataclass(frozen=True)
class Entered:
    """Who is to be entered, and what is known of the case."""

    role: str
    name: str
    number: str
    punished: bool
    ban: bool
    business: bool  # the party is on the register
    known: frozenset[tuple[str, str]]  # name and number of those who stand in the case


def enterable(who: Entered, law: LawOn) -> Finding:
    """A ban is checked by the number wherever its person files, so a wrong number would be no ban."""
    return Finding.of(_grounds(who, law))


def _grounds(who: Entered, law: LawOn) -> Iterable[Ground | None]:
    identity = law.cite("penalty_law art. 54")
    if who.ban and not who.number:
        yield Ground(_("A ban needs the identity number: it is checked by it."), identity, "", "id_number")
    if len(who.number) == LENGTH and not is_resident_number(who.number):
        yield Ground(
            _("The identity number is not valid: its date, division or last character is wrong."),
            identity, _("Copy the 18 characters from the identity card."), "id_number",
        )  # fmt: skip
    if who.ban and not who.business:
        yield Ground(
            _("A ban is registered with the business: this party is not on the register."), identity, "", "ban"
        )
    if who.role == "witness" and who.punished:
        yield Ground(_("A witness is not punished."), identity, "", "role")
    if (who.name, who.number) in who.known:
        yield Ground(
            _("%(name)s stands in the case already.") % {"name": who.name}, identity,
            _("Take the earlier entry out first if it is wrong."), "name",
        )  # fmt: skip
