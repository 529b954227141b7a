"""备案: recorded on the spot; wrong filings are cleaned up."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing.models import Permit
from hengjian.apps.licensing.procedures import FilingCleanup, RecordFiling
from hengjian.apps.licensing.rules import intake as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State

from . import holding, intake, permits


class FilingFault(Given):
    permit: str = ask(gettext_lazy("Number of the filing"), kind="permit", at_most=40)
    fault: str = ask(gettext_lazy("What is wrong"), lines=3, at_least=4, at_most=500)


class FilingAnswer(Given):
    content: str = ask(gettext_lazy("What the filing shall say"), lines=2, at_least=2, at_most=300)


@act(None, RecordFiling.submitted, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("File for the record"))
def file(row: RecordFiling, given: intake.IntakeRequest, on: Occasion) -> None:
    """File what needs no approval any more."""
    intake.take(row, given, on, route="filing")
    on.then("licensing.record_filing.record", row.pk)


@act(
    RecordFiling.submitted,
    (RecordFiling.recorded, RecordFiling.incomplete),
    by=MACHINE,
    held="*",
    label=gettext_lazy("Put on record"),
)
def record(row: RecordFiling, given: Nothing, on: Occasion) -> State:
    """All is there: on record at once, with a receipt; else it is said what is missing."""
    found = rules.completeness(intake.queries.materials_of(row.wanted), row.materials)
    if found.hard:
        names = "、".join(m.name for m in found.hard)
        intake.refusal_paper(row, on, _("Missing: %(names)s.") % {"names": names}, title="不予备案通知书")
        permits.report_to_package(row, on, "refused")
        return RecordFiling.incomplete
    permit = permits.grant(row, on, "approval_to_filing")
    if row.wanted.post_check:
        permits.check_later(permit, on, "filing")
    permits.report_to_package(row, on, "granted")
    return RecordFiling.recorded


@act(
    None,
    FilingCleanup.ordered,
    by=Role.HANDLER,
    label=gettext_lazy("Question a filing"),
    paper="licensing.order",
)
def question(row: FilingCleanup, given: FilingFault, on: Occasion) -> None:
    """A filing does not meet the standard: to be corrected in time, else it is struck."""
    permit = holding.take(row, given.permit, on)
    if permit.item.route != "filing":
        raise holding.not_this_way(_("This is a permit, not a filing."), _("Open a measure against the permit."))
    row.fault = given.fault
    holding.order_paper(row, on, "备案改正通知书", "licensing.filing_correction", given.fault)


@act(
    FilingCleanup.ordered,
    FilingCleanup.amended,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Correct the filing"),
)
def amend(row: FilingCleanup, given: FilingAnswer, on: Occasion) -> None:
    """The holder corrects the filing."""
    row.answer = given.content
    on.note = given.content
    on.then("licensing.filing_cleanup.enter_correction", row.pk)


@act(
    FilingCleanup.amended,
    FilingCleanup.corrected,
    by=MACHINE,
    held="*",
    label=gettext_lazy("Enter the correction"),
    paper="licensing.permit",
    discloses="permit",
)
def enter_correction(row: FilingCleanup, given: Nothing, on: Occasion) -> None:
    """The register and the receipt follow."""
    permits.replace(row.held_permit, row, on, content=row.answer)


@act(
    FilingCleanup.ordered,
    FilingCleanup.struck,
    by=CLOCK,
    label=gettext_lazy("Strike the filing"),
    paper="licensing.ending",
    discloses="permit_ended",
    favourable=False,
)
def strike(row: FilingCleanup, given: Nothing, on: Occasion) -> None:
    """Not corrected in time: struck from the record."""
    permit: Permit = row.held_permit
    permits.end(permit, on, "cancelled", "备案不符合规定，未按期改正")
    article = on.law.limit("licensing.filing_correction").basis("zh-hans")
    holding.ending_paper(row, on, "取消备案通知书", "取消备案", row.fault, [article])


@act(FilingCleanup.ordered, FilingCleanup.dropped, by=Role.HANDLER, label=gettext_lazy("The filing was right"))
def drop(row: FilingCleanup, given: intake.IntakeGrounds, on: Occasion) -> None:
    """Looked at again: nothing is wrong with it."""
    on.note = given.reason
