"""What becomes of a lead: a check, a case, guidance, another authority, nothing. Who gave it is told."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Lead
from hengjian.apps.enforcement.procedures.leads import CAUSES
from hengjian.apps.inspection import actions as inspection
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict, Incomplete

from .leads import REPORTER

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
# 程序规定 20: no case is opened where it is minor and corrected, first and slight, without fault, or no breach.
GROUNDS = [
    ("no_breach", gettext_lazy("No breach")),
    ("minor", gettext_lazy("Minor, corrected in time, no harm")),
    ("first", gettext_lazy("First, slight harm, corrected in time")),
    ("no_fault", gettext_lazy("Without fault")),
    ("too_old", gettext_lazy("Longer ago than breaches are pursued")),
    ("unfounded", gettext_lazy("Cannot be verified")),
]


class LeadCheck(Given):
    subject: int | None = ask(gettext_lazy("Subject"), kind="subject", default=None)
    items: list[str] = ask(gettext_lazy("Items"), kind="check_item")
    officers: list[int] = ask(gettext_lazy("Officers"), kind="check_officer")
    carry_out_by: date | None = ask(gettext_lazy("To be carried out by"), kind="date", default=None)


class CaseDue(Given):
    cause: str = ask(gettext_lazy("Cause"), choices=CAUSES)
    decision: str = ask(gettext_lazy("Why a case is opened"), lines=3, at_least=4, at_most=900)


class Guidance(Given):
    decision: str = ask(gettext_lazy("What was advised"), lines=3, at_least=4, at_most=900)


class PassOn(Given):
    receiver: str = ask(gettext_lazy("Who is in charge"), at_least=2, at_most=120)
    decision: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


class Dismissal(Given):
    ground: str = ask(gettext_lazy("Ground"), choices=GROUNDS)
    decision: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


def feed_back(row: Lead, words: str, on: Occasion) -> None:
    """Who gave the lead is told what became of it; what the authority weighed is not part of it."""
    title = _("Your lead %(number)s: %(result)s") % {"number": row.number, "result": words}
    on.tell(REPORTER, title=title)
    source = Proceeding.objects.filter(pk=row.source_proceeding).first() if row.source_proceeding else None
    if source is not None and source.handler_id:
        on.tell(f"officer:{source.handler_id}", title=title, body=row.decision)


@act(Lead.received, None, by=Role.HEAD, label=gettext_lazy("Prolong the verification"))
def extend(row: Lead, given: Nothing, on: Occasion) -> None:
    """The head prolongs the fifteen working days once."""
    if row.due_limit == "enforcement.lead_triage_extended":
        raise Conflict(_("It was not prolonged."), fact=_("It has been prolonged once already."))
    on.prolong("enforcement.lead_triage_extended")


@act(Lead.received, Lead.sent_to_check, by=STAFF, label=gettext_lazy("Send to a check"))
def send_to_check(row: Lead, given: LeadCheck, on: Occasion) -> None:
    """A visit will tell: a check is opened that rests on this lead."""
    subject_id = given.subject or row.subject_id
    if subject_id is None:
        raise Incomplete(_("No check was opened."), fields={"subject": _("Say whom it is about.")})
    if row.subject_id is None:
        row.subject = Subject.objects.filter(pk=subject_id).first()
        row.subject_name = row.subject.name if row.subject else ""
    opened = inspection.checks.open_check(
        subject_id,
        officers=given.officers,
        items=given.items,
        origin="complaint" if row.source in ("complaint", "tip") else "lead",
        source=row.number,
        by=given.carry_out_by,
        authority=row.code,
        occasion=on,
    )
    row.check_number = opened.number
    feed_back(row, _("a check has been opened"), on)


@act(Lead.received, Lead.case_due, by=STAFF, label=gettext_lazy("A case is to be filed"), certificate=True)
def file_case(row: Lead, given: CaseDue, on: Occasion) -> None:
    """Evidence of a breach that is punishable, in one's own charge and in time (程序规定 19)."""
    row.cause, row.decision = given.cause, given.decision
    on.note = given.decision
    feed_back(row, _("a case will be filed"), on)


@act(Lead.received, Lead.guided, by=STAFF, label=gettext_lazy("Settle by guidance"))
def guide(row: Lead, given: Guidance, on: Occasion) -> None:
    """A risk or a trifle: advice, talk or warning is enough."""
    row.decision = given.decision
    on.note = given.decision
    if row.subject_id:
        on.tell(f"subject:{row.subject_id}", title=_("Guidance of the authority"), body=given.decision)
    feed_back(row, _("settled by guidance"), on)


@act(Lead.received, Lead.passed_on, by=STAFF, label=gettext_lazy("Pass on"), basis="penalty_law art. 23")
def pass_on(row: Lead, given: PassOn, on: Occasion) -> None:
    """Another authority or department is in charge."""
    row.receiver, row.decision = given.receiver, given.decision
    on.note = f"{given.receiver}：{given.decision}"
    feed_back(row, _("passed on to %(name)s") % {"name": given.receiver}, on)


@act(Lead.received, Lead.dismissed, by=(Role.APPROVER, Role.HEAD), label=gettext_lazy("Dismiss"))
def dismiss(row: Lead, given: Dismissal, on: Occasion) -> None:
    """There is nothing to pursue, on a named ground."""
    row.decision = f"{dict(GROUNDS)[given.ground]}：{given.decision}"
    on.note = row.decision
    feed_back(row, _("not pursued"), on)
