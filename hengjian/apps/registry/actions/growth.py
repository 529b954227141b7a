"""Acts of the nursery of small firms and of the financing board."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import Remark
from hengjian.apps.registry.procedures import FinancingNeed, NurseryPlace
from hengjian.apps.registry.procedures.growth import LEVELS, offered
from hengjian.apps.registry.procedures.wallet import RELEASED
from hengjian.apps.registry.queries import growth, support
from hengjian.apps.registry.rules import growth as rules
from hengjian.apps.registry.rules.days import plain_end
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import APPLICANT, CLOCK, COUNTERPARTY, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from .leaving import morning_after, own_subject
from .wallet import about, own_firm

WIDTH = {"county": 6, "city": 4, "province": 2}
MOST_MONEY = 10_000_000


class NurseryProposal(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    level: str = ask(gettext_lazy("Level"), choices=LEVELS, pattern="^(county|city|province)$")
    field: str = ask(gettext_lazy("What it is good at"), at_least=2, at_most=100)


class NurseryGrounds(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=5, at_most=500)


class NurseryHelp(Given):
    service: str = ask(gettext_lazy("Help given"), at_least=4, at_most=200)


class FinancingWish(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    amount: Decimal = ask(gettext_lazy("Amount, 10,000 yuan"), kind="number", at_least=1, at_most=MOST_MONEY)
    months: int = ask(gettext_lazy("Term in months"), kind="number", at_least=1, at_most=360)
    purpose: str = ask(gettext_lazy("Purpose"), at_least=4, at_most=300)
    released: list[str] = ask(gettext_lazy("What the banks may see"), choices=RELEASED.items(), at_least=1)
    days: int = ask(gettext_lazy("For how many days"), kind="number", at_least=1, at_most=365, default=90)


class BankOffer(Given):
    amount: Decimal = ask(gettext_lazy("Amount, 10,000 yuan"), kind="number", at_least=1, at_most=MOST_MONEY)
    rate: Decimal = ask(gettext_lazy("Interest a year, percent"), kind="number", at_least=0, at_most=36)
    months: int = ask(gettext_lazy("Term in months"), kind="number", at_least=1, at_most=360)
    note: str = ask(gettext_lazy("Conditions"), default="", at_most=200)


class ChosenOffer(Given):
    bank: str = ask(gettext_lazy("Bank"), kind="offering_bank", at_most=80)


class FinancingOutcome(Given):
    outcome: str = ask(gettext_lazy("Outcome"), at_least=2, at_most=300)


# ---- nursery ----


@act(None, NurseryPlace.proposed, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Propose a firm for the nursery"))
def propose_place(row: NurseryPlace, given: NurseryProposal, on: Occasion) -> None:
    """Propose a small or micro firm for a level of the nursery."""
    what = _("It was not proposed.")
    subject = own_subject(given.subject, on, what)
    about(row, subject, on)
    row.level, row.field, row.synthetic = given.level, given.field, subject.synthetic
    row.code = subject.division_code[: WIDTH[given.level]]
    if not Authority.objects.filter(pk=row.code).exists():
        raise Incomplete(what, fields={"level": _("No authority of this level is connected here.")})
    held = growth.nursery_level(subject.pk)
    facts = rules.NurseryFacts(
        level=given.level,
        held=held,
        size=support.firm_of(subject).size,
        opened_on=subject.opened_on,
        day=on.day,
        registered=subject.status == "registered",
        marked=Remark.objects.filter(subject=subject, until=None, kind__in=queries.BARRING).exists(),
    )
    rules.nursery(facts, on.law).require(what)


@act(
    NurseryPlace.proposed,
    NurseryPlace.nurtured,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Take into the nursery"),
    discloses="nursery",
    basis="promotion_of_smes_law",
    apart_from="propose_place",
    favourable=True,
)
def take_into(row: NurseryPlace, given: Nothing, on: Occasion) -> None:
    """Take the firm in for the term; a place of the level below has served its purpose."""
    row.until = plain_end(on.day, on.law.limit("registry.nursery_term"))
    on.then("registry.nursery_place.end_term", row.pk, at=morning_after(row.until))
    for below in growth.places_below(row):
        on.then("registry.nursery_place.rise", below)
    level = str(dict(LEVELS)[row.level])
    said = {"name": row.subject_name, "level": level, "field": row.field}
    on.disclose("nursery", f"{row.subject_name}入选小微企业培育库", on.law.cite(rules.PLANS), said)
    on.tell(APPLICANT, f"subject:{row.subject_id}", title=_("In the nursery: %(name)s") % {"name": row.subject_name})


@act(
    NurseryPlace.proposed,
    NurseryPlace.not_admitted,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Do not take in"),
    favourable=False,
)
def leave_outside(row: NurseryPlace, given: NurseryGrounds, on: Occasion) -> None:
    """Say why the firm is not taken in."""
    row.reason = on.note = given.reason
    on.tell(APPLICANT, title=_("Not taken in: %(name)s") % {"name": row.subject_name}, body=given.reason)


@act(NurseryPlace.nurtured, None, by=Role.HANDLER, label=gettext_lazy("Record help given"))
def record_help(row: NurseryPlace, given: NurseryHelp, on: Occasion) -> None:
    """Enter what has been done for the firm: a loan found, a standard made, a training."""
    row.services = [*row.services, f"{on.day.isoformat()} {given.service}"[:200]]
    on.note = given.service


@act(NurseryPlace.nurtured, NurseryPlace.grown, by=Role.HANDLER, label=gettext_lazy("Grown out of the nursery"))
def grow_out(row: NurseryPlace, given: Nothing, on: Occasion) -> None:
    """By its newest declaration the firm is no longer small."""
    size = support.firm_of(row.subject).size if row.subject else ""
    if size in rules.SMALL or not size:
        fact = _("By its newest declaration the firm is small or micro.")
        raise Conflict(_("It was not recorded."), fact=fact, remedy=_("Have the firm declare its size first."))
    on.note = size


@act(
    NurseryPlace.nurtured,
    NurseryPlace.left,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Take out of the nursery"),
    favourable=False,
)
def take_out(row: NurseryPlace, given: NurseryGrounds, on: Occasion) -> None:
    """The firm no longer fulfils the conditions, or has left the register."""
    row.reason = on.note = given.reason


@act(NurseryPlace.nurtured, NurseryPlace.risen, by=CLOCK, label=gettext_lazy("Rise to the next level"))
def rise(row: NurseryPlace, given: Nothing, on: Occasion) -> None:
    """The next level has taken the firm in."""


@act(NurseryPlace.nurtured, NurseryPlace.left, by=CLOCK, label=gettext_lazy("Term in the nursery over"))
def end_term(row: NurseryPlace, given: Nothing, on: Occasion) -> None:
    """The term is over; the firm may be proposed again."""
    row.reason = _("The term is over.")


# ---- financing ----


@act(None, FinancingNeed.asking, by=APPLICANT, label=gettext_lazy("Ask the banks here for financing"))
def seek_financing(row: FinancingNeed, given: FinancingWish, on: Occasion) -> None:
    """Say what is needed, release the firm's papers to the banks for a time, and let them offer."""
    what = _("It was not asked for.")
    subject = own_firm(given.subject, on, what)
    about(row, subject, on)
    banks = [d for d in queries.departments(row.code) if d.kind == "bank" and d.user_id]
    if not banks:
        raise Incomplete(what, fact=_("No bank takes part here."), remedy=_("Ask your market regulation office."))
    names = "、".join(b.name for b in banks)
    wish = {
        "subject": subject.pk,
        "recipient": names[:80],
        "purpose": given.purpose[:200],
        "released": given.released,
        "days": given.days,
    }
    released = perform("registry.licence_use.release", None, wish, on.principal).proceeding
    row.access_code, row.released = released.access_code, given.released  # type: ignore[attr-defined]
    row.amount, row.months, row.purpose = given.amount, given.months, given.purpose
    on.then("registry.financing_need.put_to_banks", row.pk)


@act(FinancingNeed.asking, FinancingNeed.open, by=CLOCK, label=gettext_lazy("Put it to the banks"))
def put_to_banks(row: FinancingNeed, given: Nothing, on: Occasion) -> None:
    """Let the banks that take part here see it; a party cannot make others parties."""
    users = [f"user:{b.user_id}" for b in queries.departments(row.code) if b.kind == "bank" and b.user_id]
    on.parties += [(user, COUNTERPARTY) for user in users]
    on.tell(*users, title=_("A firm asks for financing: %(name)s") % {"name": row.title}, body=row.purpose)


@act(FinancingNeed.open, FinancingNeed.open, by=COUNTERPARTY, label=gettext_lazy("Make an offer"))
def offer(row: FinancingNeed, given: BankOffer, on: Occasion) -> None:
    """A bank offers; a second offer takes the place of its first."""
    bank = queries.department_of(on.principal.user_id)
    name = bank.name if bank else on.principal.name
    said = {
        "bank": name,
        "user": on.principal.user_id,
        "amount": str(given.amount),
        "rate": str(given.rate),
        "months": given.months,
        "note": given.note,
    }
    row.offers = [*(o for o in row.offers if o["user"] != on.principal.user_id), said]
    on.tell(APPLICANT, title=_("%(bank)s makes an offer") % {"bank": name}, body=offered(said))


@act(FinancingNeed.open, FinancingNeed.agreed, by=APPLICANT, label=gettext_lazy("Choose an offer"))
def choose_offer(row: FinancingNeed, given: ChosenOffer, on: Occasion) -> None:
    """Choose one of the offers; the contract is made with the bank."""
    if given.bank not in {o["bank"] for o in row.offers}:
        raise Incomplete(_("Nothing was chosen."), fields={"bank": _("This bank has made no offer.")})
    row.chosen = on.note = given.bank
    on.tell(COUNTERPARTY, title=_("Offer chosen: %(bank)s") % {"bank": given.bank})


def _only_chosen(row: FinancingNeed, on: Occasion) -> None:
    if on.principal.user_id not in {o["user"] for o in row.offers if o["bank"] == row.chosen}:
        raise Conflict(_("It was not recorded."), fact=_("Another bank was chosen."))


@act(FinancingNeed.agreed, FinancingNeed.granted, by=COUNTERPARTY, label=gettext_lazy("Record the money granted"))
def record_loan(row: FinancingNeed, given: FinancingOutcome, on: Occasion) -> None:
    """The chosen bank says what it has granted."""
    _only_chosen(row, on)
    row.outcome = on.note = given.outcome


@act(
    FinancingNeed.agreed,
    FinancingNeed.declined,
    by=COUNTERPARTY,
    label=gettext_lazy("Record that nothing is granted"),
    favourable=False,
)
def record_no_loan(row: FinancingNeed, given: FinancingOutcome, on: Occasion) -> None:
    """The chosen bank does not grant it after all, and says why."""
    _only_chosen(row, on)
    row.outcome = on.note = given.outcome


@act(
    (FinancingNeed.open, FinancingNeed.agreed), FinancingNeed.unmet, by=APPLICANT, label=gettext_lazy("End the request")
)
def end_request(row: FinancingNeed, given: Nothing, on: Occasion) -> None:
    """The firm no longer looks for money."""


@act(FinancingNeed.open, FinancingNeed.unmet, by=CLOCK, label=gettext_lazy("Time for offers over"))
def end_unmet(row: FinancingNeed, given: Nothing, on: Occasion) -> None:
    """Nothing was chosen in time."""
