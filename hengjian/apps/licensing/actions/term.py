"""延续 and 变更 (Licensing Law, arts. 49 and 50)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.procedures import Alteration, Renewal
from hengjian.apps.licensing.rules import terms as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role

from . import holding, intake, permits


class Longer(Given):
    permit: str = ask(gettext_lazy("Permit"), kind="permit", at_most=40)
    changed: bool = ask(gettext_lazy("The conditions on the premises have changed"), kind="check", default=False)


class Different(Given):
    permit: str = ask(gettext_lazy("Permit"), kind="permit", at_most=40)
    content: str = ask(gettext_lazy("New content"), lines=2, at_least=2, at_most=300)
    premises: str = ask(gettext_lazy("New premises"), default="", at_most=200)
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=2, at_most=300)


@act(None, Renewal.asked, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Renew a permit"))
def ask_renewal(row: Renewal, given: Longer, on: Occasion) -> None:
    """Ask for a renewal within its window; if nothing is decided before the permit ends, it is renewed."""
    permit = holding.take(row, given.permit, on)
    rules.renewal(queries.renewal_facts(permit, Renewal), on.law).require(_("The renewal was not taken."))
    row.ends_on, row.changed = permit.valid_until, given.changed
    if permit.valid_until:
        on.then("licensing.renewal.deem_renewed", row.pk, at=permits.end_of(permit.valid_until))


def _renew(row: Renewal, on: Occasion) -> None:
    permit = row.held_permit
    first = permit.valid_until or on.day
    validity = on.law.value(permit.item.validity) if permit.item.validity else None
    permits.replace(permit, row, on, valid_until=rules.last_day(rules.next_day(first), validity), state="valid")


@act(
    Renewal.asked,
    Renewal.granted,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Renew"),
    paper="licensing.permit",
    discloses="permit",
    apart_from="ask_renewal",
    favourable=True,
)
def renew(row: Renewal, given: Nothing, on: Occasion) -> None:
    """Renewed from the day after the old term ends, under the same number."""
    _renew(row, on)


@act(
    Renewal.asked,
    Renewal.granted,
    by=CLOCK,
    held="*",
    label=gettext_lazy("Counts as renewed"),
    paper="licensing.permit",
    discloses="permit",
)
def deem_renewed(row: Renewal, given: Nothing, on: Occasion) -> None:
    """Nothing was decided before the permit ended: it counts as renewed (art. 50)."""
    _renew(row, on)


@act(None, Alteration.asked, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Change a permit"))
def ask_change(row: Alteration, given: Different, on: Occasion) -> None:
    """Ask that what the permit says be changed."""
    holding.take(row, given.permit, on, states=("valid",))
    intake.printable(given, ("content", "premises"), _("The change was not taken."))
    row.content, row.premises, row.reason = given.content, given.premises, given.reason


@act(
    Alteration.asked,
    Alteration.granted,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Change"),
    paper="licensing.permit",
    discloses="permit",
    apart_from="ask_change",
    favourable=True,
)
def change(row: Alteration, given: Nothing, on: Occasion) -> None:
    """A new edition under the same number and to the same day."""
    permit = row.held_permit
    permits.replace(permit, row, on, content=row.content, premises=row.premises or permit.premises)


# What is the same for both: refused with reasons, or taken back.
REFUSES: dict[str, Any] = {"by": (Role.APPROVER, Role.HEAD), "paper": "licensing.refusal", "favourable": False}
TAKES_BACK: dict[str, Any] = {"by": APPLICANT, "label": gettext_lazy("Withdraw"), "favourable": False}
TITLES = {Renewal.key: "不予延续决定书", Alteration.key: "不予变更决定书"}


@act(Renewal.asked, Renewal.refused, label=gettext_lazy("Do not renew"), **REFUSES)
@act(Alteration.asked, Alteration.refused, label=gettext_lazy("Do not change"), **REFUSES)
def refuse(row: Renewal | Alteration, given: intake.IntakeGrounds, on: Occasion) -> None:
    """Refuse with reasons and remedies."""
    intake.refusal_paper(row, on, given.reason, title=TITLES[row.key], items=row.held_permit.item.name)


@act(Renewal.asked, Renewal.withdrawn, **TAKES_BACK)
@act(Alteration.asked, Alteration.withdrawn, **TAKES_BACK)
def withdraw(row: Renewal | Alteration, given: Nothing, on: Occasion) -> None:
    """Take it back."""
