"""Acts on creditors' claims in a liquidation."""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.procedures import Claim, Liquidation
from hengjian.apps.registry.rules import liquidation as rules
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Disclosure
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import ANYONE, APPLICANT, COUNTERPARTY, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from .leaving import put

OPEN = (Claim.filed, Claim.admitted, Claim.disputed)


class ClaimGiven(Given):
    announcement: int = ask(gettext_lazy("Call to creditors, by its number"), kind="number")
    creditor: str = ask(gettext_lazy("Creditor"), at_most=100)
    amount: Decimal = ask(gettext_lazy("Amount claimed"), kind="money", at_least=0, at_most=10**15)
    ground: str = ask(gettext_lazy("Ground and evidence"), lines=4, at_least=5, at_most=1000)
    notified_on: date | None = ask(
        gettext_lazy("Notified on"),
        kind="date",
        default=None,
        help=gettext_lazy("Only if the liquidation group wrote to you"),
    )


class ClaimDispute(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=5, at_most=300)


class ClaimRuling(Given):
    ruling: str = ask(gettext_lazy("Ruling or settlement"), lines=2, at_least=5, at_most=300)
    upheld: bool = ask(gettext_lazy("The claim stands and has been paid"), kind="check", default=False)


@act(None, Claim.filed, by=ANYONE, label=gettext_lazy("File a claim"))
def file(row: Claim, given: ClaimGiven, on: Occasion) -> None:
    """A creditor files a claim on the call to creditors (Company Law, art. 235)."""
    call = Disclosure.objects.select_related("subject").filter(pk=given.announcement, kind=queries.CALL).first()
    if call is None or call.subject is None:
        raise Incomplete(
            _("The claim was not taken."),
            fields={"announcement": _("There is no such call; find it in the public record.")},
        )
    put(row, call.subject)
    row.title = f"{call.subject.name}：{given.creditor}"[:200]
    row.creditor, row.amount, row.ground = given.creditor, given.amount, given.ground
    row.notified_on = given.notified_on
    called_on = timezone.localdate(call.since)
    row.last_day = rules.claim_until(call.subject.kind, given.notified_on, called_on, on.law, deadline.calendar())
    row.supplementary = on.day > row.last_day
    on.then("registry.claim.take_up", row.pk)


@act(Claim.filed, (Claim.filed, Claim.rejected), by=MACHINE, label=gettext_lazy("Pass to the liquidation group"))
def take_up(row: Claim, given: Nothing, on: Occasion) -> State:
    """Put it before the liquidation group; a late one counts until the liquidation is finished."""
    row.liquidation = Liquidation.objects.filter(subject_id=row.subject_id or 0).order_by("-opened_at").first()
    if row.liquidation is None or row.liquidation.closed_at is not None:
        row.ruling = _("The liquidation is over.")
        return Claim.rejected
    on.parties.append((f"subject:{row.subject_id}", COUNTERPARTY))
    on.tell(f"subject:{row.subject_id}", title=_("A creditor has filed a claim: %(name)s") % {"name": row.creditor})
    return Claim.filed


@act((Claim.filed, Claim.disputed), Claim.admitted, by=COUNTERPARTY, label=gettext_lazy("Admit the claim"))
def accept(row: Claim, given: Nothing, on: Occasion) -> None:
    """The liquidation group registers the claim; it is to be paid."""
    on.tell(APPLICANT, title=_("Your claim was admitted: %(name)s") % {"name": row.title})


@act(Claim.filed, Claim.disputed, by=COUNTERPARTY, label=gettext_lazy("Dispute the claim"))
def dispute(row: Claim, given: ClaimDispute, on: Occasion) -> None:
    """The liquidation group disputes it; it stays open until it is settled or a court has decided."""
    on.note = given.reason
    on.tell(APPLICANT, title=_("Your claim is disputed: %(name)s") % {"name": row.title}, body=given.reason)


@act((Claim.admitted, Claim.disputed), Claim.settled, by=APPLICANT, label=gettext_lazy("Confirm payment"))
def confirm_paid(row: Claim, given: Nothing, on: Occasion) -> None:
    """The creditor confirms that it is settled."""


@act(OPEN, Claim.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw"))
def withdraw(row: Claim, given: Nothing, on: Occasion) -> None:
    """The creditor takes the claim back."""


@act(
    (Claim.admitted, Claim.disputed),
    (Claim.settled, Claim.rejected),
    by=Role.HANDLER,
    label=gettext_lazy("Record a ruling or proof of payment"),
)
def record_ruling(row: Claim, given: ClaimRuling, on: Occasion) -> State:
    """A court has decided, or payment is proven although the creditor does not confirm it."""
    row.ruling = given.ruling
    on.note = given.ruling
    return Claim.settled if given.upheld else Claim.rejected
