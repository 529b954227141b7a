"""Acts about the truth of records, insurances and reports of responsibility."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries
from hengjian.apps.credit.models import CreditEntry
from hengjian.apps.credit.procedures import InsuranceRecord, RecordCheck, SocialReport
from hengjian.apps.credit.procedures.records import GROUNDS, INSURANCES
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import APPLICANT, CLOCK, CLOCKWORK, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

from .listing import ListingReason
from .penalties import day_of
from .taking import OWNER, end_entry, once, take

DAY = r"^\d{4}-\d{2}-\d{2}$"


class RecordDoubt(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    entry: str = ask(gettext_lazy("Credit record"), kind="credit_entry", at_most=20)
    ground: str = ask(gettext_lazy("Ground"), choices=GROUNDS, pattern="^(not_ours|facts|ended|other)$")
    said: str = ask(gettext_lazy("What is wrong, and the proof"), lines=5, at_least=4, at_most=1000)


class RecordDifference(Given):
    entry: int = ask(gettext_lazy("Credit record"), kind="number")
    supplier: str = ask(gettext_lazy("Supplied by"), at_most=80)
    said: str = ask(gettext_lazy("What is wrong, and the proof"), lines=5, at_least=4, at_most=1000)


class HeldBack(Given):
    held_back: bool = ask(gettext_lazy("Hold the record back meanwhile"), kind="check", default=True)
    note: str = ask(gettext_lazy("Note"), lines=3, default="", at_most=500)


class InsuranceNote(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    kind: str = ask(gettext_lazy("Kind"), choices=INSURANCES, pattern="^(product_quality|food_safety|elevator|other)$")
    insurer: str = ask(gettext_lazy("Insurer"), at_most=80)
    policy: str = ask(gettext_lazy("Policy number"), at_most=60)
    amount: Decimal = ask(gettext_lazy("Sum insured"), kind="money", at_least=0, at_most=10**13)
    since: str = ask(gettext_lazy("From"), kind="date", pattern=DAY)
    until: str = ask(gettext_lazy("Until"), kind="date", pattern=DAY)


class ResponsibilityText(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    year: int = ask(gettext_lazy("Year"), kind="number", at_least=2000, at_most=2100)
    content: str = ask(gettext_lazy("Report"), lines=10, at_least=20, at_most=4000)


@act(None, RecordCheck.checking, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Say that a record is wrong"))
def doubt(row: RecordCheck, given: RecordDoubt, on: Occasion) -> None:
    """Checked within twenty working days against the source."""
    what = _("The doubt was not taken.")
    subject = take(row, given.subject, on, what)
    entry = next((e for e in queries.standing(subject.pk) if str(e.pk) == given.entry), None)
    if entry is None:
        raise Incomplete(what, fields={"entry": _("Choose among what stands under the name of this business.")})
    row.entry, row.entry_title, row.supplier = entry.pk, entry.title, entry.authority
    row.ground, row.said = given.ground, given.said
    once(row, what, entry=entry.pk)
    row.title = f"{subject.name}：{entry.title}"[:200]


@act(None, RecordCheck.checking, by=CLOCK, label=gettext_lazy("Find that a record differs from its source"))
def find_difference(row: RecordCheck, given: RecordDifference, on: Occasion) -> None:
    """The source tells otherwise: the record is held back at once and checked like one that somebody doubts."""
    what = _("The difference was not taken up.")
    entry = CreditEntry.objects.filter(pk=given.entry, ended_on=None).first()
    if entry is None:
        raise Conflict(what, fact=_("The record does not stand any more."))
    subject = take(row, entry.subject_id, on, what)
    row.code, row.entry, row.entry_title = entry.code, entry.pk, entry.title
    row.supplier, row.ground, row.said = given.supplier, "facts", given.said
    once(row, what, entry=entry.pk)
    row.title = f"{subject.name}：{entry.title}"[:200]
    CreditEntry.objects.filter(pk=entry.pk).update(doubtful=True)


def compare_with_source(number: str, subject: int | None, day: date | None, supplier: str) -> bool:
    """Compare the standing record of that number with what its source says; a difference opens a check. True if one was found."""
    with acting_as(CLOCKWORK) as machine:
        entry = CreditEntry.objects.filter(number=number, ended_on=None, doubtful=False).order_by("pk").first()
        if entry is None:
            return False
        said = []
        if subject is not None and subject != entry.subject_id:
            said.append(_("The source names another business."))
        if day is not None and day != entry.since:
            said.append(_("The source dates it %(day)s.") % {"day": day.isoformat()})
        if not said:
            return False
        key = f"differs:{entry.pk}:{subject}:{day}"[:60]
        try:
            given = {"entry": entry.pk, "supplier": supplier[:80], "said": " ".join(said)}
            perform(f"{RecordCheck.key}.find_difference", None, given, machine, key=key)
        except Conflict:
            return False  # it is being checked already
    return True


@act(RecordCheck.checking, None, by=Role.HANDLER, label=gettext_lazy("Hold the record back, or show it"))
def hold_back(row: RecordCheck, given: HeldBack, on: Occasion) -> None:
    """A doubtful record is not shown, shared or used while it is checked."""
    CreditEntry.objects.filter(pk=row.entry or 0, ended_on=None).update(doubtful=given.held_back)
    on.note = given.note


@act(
    RecordCheck.checking,
    RecordCheck.corrected,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Correct the record"),
    paper="kernel.notice",
    basis="enterprise_info_regulation art. 12",
    favourable=True,
)
def correct_record(row: RecordCheck, given: ListingReason, on: Occasion) -> None:
    """It was wrong: taken back; counted against who supplied it."""
    entry = CreditEntry.objects.filter(pk=row.entry or 0).first()
    if entry:
        end_entry(entry, on, "withdrawn")
        CreditEntry.objects.filter(pk=entry.pk).update(doubtful=False)
    on.note = given.reason
    on.tell(*OWNER, title=_("The record was corrected"), body=given.reason)


@act(
    RecordCheck.checking,
    RecordCheck.stands,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("The record is right"),
    paper="kernel.notice",
    basis="enterprise_info_regulation art. 13",
    favourable=False,
)
def confirm_record(row: RecordCheck, given: ListingReason, on: Occasion) -> None:
    """It agrees with its source and is shown again."""
    CreditEntry.objects.filter(pk=row.entry or 0).update(doubtful=False)
    on.note = given.reason
    on.tell(*OWNER, title=_("The record stands"), body=given.reason)


@act(
    None,
    InsuranceRecord.recorded,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Record a liability insurance"),
    discloses="insurance",
    basis="food_law art. 43",
)
def insure(row: InsuranceRecord, given: InsuranceNote, on: Occasion) -> None:
    """It counts in the subject's favour while it lasts."""
    what = _("The insurance was not recorded.")
    subject = take(row, given.subject, on, what)
    row.since, row.until = day_of(given.since, "since", what), day_of(given.until, "until", what)
    if row.until <= row.since:
        raise Incomplete(what, fields={"until": _("It would end before it begins.")})
    row.kind, row.insurer, row.policy, row.amount = given.kind, given.insurer, given.policy, given.amount
    words = str(dict(INSURANCES)[given.kind])
    body = {"name": subject.name, "kind": words, "content": given.insurer, "until": given.until}
    on.disclose("insurance", f"{subject.name}：责任保险", on.law.cite("food_law art. 43"), body)


@act(
    None,
    SocialReport.published,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Publish a social responsibility report"),
    basis="credit_system_opinion",
)
def publish_responsibility(row: SocialReport, given: ResponsibilityText, on: Occasion) -> None:
    """Published of its own will, and shown in the file."""
    subject = take(row, given.subject, on, _("The report was not published."))
    row.year, row.content = given.year, given.content
    body = {"name": subject.name, "year": given.year, "content": given.content}
    on.disclose(
        "responsibility_report",
        f"{subject.name}：{given.year}年社会责任报告",
        on.law.cite("credit_system_opinion"),
        body,
    )
