"""暂扣 and 注销: a permit does not hold for a while, or is formally ended (Licensing Law, art. 70)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing.models import Permit
from hengjian.apps.licensing.procedures import PermitCancellation, Suspension
from hengjian.apps.licensing.procedures.ending import CANCELLATIONS
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.refusal import Incomplete

from . import holding, intake, permits
from .permits import HOLDER

ENDED = ("expired", "annulled", "revoked", "withdrawn", "suspended", "valid")


class Pause(Given):
    permit: str = ask(gettext_lazy("Permit"), kind="permit", at_most=40)
    decision: str = ask(gettext_lazy("Number of the decision it rests on"), at_least=2, at_most=80)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)
    until_day: date = ask(gettext_lazy("Until"), kind="date")


class EndingLeaving(Given):
    permit: str = ask(gettext_lazy("Permit"), kind="permit", at_most=40)
    ground: str = ask(
        gettext_lazy("Ground"), choices=CANCELLATIONS, pattern=f"^({'|'.join(k for k, _label in CANCELLATIONS)})$"
    )


@act(
    None,
    Suspension.suspended,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Suspend a permit"),
    paper="licensing.ending",
    favourable=False,
)
def suspend_permit(row: Suspension, given: Pause, on: Occasion) -> None:
    """The permit does not hold until the day named; then the clock lets it hold again."""
    permit = holding.take(row, given.permit, on, states=("valid",))
    if given.until_day <= on.day:
        raise Incomplete(_("It was not suspended."), fields={"until_day": _("Name a day to come.")})
    row.reason, row.decision, row.until_day = given.reason, given.decision, given.until_day
    Permit.objects.filter(pk=permit.pk).update(state="suspended")
    basis = [on.law.cite("penalty_law art. 9").text("zh-hans")]
    holding.ending_paper(row, on, "暂扣许可证件决定书", f"暂扣至{given.until_day.isoformat()}", given.reason, basis)
    on.then("licensing.suspension.lift_by_clock", row.pk, at=permits.end_of(given.until_day))


def _lift(row: Suspension, on: Occasion) -> None:
    Permit.objects.filter(pk=row.held_permit.pk, state="suspended").update(state="valid")
    on.tell(*HOLDER, title=_("The permit holds again: %(number)s") % {"number": row.held_permit.number})


@act(Suspension.suspended, Suspension.lifted, by=CLOCK, held="*", label=gettext_lazy("The suspension is over"))
def lift_by_clock(row: Suspension, given: Nothing, on: Occasion) -> None:
    """The day named has passed."""
    _lift(row, on)


@act(
    Suspension.suspended,
    Suspension.lifted,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Lift the suspension"),
    favourable=True,
)
def lift(row: Suspension, given: intake.IntakeGrounds, on: Occasion) -> None:
    """Lift it before its day, with reasons."""
    on.note = given.reason
    _lift(row, on)


@act(None, PermitCancellation.asked, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Cancel a permit"))
def ask_cancellation(row: PermitCancellation, given: EndingLeaving, on: Occasion) -> None:
    """The holder gives the permit up, or the authority finds a ground of art. 70."""
    holding.take(row, given.permit, on, states=ENDED)
    row.ground = given.ground


@act(
    None,
    PermitCancellation.cancelled,
    by=MACHINE,
    label=gettext_lazy("Expired"),
    paper="licensing.ending",
    discloses="permit_ended",
)
def expire(row: PermitCancellation, given: EndingLeaving, on: Occasion) -> None:
    """The term is over and no renewal was asked for: cancelled by the clock (art. 70 item 1)."""
    holding.take(row, given.permit, on)
    row.ground = "not_renewed"
    _cancel(row, on, "expired")


@act(
    PermitCancellation.asked,
    PermitCancellation.cancelled,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Cancel"),
    paper="licensing.ending",
    discloses="permit_ended",
    apart_from="ask_cancellation",
)
def cancel(row: PermitCancellation, given: Nothing, on: Occasion) -> None:
    """Cancel the permit formally."""
    _cancel(row, on, "cancelled")


def _cancel(row: PermitCancellation, on: Occasion, state: str) -> None:
    reason = str(dict(CANCELLATIONS)[row.ground])
    permits.end(row.held_permit, on, state, "注销")
    basis = [on.law.cite("licensing_law art. 70").text("zh-hans")]
    holding.ending_paper(row, on, "注销许可决定书", "注销", reason, basis)


@act(
    PermitCancellation.asked,
    PermitCancellation.refused,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Do not cancel"),
    paper="licensing.refusal",
    favourable=False,
)
def refuse(row: PermitCancellation, given: intake.IntakeGrounds, on: Occasion) -> None:
    """Refuse with reasons and remedies."""
    intake.refusal_paper(row, on, given.reason, title="不予注销决定书", items=row.held_permit.item.name)
