"""Acts of the transfer to the police: decided in three days, sent in one, answered in three; nothing is lost on the way."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import PoliceTransfer
from hengjian.apps.enforcement.rules import police as rules
from hengjian.apps.enforcement.rules.causes import causes
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import COUNTERPARTY, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from .around import STAFF, concerns, entitle, matter, mine

NOT_DONE = gettext_lazy("Nothing was transferred.")
THEIRS = (*STAFF, COUNTERPARTY)  # the police act themselves, or the authority records what they sent


class Suspected(Given):
    about: str = ask(gettext_lazy("Number of the case or lead"), at_most=80)
    cause: str = ask(gettext_lazy("Cause of action"), kind="penalty_cause")
    crime: str = ask(gettext_lazy("Suspected crime"), kind="suspected_crime")
    amount_kind: str = ask(gettext_lazy("What the amount is"), choices=list(rules.AMOUNTS.items()), default="")
    amount: Decimal = ask(gettext_lazy("Amount"), kind="number", default=Decimal(0), at_least=0)
    what: str = ask(gettext_lazy("Facts and evidence"), lines=5, at_least=4, at_most=1500)
    team: list[int] = ask(gettext_lazy("Officers who examine it"), kind="check_officer")
    things: str = ask(gettext_lazy("Items and papers"), lines=3, default="", at_most=1000)


class NotTransferred(Given):
    reason: str = ask(gettext_lazy("Why it is not transferred"), lines=3, at_least=4, at_most=1000)


class SendOff(Given):
    police: str = ask(gettext_lazy("Police station"), at_least=2, at_most=120)
    account: str = ask(
        gettext_lazy("Account of the police"),
        default="",
        at_most=60,
        help=gettext_lazy("With an account they see the matter and its clock, and answer here."),
    )


class ReceiptEntry(Given):
    receipt: str = ask(gettext_lazy("Receipt: number, name, date"), at_least=2, at_most=120)


class PoliceOpens(Given):
    police_no: str = ask(gettext_lazy("Number of the police"), at_least=2, at_most=80)


class PoliceDeclines(Given):
    reason: str = ask(gettext_lazy("Reason of the police"), lines=3, at_least=2, at_most=1000)


class AskAgain(Given):
    reason: str = ask(gettext_lazy("Why the police should decide again"), lines=3, at_least=4, at_most=1000)


class HandOver(Given):
    receipt: str = ask(gettext_lazy("Receipt for items and papers"), at_least=2, at_most=120)


@act(
    None,
    PoliceTransfer.proposed,
    by=Role.HANDLER,
    label=gettext_lazy("Propose a transfer to the police"),
    certificate=True,
    basis="crime_transfer art. 5",
)
def propose_transfer(row: PoliceTransfer, given: Suspected, on: Occasion) -> None:
    """Two officers or more examine it and report; the head decides within three days."""
    what = str(NOT_DONE)
    found = matter(given.about, "about", what)
    least = on.law.value("transfer.team")
    if len(set(given.team)) < least.amount:
        fact = _("At least %(count)d officers examine it.") % {"count": least.amount}
        raise Incomplete(what, fact=fact, article=least.cite, fields={"team": fact})
    if given.cause not in causes() or given.crime not in {t.id for t in rules.thresholds()}:
        raise Incomplete(what, fields={"crime": _("Choose one of the values offered.")})
    row.about, row.cause, row.crime, row.what = found, given.cause, given.crime, given.what
    row.team, row.things = sorted(set(given.team)), given.things
    row.amounts = {given.amount_kind: str(given.amount)} if given.amount_kind else {}
    concerns(row, found.subject, code=found.code)
    mine(row, on)
    entitle(row, "移送公安", found.number)
    verdict = rules.suspicions(given.cause, {given.amount_kind: given.amount})
    reached = [s.threshold.name for s in verdict if s.must]
    on.note = (
        _("Threshold reached: %(names)s") % {"names": "、".join(reached)} if reached else _("For the head to judge")
    )


@act(
    PoliceTransfer.proposed,
    PoliceTransfer.approved,
    by=Role.HEAD,
    label=gettext_lazy("Approve the transfer"),
    apart_from="propose_transfer",
    basis="crime_transfer art. 5",
)
def approve_transfer(row: PoliceTransfer, given: Nothing, on: Occasion) -> None:
    """From here twenty-four hours."""
    _tell_handler(row, on, _("Transfer approved: send it within 24 hours"))


@act(
    PoliceTransfer.proposed,
    PoliceTransfer.kept,
    by=Role.HEAD,
    label=gettext_lazy("Do not transfer"),
    apart_from="propose_transfer",
    basis="crime_transfer art. 5",
)
def keep_case(row: PoliceTransfer, given: NotTransferred, on: Occasion) -> None:
    """The reason goes on file; the case goes on."""
    row.reason = given.reason
    on.note = given.reason
    _tell_handler(row, on, _("Not transferred: go on with the case"))


@act(
    PoliceTransfer.approved,
    PoliceTransfer.with_police,
    by=STAFF,
    label=gettext_lazy("Send to the police"),
    paper="kernel.notice",
    basis="crime_transfer art. 6",
    irreversible=True,
)
def send_off(row: PoliceTransfer, given: SendOff, on: Occasion) -> None:
    """Letter of transfer, report of the investigation, list of items, reports of tests; the police have three days."""
    row.police = given.police
    if given.account:
        user = people.account_named(given.account, NOT_DONE)
        on.admit(f"user:{user.pk}", COUNTERPARTY)
        on.tell(f"user:{user.pk}", title=_("Transferred to you: %(name)s") % {"name": row.suspected}, body=row.what)


@act(PoliceTransfer.with_police, None, by=THEIRS, label=gettext_lazy("Note the receipt"), basis="crime_transfer art. 7")
def note_receipt(row: PoliceTransfer, given: ReceiptEntry, on: Occasion) -> None:
    """The police sign for what they received."""
    row.receipt = given.receipt
    on.note = given.receipt


@act(
    (PoliceTransfer.with_police, PoliceTransfer.asked_again),
    PoliceTransfer.items_due,
    by=THEIRS,
    label=gettext_lazy("The police open a case"),
    basis="crime_transfer art. 8",
)
def police_open(row: PoliceTransfer, given: PoliceOpens, on: Occasion) -> None:
    """Items and papers follow within three days."""
    row.police_no = given.police_no
    on.note = given.police_no
    _tell_handler(row, on, _("The police opened a case: hand over items within three days"))


@act(
    (PoliceTransfer.with_police, PoliceTransfer.asked_again),
    (PoliceTransfer.declined, PoliceTransfer.came_back),
    by=THEIRS,
    label=gettext_lazy("The police decline"),
    basis="crime_transfer art. 8",
)
def police_decline(row: PoliceTransfer, given: PoliceDeclines, on: Occasion) -> State:
    """With the reason and the file; after a second time the matter comes back."""
    row.reason = given.reason
    on.note = given.reason
    _tell_handler(row, on, _("The police declined: ask again within three days, or go on with the case"))
    return PoliceTransfer.came_back if row.state == PoliceTransfer.asked_again.name else PoliceTransfer.declined


@act(
    PoliceTransfer.declined,
    PoliceTransfer.asked_again,
    by=STAFF,
    label=gettext_lazy("Ask the police to decide again"),
    basis="crime_transfer art. 9",
)
def ask_police_again(row: PoliceTransfer, given: AskAgain, on: Occasion) -> None:
    """Within three days; the public prosecutor may be asked to look at it beside this."""
    on.note = given.reason
    on.tell(COUNTERPARTY, title=_("Please decide again: %(number)s") % {"number": row.number}, body=given.reason)


@act(
    PoliceTransfer.declined,
    PoliceTransfer.came_back,
    by=STAFF,
    label=gettext_lazy("Take the matter back"),
    basis="crime_transfer art. 10",
)
def take_matter_back(row: PoliceTransfer, given: Nothing, on: Occasion) -> None:
    """It is decided as an administrative case."""


@act(
    PoliceTransfer.items_due,
    PoliceTransfer.handed_over,
    by=STAFF,
    label=gettext_lazy("Hand over items and papers"),
    basis="crime_transfer art. 12",
)
def hand_items(row: PoliceTransfer, given: HandOver, on: Occasion) -> None:
    """Against receipt; what the authority has ordered or confiscated before stays in force."""
    row.receipt = f"{row.receipt}；{given.receipt}"[:120] if row.receipt else given.receipt
    on.note = given.receipt


def _tell_handler(row: PoliceTransfer, on: Occasion, title: str) -> None:
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=title, body=row.title)
