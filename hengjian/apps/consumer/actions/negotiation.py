"""ODR: joining, a thread of offers, an accepted offer that both sign, and the complaint that follows where none is."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint, Negotiation, OdrMembership
from hengjian.apps.consumer.procedures.complaint import WISHES
from hengjian.apps.consumer.procedures.filing import Filing
from hengjian.apps.consumer.queries.odr import takes_part
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import ANYONE, APPLICANT, CLOCK, COUNTERPARTY, MACHINE, Principal
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .filing import ComplaintFiled, fill, sign
from .words import STAFF, fen, letter, zh

ARTICLE = "consumer_law art. 39"


class OdrJoined(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    contact: str = ask(gettext_lazy("Contact for consumers"), at_least=4, at_most=120)
    first_asked: bool = ask(gettext_lazy("We answer first, whoever sold or made it"), kind="check", default=False)
    advances: bool = ask(gettext_lazy("We pay in advance where it is plain"), kind="check", default=False)


class OdrLeft(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=2, at_most=500)


class Offered(Given):
    text: str = ask(gettext_lazy("What you offer or ask"), lines=3, at_least=2, at_most=1000)
    amount: Decimal | None = ask(gettext_lazy("Amount"), kind="money", default=None, at_least=0)


class BrokenOff(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, default="", at_most=500)


class FromNegotiation(Given):
    negotiation: int = ask(gettext_lazy("Online settlement"), kind="number")


@act(None, OdrMembership.applied, by=ANYONE, label=gettext_lazy("Join online settlement"))
def join(row: OdrMembership, given: OdrJoined, on: Occasion) -> None:
    """A business joins: it negotiates first, in public times."""
    if given.subject not in on.principal.subjects:
        raise NotAllowed(_("The business did not join."), fact=_("You do not act for this business."))
    subject = Subject.objects.get(pk=given.subject)
    if OdrMembership.objects.filter(subject=subject, closed_at=None).exists():
        raise Conflict(
            _("The business did not join."), fact=_("It takes part already, or its application is examined.")
        )
    row.subject, row.subject_name, row.code = subject, subject.name, subject.division_code
    row.contact, row.first_asked, row.advances = given.contact, given.first_asked, given.advances
    row.title = f"ODR企业：{subject.name}"
    row.synthetic = row.synthetic or subject.synthetic
    on.admit(f"subject:{subject.pk}", "entity")


@act(OdrMembership.applied, OdrMembership.member, by=STAFF, label=gettext_lazy("Admit"), favourable=True)
def admit(row: OdrMembership, given: Nothing, on: Occasion) -> None:
    """The business takes part from now on, for everybody to see."""
    body = {
        "name": row.subject_name,
        "since": on.day.isoformat(),
        "coded": {"first_asked": row.first_asked, "advances": row.advances},
    }
    on.disclose("odr_member", f"{row.subject_name}：已加入在线消费纠纷和解", on.law.cite(ARTICLE), body)
    on.tell(APPLICANT, title=_("You take part in online settlement"))


@act(OdrMembership.applied, OdrMembership.turned_down, by=STAFF, label=gettext_lazy("Turn down"), favourable=False)
def turn_down(row: OdrMembership, given: OdrLeft, on: Occasion) -> None:
    """It does not take part, and why."""
    on.note = given.reason
    on.tell(APPLICANT, title=_("Online settlement: not admitted"), body=given.reason)


@act(OdrMembership.member, OdrMembership.leaving, by=(*STAFF, APPLICANT), label=gettext_lazy("Leave online settlement"))
def leave(row: OdrMembership, given: OdrLeft, on: Occasion) -> None:
    """The business leaves, or is taken off for not keeping its promise."""
    on.note = given.reason
    on.then(f"{row.key}.take_down", row.pk)


@act(OdrMembership.leaving, OdrMembership.left, by=MACHINE, label=gettext_lazy("Take down the promise"))
def take_down(row: OdrMembership, given: Nothing, on: Occasion) -> None:
    """What was published of the membership is withdrawn."""
    Disclosure.objects.filter(kind="odr_member", subject=row.subject, withdrawn_at=None).update(withdrawn_at=on.at)


@act(None, Negotiation.talking, by=APPLICANT, label=gettext_lazy("Negotiate with the business first"))
def negotiate(row: Negotiation, given: ComplaintFiled, on: Occasion) -> None:
    """A consumer opens a thread with a business that takes part; their clock is public."""
    what = _("No negotiation was opened.")
    fill(row, given, on, what)
    if row.subject_id is None or not takes_part(row.subject_id):
        raise Incomplete(what, fields={"subject": _("This business does not take part; complain to the authority.")})
    row.channel, row.consents, row.delegable = "platform_web", given.consents, given.delegable
    row.wish, row.known_on = given.wish, given.known_on or given.happened_on
    sign(row, given.name, given.phone, on)
    row.title = f"在线和解：{row.subject_name}"
    row.offers = [
        {"by": "consumer", "at": on.at.isoformat(), "text": zh(dict(WISHES)[given.wish]), "amount": row.amount}
    ]
    on.then(f"{row.key}.bring_in", row.pk)  # nobody names another as a party: the machine brings the business in


@act(Negotiation.talking, None, by=MACHINE, label=gettext_lazy("Bring the business in"))
def bring_in(row: Negotiation, given: Nothing, on: Occasion) -> None:
    """The business takes part from now on and is told."""
    on.admit(f"subject:{row.subject_id}", COUNTERPARTY)
    on.tell(f"subject:{row.subject_id}", title=_("A consumer wants to settle: %(goods)s") % {"goods": row.goods})


def _side(row: Negotiation, who: Principal) -> str:
    return "business" if row.subject_id in who.subjects else "consumer"


def _of_the_other(row: Negotiation, who: Principal) -> bool:
    return bool(row.offers) and row.offers[-1]["by"] != _side(row, who)


def _unsigned(row: Negotiation, who: Principal) -> bool:
    return _side(row, who) not in row.signed


@act(Negotiation.talking, None, by=(APPLICANT, COUNTERPARTY), label=gettext_lazy("Make an offer"))
def offer(row: Negotiation, given: Offered, on: Occasion) -> None:
    """A side says what it offers or asks; the other is told."""
    side = _side(row, on.principal)
    one = {"by": side, "at": on.at.isoformat(), "text": given.text, "amount": fen(given.amount)}
    row.offers = [*row.offers, one]
    on.note = given.text
    on.tell(COUNTERPARTY if side == "consumer" else APPLICANT, title=_("A new offer on %(n)s") % {"n": row.number})


@act(Negotiation.talking, Negotiation.signing, by=(APPLICANT, COUNTERPARTY), label=gettext_lazy("Accept the last offer"),
     favourable=True, offered_if=_of_the_other)  # fmt: skip
def accept_offer(row: Negotiation, given: Nothing, on: Occasion) -> None:
    """The other side's last offer becomes the terms; both sign them."""
    side, last = _side(row, on.principal), row.offers[-1]
    if not _of_the_other(row, on.principal):
        raise Conflict(
            _("Nothing was accepted."), fact=_("The last offer is your own; the other side has to accept it.")
        )
    row.terms, row.terms_amount, row.signed = last["text"], last.get("amount"), [side]
    on.note = row.terms
    on.tell(APPLICANT, COUNTERPARTY, title=_("An offer was accepted: %(number)s") % {"number": row.number})


@act(Negotiation.signing, Negotiation.reconciled, by=(APPLICANT, COUNTERPARTY), label=gettext_lazy("Sign the settlement"),
     favourable=True, offered_if=_unsigned)  # fmt: skip
def sign_settlement(row: Negotiation, given: Nothing, on: Occasion) -> None:
    """The other signature: the settlement stands, its paper is issued, its time and outcome are public."""
    side = _side(row, on.principal)
    if not _unsigned(row, on.principal):
        raise Conflict(_("It was not signed again."), fact=_("This side has signed already."))
    row.signed = [*row.signed, side]
    letter(row, on, "settlement", "消费纠纷和解协议", business=row.subject_name, terms=row.agreed(), goods=row.goods)
    _outcome_is_public(row, on, "settled", Negotiation.reconciled)


@act((Negotiation.talking, Negotiation.signing), Negotiation.broken_off, by=(APPLICANT, COUNTERPARTY),
     label=gettext_lazy("Break off"), favourable=False)  # fmt: skip
def break_off(row: Negotiation, given: BrokenOff, on: Occasion) -> None:
    """No agreement: it becomes a complaint by itself, and nothing has to be told again."""
    on.note = given.reason
    _becomes_a_complaint(row, on)


@act(
    (Negotiation.talking, Negotiation.signing), Negotiation.broken_off, by=CLOCK, label=gettext_lazy("Time has run out")
)
def run_out(row: Negotiation, given: Nothing, on: Occasion) -> None:
    """The promised time has passed without agreement: it becomes a complaint by itself."""
    _becomes_a_complaint(row, on)


def _outcome_is_public(row: Negotiation, on: Occasion, result: str, end: State) -> None:
    days = (on.day - row.opened_at.date()).days
    body = {
        "name": row.subject_name,
        "goods": row.goods,
        "days": days,
        "closed": on.day.isoformat(),
        "coded": {"result": result},
    }
    on.disclose("odr_settlement", f"{row.subject_name}：{zh(end.label)}", on.law.cite(ARTICLE), body)


def _becomes_a_complaint(row: Negotiation, on: Occasion) -> None:
    _outcome_is_public(row, on, "failed", Negotiation.broken_off)
    on.then(f"{Complaint.key}.take_over", None, {"negotiation": row.pk})


CARRIED = [f.name for f in Filing._meta.get_fields() if f.name not in ("channel", "channel_number", "urged", "earlier")]


def carry(old: Filing, row: Complaint) -> None:
    """The content of an earlier filing, and whose it is."""
    for name in CARRIED:
        setattr(row, name, getattr(old, name))
    row.subject, row.subject_name = old.subject, old.subject_name  # type: ignore[attr-defined]
    row.code, row.synthetic = old.code, old.synthetic  # type: ignore[attr-defined]


@act(None, Complaint.received, by=MACHINE, label=gettext_lazy("Take over a failed negotiation"))
def take_over(row: Complaint, given: FromNegotiation, on: Occasion) -> None:
    """A negotiation without agreement goes on as a complaint of the same person, under the same code."""
    old = Negotiation.objects.get(pk=given.negotiation)
    carry(old, row)
    row.channel, row.channel_number, row.consents = "odr", old.number, old.consents
    row.wish, row.known_on, row.delegable = old.wish, old.known_on or old.happened_on, old.delegable
    row.title = f"投诉：{row.subject_name}"
    for party in old.parties.filter(role=APPLICANT):
        on.admit(party.principal, APPLICANT)
    on.then(f"{Complaint.key}.examine", row.pk)
