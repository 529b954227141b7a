"""The register of issuers of prepaid cards: entry, figures, early signs, restraint, closing, failure."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import PrepaidIssuer
from hengjian.apps.consumer.procedures.prepaid import DEPARTMENTS, TRADES
from hengjian.apps.consumer.rules import prepaid as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from .words import fen

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD)
STANDING = (PrepaidIssuer.registered, PrepaidIssuer.alerted, PrepaidIssuer.restrained)


class IssuerEntry(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    trade: str = ask(gettext_lazy("Trade"), choices=TRADES)
    cards: int = ask(gettext_lazy("Cards outstanding"), kind="number", at_least=0)
    balance: Decimal = ask(gettext_lazy("Balance owed"), kind="money", at_least=0)
    deposit: Decimal = ask(gettext_lazy("Deposit or guarantee"), kind="money", at_least=0, default=Decimal(0))
    bank: str = ask(gettext_lazy("Deposit held at"), default="", at_most=80)


class IssuerFigures(Given):
    cards: int = ask(gettext_lazy("Cards outstanding"), kind="number", at_least=0)
    balance: Decimal = ask(gettext_lazy("Balance owed"), kind="money", at_least=0)
    deposit: Decimal = ask(gettext_lazy("Deposit or guarantee"), kind="money", at_least=0, default=Decimal(0))


class IssuerDecision(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=4, at_least=8, at_most=1000)


@act(
    None,
    PrepaidIssuer.registered,
    by=STAFF,
    label=gettext_lazy("Register an issuer of prepaid cards"),
    basis="consumer_regulation art. 22",
)
def register_issuer(row: PrepaidIssuer, given: IssuerEntry, on: Occasion) -> None:
    """Who issues, what is owed, which department answers."""
    what = _("The issuer was not registered.")
    subject = Subject.objects.filter(pk=given.subject).first()
    if subject is None:
        raise Incomplete(what, fields={"subject": _("There is no such subject.")})
    if PrepaidIssuer.objects.filter(subject=subject, closed_at=None).exclude(pk=row.pk).exists():
        raise Incomplete(what, fields={"subject": _("This issuer is on the register already.")})
    row.subject, row.subject_name = subject, subject.name
    row.synthetic = row.synthetic or subject.synthetic
    row.trade, row.department, row.bank = given.trade, DEPARTMENTS[given.trade], given.bank
    row.cards, row.balance, row.deposit = given.cards, fen(given.balance) or 0, fen(given.deposit) or 0
    row.title = f"{subject.name}：预付卡经营者"


@act(STANDING, None, by=STAFF, label=gettext_lazy("Enter new figures"))
def enter_figures(row: PrepaidIssuer, given: IssuerFigures, on: Occasion) -> None:
    """As the issuer or its bank reports them; early signs are looked at afterwards."""
    before = row.balance
    row.cards, row.balance, row.deposit = given.cards, fen(given.balance) or 0, fen(given.deposit) or 0
    if row.state == "registered":
        on.then("consumer.prepaid_issuer.look", row.pk, {"balance_before": before})


class IssuerLook(Given):
    balance_before: int | None = ask(gettext_lazy("Balance before, in fen"), kind="number", default=None)


@act(
    PrepaidIssuer.registered,
    (PrepaidIssuer.registered, PrepaidIssuer.alerted),
    by=(MACHINE, Role.HANDLER),
    label=gettext_lazy("Look for early signs"),
)
def look(row: PrepaidIssuer, given: IssuerLook, on: Occasion) -> State:
    """Complaints, cover and balance against the bounds; what holds is told with its figure and waits for a person."""
    facts = queries.signals.issuer_facts(row.subject_id or 0, row.balance, row.cover, given.balance_before)
    row.signs = rules.signs(facts)
    if not row.signs:
        return PrepaidIssuer.registered
    on.note = "；".join(row.signs)[:500]
    return PrepaidIssuer.alerted


@act(PrepaidIssuer.alerted, PrepaidIssuer.registered, by=LEADERS, label=gettext_lazy("No risk"))
def clear_signs(row: PrepaidIssuer, given: IssuerDecision, on: Occasion) -> None:
    """The signs have another cause."""
    row.signs, row.decision = [], given.reason
    on.note = given.reason[:500]


@act(
    PrepaidIssuer.alerted,
    PrepaidIssuer.restrained,
    by=LEADERS,
    label=gettext_lazy("Call the departments, no new cards"),
    favourable=False,
)
def restrain(row: PrepaidIssuer, given: IssuerDecision, on: Occasion) -> None:
    """The competent department and this authority handle it together; no new prepayments are taken (条例 22)."""
    row.decision = given.reason
    on.note = f"{row.department}：{given.reason}"[:500]
    on.tell(
        f"subject:{row.subject_id}",
        title=_("No new prepayments: %(number)s") % {"number": row.number},
        body=given.reason,
    )


@act(
    PrepaidIssuer.restrained,
    PrepaidIssuer.registered,
    by=LEADERS,
    label=gettext_lazy("Lift the restraint"),
    favourable=True,
)
def lift_restraint(row: PrepaidIssuer, given: IssuerDecision, on: Occasion) -> None:
    """The danger is over."""
    row.signs, row.decision = [], given.reason


@act(STANDING, PrepaidIssuer.closing, by=STAFF, label=gettext_lazy("Closing is announced"))
def announce_closing(row: PrepaidIssuer, given: IssuerDecision, on: Occasion) -> None:
    """Announced thirty days ahead, with how balances are paid back."""
    row.decision = given.reason


@act(PrepaidIssuer.closing, PrepaidIssuer.settled, by=CLOCK, label=gettext_lazy("Closed"))
def end_closing(row: PrepaidIssuer, given: Nothing, on: Occasion) -> None:
    """The announced time is over."""


@act(
    (*STANDING, PrepaidIssuer.closing),
    PrepaidIssuer.failed,
    by=LEADERS,
    label=gettext_lazy("It has failed"),
    irreversible=True,
    favourable=False,
)
def fail(row: PrepaidIssuer, given: IssuerDecision, on: Occasion) -> None:
    """Closed and gone with balances owed: a joint incident and a lead follow."""
    row.decision = given.reason
    on.note = given.reason[:500]
