"""3C免办: exemption by its grounds, then a check of how the products are used."""

from django.utils.translation import gettext_lazy

from hengjian.apps.licensing.catalogue import choices
from hengjian.apps.licensing.procedures import CertificationExemption
from hengjian.kernel.act import act
from hengjian.kernel.given import Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, Role

from . import intake, permits


class Wish(intake.IntakeRequest):
    ground: str = ask(gettext_lazy("Ground of the exemption"), choices=choices("exemptions"))
    quantity: int = ask(gettext_lazy("Quantity"), kind="number", at_least=1, at_most=1_000_000)


@act(
    None,
    CertificationExemption.asked,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Ask for an exemption from compulsory certification"),
)
def ask_exemption(row: CertificationExemption, given: Wish, on: Occasion) -> None:
    """Ask for an exemption on one of the grounds of art. 42."""
    intake.take(row, given, on, route="exemption")
    intake.accepted(row, on, tolerant=False)
    row.ground, row.quantity = given.ground, given.quantity


@act(
    CertificationExemption.asked,
    CertificationExemption.granted,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Exempt"),
    paper="licensing.permit",
    discloses="permit",
    apart_from="ask_exemption",
    favourable=True,
)
def exempt(row: CertificationExemption, given: Nothing, on: Occasion) -> None:
    """Exempt; how the products are used is checked later."""
    permit = permits.grant(row, on, row.wanted.mode)
    permits.check_later(permit, on, "use")


@act(
    CertificationExemption.asked,
    CertificationExemption.refused,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Do not exempt"),
    paper="licensing.refusal",
    favourable=False,
)
def refuse(row: CertificationExemption, given: intake.IntakeGrounds, on: Occasion) -> None:
    """Refuse with reasons and remedies."""
    intake.refusal_paper(row, on, given.reason)


@act(
    CertificationExemption.asked,
    CertificationExemption.withdrawn,
    by=APPLICANT,
    label=gettext_lazy("Withdraw"),
    favourable=False,
)
def withdraw(row: CertificationExemption, given: Nothing, on: Occasion) -> None:
    """Take it back."""
