"""Acts about the records of persons at work in service trades."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit.procedures import PersonRecord
from hengjian.apps.credit.procedures.persons import CONDUCTS, TRADES
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.identity import is_resident_number
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from .listing import ListingReason

LEADERS = (Role.APPROVER, Role.HEAD)


class PersonFinding(Given):
    subject: int = ask(gettext_lazy("Business the person works for"), kind="subject")
    trade: str = ask(gettext_lazy("Trade"), choices=TRADES)
    conduct: str = ask(gettext_lazy("Conduct"), choices=CONDUCTS)
    person: str = ask(gettext_lazy("Name of the person"), at_most=60, personal=True)
    id_number: str = ask(gettext_lazy("Identity number"), kind="id_number", at_most=30, personal=True)
    source: str = ask(
        gettext_lazy("Decision or source"),
        at_least=4,
        at_most=120,
        help=gettext_lazy("The number of the decision, judgment or certificate; hearsay is not recorded."),
    )
    found: str = ask(gettext_lazy("What was found"), lines=4, at_least=4, at_most=800)


class PersonHeard(Given):
    heard: str = ask(gettext_lazy("What the person says"), lines=4, at_least=2, at_most=800)


@act(
    None,
    PersonRecord.proposed,
    by=Role.HANDLER,
    label=gettext_lazy("Propose a record of a person"),
    paper="kernel.notice",
    certificate=True,
    favourable=False,
)
def propose_person(row: PersonRecord, given: PersonFinding, on: Occasion) -> None:
    """Only for a trade of the list and from a source on paper; the notice tells the person, who may be heard."""
    what = _("Nothing was recorded.")
    number = given.id_number.upper()
    if not is_resident_number(number):
        wrong = _("The identity number is not valid: its date, division or last character is wrong.")
        raise Incomplete(what, fields={"id_number": wrong})
    subject = Subject.objects.filter(pk=given.subject).first()
    if subject is None or not on.principal.sees(subject.division_code):
        raise Incomplete(what, fields={"subject": _("Choose a business in your charge.")})
    # The business is named, but is no party: an employer does not read what is kept of its people.
    row.subject, row.subject_name, row.code = subject, subject.name, str(on.principal.place)
    row.synthetic = subject.synthetic
    row.id_print = fingerprint(number)
    same = PersonRecord._base_manager.filter(id_print=row.id_print, source=given.source, code=row.code)
    found = same.exclude(pk=row.pk).exclude(state__in=("withdrawn", "dropped")).values_list("number", flat=True).first()
    if found:
        fact = _("The same is on record already: %(number)s.") % {"number": found}
        raise Conflict(what, fact=fact, remedy=_("Open that record."))
    row.trade, row.conduct, row.source, row.found = given.trade, given.conduct, given.source, given.found
    row.person, row.id_number = given.person, number
    row.title = f"{subject.name}：{dict(TRADES)[given.trade]}"[:200]


@act(PersonRecord.proposed, None, by=Role.HANDLER, label=gettext_lazy("Note what the person says"))
def hear_person(row: PersonRecord, given: PersonHeard, on: Occasion) -> None:
    """What the person says goes on the record with it (PIPL art. 44)."""
    row.heard = given.heard


@act(
    PersonRecord.proposed,
    PersonRecord.recorded,
    by=LEADERS,
    label=gettext_lazy("Confirm the record"),
    apart_from="propose_person",
    basis="credit_system_opinion",
    favourable=False,
)
def confirm_person(row: PersonRecord, given: ListingReason, on: Occasion) -> None:
    """Another officer confirms; it is kept for its term."""
    on.note = given.reason


@act(PersonRecord.proposed, PersonRecord.dropped, by=LEADERS, label=gettext_lazy("Do not enter it"), irreversible=True)
def drop_person(row: PersonRecord, given: ListingReason, on: Occasion) -> None:
    """Not proved, or not worth a record: what was taken of the person is wiped (PIPL art. 47)."""
    _wipe(row)
    on.note = given.reason


@act(
    PersonRecord.recorded,
    PersonRecord.withdrawn,
    by=LEADERS,
    label=gettext_lazy("Take the record back"),
    basis="pipl art. 46",
    irreversible=True,
    favourable=True,
)
def withdraw_person(row: PersonRecord, given: ListingReason, on: Occasion) -> None:
    """It was wrong, or its source has fallen (PIPL art. 46)."""
    _wipe(row)
    on.note = given.reason


@act(PersonRecord.recorded, PersonRecord.ended, by=CLOCK, label=gettext_lazy("The term of the record is over"))
def expire_person_record(row: PersonRecord, given: Nothing, on: Occasion) -> None:
    """Its term is over: the person is no longer found, the number is wiped (PIPL art. 47)."""
    _wipe(row)


def _wipe(row: PersonRecord) -> None:
    """The record forgets who it was; the act in the ledger keeps it sealed."""
    row.person, row.id_number, row.id_print = "—", "—", ""
