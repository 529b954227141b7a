"""Acts about the list of serious violations, and further lists with a legal basis of their own (Order 44)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries
from hengjian.apps.credit.procedures import RecordedPenalty, SeriousListing
from hengjian.apps.credit.rules import catalogue, gate, penalties
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.refusal import Conflict, NotAllowed

from .listing import ListingReason
from .penalties import again
from .taking import OWNER, end_entry, enter, entry_of, known, last_day, once, take

LEADERS = (Role.APPROVER, Role.HEAD)


class SeriousProposal(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    list_name: str = ask(gettext_lazy("Name of the list"), choices=catalogue.choices("lists"), default="serious")
    cause: str = ask(gettext_lazy("Cause"), choices=catalogue.choices("serious_causes"))
    penalty_no: str = ask(gettext_lazy("Decision number of the penalty it rests on"), at_most=80)
    gravity: list[str] = ask(gettext_lazy("What makes it grave"), choices=gate.GRAVITY, default=[])
    no_fault: bool = ask(gettext_lazy("The party has proved that it was not at fault"), kind="check", default=False)
    found: str = ask(gettext_lazy("Facts"), lines=4, at_least=4, at_most=1000)


class SeriousDefence(Given):
    said: str = ask(gettext_lazy("Statement and defence"), lines=5, at_least=4, at_most=2000)


@act(
    None,
    SeriousListing.notified,
    by=Role.HANDLER,
    label=gettext_lazy("Propose an entry on the list of serious violations"),
    paper="kernel.notice",
    basis="serious_violation_list art. 13",
    certificate=True,
    favourable=False,
)
def propose(row: SeriousListing, given: SeriousProposal, on: Occasion) -> None:
    """Facts, grounds and consequences are told; the party may state its view (art. 13)."""
    what = _("The entry was not proposed.")
    subject = take(row, given.subject, on, what)
    known(catalogue.section("lists"), given.list_name, "list_name", what)
    known(catalogue.section("serious_causes"), given.cause, "cause", what)
    once(row, what, register=given.list_name, state__in=("notified", "deciding", "consent_asked", "consented"))
    known_penalties = RecordedPenalty.objects.filter(subject_id=subject.pk, decision_no=given.penalty_no)
    penalty = known_penalties.exclude(state="withdrawn").first()
    on_list = queries.standing(subject.pk, cause=given.cause)
    gravity = tuple(g for g in given.gravity if g in dict(gate.GRAVITY))
    facts = gate.GateFacts(
        heavier=penalty is not None and penalties.heavier(tuple(penalty.kinds), penalty.fine, on.law),
        gravity=gravity,
        no_fault=given.no_fault,
        penalty_stands=penalty is not None,
        already=on_list[0].number if on_list else "",
    )
    gate.gate(facts, on.law).require(what)
    assert penalty is not None
    row.register, row.cause, row.found, row.gravity = given.list_name, given.cause, given.found, list(gravity)
    row.penalty, row.penalty_no = penalty.pk, penalty.decision_no
    on.tell(*OWNER, title=_("An entry on the list of serious violations is proposed"), body=given.found)


@act(
    SeriousListing.notified,
    SeriousListing.deciding,
    by=APPLICANT,
    label=gettext_lazy("State your view on the entry"),
)
def defend(row: SeriousListing, given: SeriousDefence, on: Occasion) -> None:
    """What the party says is weighed in the decision."""
    row.said = given.said
    on.note = given.said


@act(SeriousListing.notified, SeriousListing.deciding, by=CLOCK, label=gettext_lazy("Time to be heard is over"))
def hear(row: SeriousListing, given: Nothing, on: Occasion) -> None:
    """Nothing was said in time."""


@act(
    SeriousListing.deciding,
    SeriousListing.consent_asked,
    by=LEADERS,
    label=gettext_lazy("Ask the authority above for its consent"),
    basis="serious_violation_list art. 14",
)
def ask_consent(row: SeriousListing, given: ListingReason, on: Occasion) -> None:
    """A county or city decides with the consent of the level above (art. 14)."""
    on.note = given.reason


@act(
    SeriousListing.consent_asked,
    SeriousListing.consented,
    by=(Role.APPROVER, Role.HEAD, Role.SUPERVISOR),
    label=gettext_lazy("Consent to the entry"),
    basis="serious_violation_list art. 14",
    favourable=False,
)
def consent(row: SeriousListing, given: ListingReason, on: Occasion) -> None:
    """Given by an officer of the authority above."""
    _from_above(row, on)
    on.note = given.reason


@act(
    SeriousListing.consent_asked,
    SeriousListing.dropped,
    by=(Role.APPROVER, Role.HEAD, Role.SUPERVISOR),
    label=gettext_lazy("Refuse the consent"),
    basis="serious_violation_list art. 14",
    favourable=True,
)
def refuse_consent(row: SeriousListing, given: ListingReason, on: Occasion) -> None:
    """Without consent nothing is entered."""
    _from_above(row, on)
    on.note = given.reason
    on.tell(*OWNER, title=_("It is not entered on the list"))


def _from_above(row: SeriousListing, on: Occasion) -> None:
    if not gate.above(on.principal.authority_code, row.code):
        raise NotAllowed(
            _("The consent was not entered."),
            fact=_("The consent belongs to the authority above the one that decides."),
            article=on.law.cite("serious_violation_list art. 14"),
            remedy=_("An officer of the authority above must act."),
        )


@act(
    (SeriousListing.deciding, SeriousListing.consented),
    SeriousListing.listed,
    by=Role.HEAD,
    label=gettext_lazy("Decide the entry"),
    paper="kernel.notice",
    discloses="serious_violation",
    basis="serious_violation_list art. 14",
    apart_from="propose",
    irreversible=True,
    favourable=False,
)
def decide_entry(row: SeriousListing, given: ListingReason, on: Occasion) -> None:
    """Entered and published for three years; restrictions follow (arts. 15 and 18)."""
    chosen = catalogue.section("lists")[row.register]
    if row.state == "deciding" and gate.needs_consent(row.code, chosen.says("consent") == "True"):
        raise Conflict(
            _("It was not decided."),
            fact=_("The consent of the authority above is missing."),
            article=on.law.cite("serious_violation_list art. 14"),
            remedy=_("Ask for it first."),
        )
    cause = catalogue.section("serious_causes")[row.cause]
    kind = "serious" if row.register == "serious" else "list"
    values = {
        "until": last_day(chosen.says("term"), on.law, on.at),
        "least": chosen.says("early"),
        "field": cause.says("field"),
    }
    enter(row, on, kind, row.cause, f"{chosen.zh}：{cause.zh}", f"{cause.article}、{chosen.article}", **values)
    on.note = given.reason
    on.tell(*OWNER, title=_("Entered on the list: %(name)s") % {"name": chosen.zh}, body=given.reason)


@act(
    (SeriousListing.deciding, SeriousListing.consented),
    SeriousListing.dropped,
    by=LEADERS,
    label=gettext_lazy("Do not enter it"),
    favourable=True,
)
def drop_entry(row: SeriousListing, given: ListingReason, on: Occasion) -> None:
    """What was said was convincing, or the violation is not grave."""
    on.note = given.reason
    on.tell(*OWNER, title=_("It is not entered on the list"), body=given.reason)


@act(
    SeriousListing.listed,
    SeriousListing.lifted,
    by=MACHINE,
    label=gettext_lazy("Remove early"),
    held="*",
    favourable=True,
)
def lift(row: SeriousListing, given: Nothing, on: Occasion) -> None:
    """The repair was granted after a year or more: shown, shared and used no longer (art. 16)."""
    entry = entry_of(row)
    if entry:
        end_entry(entry, on, "repaired")


@act(
    SeriousListing.lifted,
    SeriousListing.listed,
    by=MACHINE,
    label=gettext_lazy("Enter again"),
    discloses="serious_violation",
    basis="samr_credit_repair art. 14",
    held="*",
    favourable=False,
)
def enter_again(row: SeriousListing, given: Nothing, on: Occasion) -> None:
    """The repair was revoked: the term begins anew."""
    again(row, on, row.limit_in(SeriousListing.listed))


@act(SeriousListing.listed, SeriousListing.ended, by=CLOCK, label=gettext_lazy("The term on the list is over"))
def end_listing(row: SeriousListing, given: Nothing, on: Occasion) -> None:
    """After three years it is removed and shown no longer (art. 18)."""
    entry = entry_of(row)
    if entry:
        end_entry(entry, on, "term")
    on.tell(*OWNER, title=_("The term on the list is over"))


@act(SeriousListing.lifted, SeriousListing.ended, by=CLOCK, label=gettext_lazy("Close the record"))
def close_listing(row: SeriousListing, given: Nothing, on: Occasion) -> None:
    """No revocation of the repair has come."""
