"""事后核查: check by the due date; correction; withdrawal of the permit, published in the subject's file."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing.models import Permit
from hengjian.apps.licensing.procedures import PermitApplication, PostCheck
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Act as ActRow
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State

from . import holding, permits, review
from .intake import IntakeGrounds
from .permits import HOLDER

# What the check is about, by the reason it was opened for: the limit where the item names none.
LIMITS = {"commitment": "licensing.post_check", "filing": "licensing.filing_check", "use": "licensing.exemption_check"}


class Opened(Given):
    permit: int = ask(gettext_lazy("Permit"), kind="number")
    reason: str = ask(gettext_lazy("Reason"), pattern="^(commitment|filing|issue|use)$")


class Checked(Given):
    companion: int = ask(gettext_lazy("Second officer"), kind="officer")
    finding: str = ask(gettext_lazy("What was found"), lines=4, at_least=4, at_most=1000)


class Reported(Given):
    report: str = ask(gettext_lazy("What was corrected"), lines=4, at_least=4, at_most=1000)


@act(None, PostCheck.due_check, by=MACHINE, label=gettext_lazy("Check is due"))
def open_check(row: PostCheck, given: Opened, on: Occasion) -> None:
    """A permit was given without a look: the look is due, counted from the grant."""
    permit = Permit.objects.select_related("item", "subject").get(pk=given.permit)
    row.permit, row.reason = permit, given.reason
    row.limit = permit.item.post_check or LIMITS.get(given.reason, "licensing.post_check")
    row.subject, row.code, row.subject_name = permit.subject, permit.code, permit.subject.name
    row.title = f"{permit.subject.name}：{permit.item.name}"
    row.synthetic = permit.synthetic
    on.count_from(_granted_at(permit, on))
    on.admit(f"subject:{permit.subject_id}", "entity")


def _granted_at(permit: Permit, on: Occasion) -> datetime:
    done = ActRow.objects.filter(pk=permit.act_id).first()
    return done.at if done else on.at


def _two(given: Checked, on: Occasion) -> None:
    review.companion(review.Visit(companion=given.companion, day=on.day.isoformat()), on)


@act(
    (PostCheck.due_check, PostCheck.recheck),
    PostCheck.confirmed,
    by=Role.HANDLER,
    label=gettext_lazy("The commitment is met"),
    certificate=True,
    favourable=True,
)
def confirm(row: PostCheck, given: Checked, on: Occasion) -> None:
    """Two officers have looked and found it as promised."""
    _two(given, on)
    on.note = given.finding
    on.tell(*HOLDER, title=_("The check was passed: %(item)s") % {"item": row.held_permit.item.name})


@act(
    (PostCheck.due_check, PostCheck.recheck),
    PostCheck.correcting,
    by=Role.HANDLER,
    label=gettext_lazy("Order a correction"),
    paper="licensing.order",
    certificate=True,
    favourable=False,
)
def order_correction(row: PostCheck, given: Checked, on: Occasion) -> None:
    """Not as promised: to be corrected in time, else the permit is withdrawn."""
    _two(given, on)
    row.faults = given.finding
    holding.order_paper(row, on, "责令整改通知书", "licensing.commitment_correction", given.finding)


@act(PostCheck.correcting, PostCheck.recheck, by=APPLICANT, label=gettext_lazy("Report the correction"))
def report_correction(row: PostCheck, given: Reported, on: Occasion) -> None:
    """The holder says what was corrected; officers look again."""
    row.reported = given.report
    on.note = given.report


@act(PostCheck.correcting, PostCheck.breach, by=CLOCK, label=gettext_lazy("Not corrected in time"), favourable=False)
def correction_lapsed(row: PostCheck, given: Nothing, on: Occasion) -> None:
    """The time to correct is over and nothing was reported."""
    on.tell(*HOLDER, title=_("Not corrected in time; the permit may be withdrawn"), body=row.faults)


@act(
    PostCheck.recheck,
    PostCheck.breach,
    by=Role.HANDLER,
    label=gettext_lazy("Still not met"),
    certificate=True,
    favourable=False,
)
def find_breach(row: PostCheck, given: Checked, on: Occasion) -> None:
    """Officers looked again: still not as promised."""
    _two(given, on)
    row.faults = given.finding
    on.note = given.finding


@act(
    PostCheck.breach,
    PostCheck.withdrawn,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Withdraw the permit"),
    paper="licensing.ending",
    discloses="commitment_breach",
    apart_from={"order_correction", "find_breach"},
    irreversible=True,
    favourable=False,
)
def withdraw_permit(row: PostCheck, given: IntakeGrounds, on: Occasion) -> None:
    """The permit is withdrawn, and the broken commitment is published in the subject's file."""
    permit = row.held_permit
    permits.end(permit, on, "annulled", "违反告知承诺，撤销许可")
    article = on.law.cite("commitment_guidance").text("zh-hans")
    law = on.law.cite("licensing_law art. 69").text("zh-hans")
    data = {"to": row.subject_name, "item": permit.item.name, "permit_number": permit.number, "measure": "撤销",
            "grounds": [given.reason], "basis": [law, article]}  # fmt: skip
    on.issue("licensing.ending", "撤销许可决定书", data)
    body = {"name": row.subject_name, "number": permit.number, "item": permit.item_id, "reason": given.reason}
    on.disclose("commitment_breach", f"{row.subject_name}：违反告知承诺（{permit.item.name}）", article, body)
    on.note = given.reason
    on.tell(*HOLDER, title=_("The permit was withdrawn: %(number)s") % {"number": permit.number}, body=given.reason)
    for other in PermitApplication.objects.filter(subject=permit.subject, green=True, closed_at=None):
        on.then("licensing.permit_application.leave_green_channel", other.pk)


@act(
    PostCheck.breach,
    PostCheck.confirmed,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Let it stand"),
    favourable=True,
)
def excuse(row: PostCheck, given: IntakeGrounds, on: Occasion) -> None:
    """Corrected meanwhile, or not the holder's fault: the permit stays, with reasons."""
    on.note = given.reason


@act(
    (PostCheck.due_check, PostCheck.correcting, PostCheck.recheck, PostCheck.breach),
    PostCheck.superseded,
    by=(Role.HANDLER, MACHINE),
    label=gettext_lazy("No longer needed"),
)
def drop(row: PostCheck, given: IntakeGrounds, on: Occasion) -> State:
    """The permit has ended otherwise; there is nothing left to check."""
    permit = row.held_permit
    if permit.state in ("valid", "suspended"):
        raise permits.still_holds(permit)
    on.note = given.reason
    return PostCheck.superseded
