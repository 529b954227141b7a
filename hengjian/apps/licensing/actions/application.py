"""From the filing of an application to its acceptance (Licensing Law, arts. 29-32)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.procedures import PermitApplication
from hengjian.apps.licensing.rules import green as green_rules
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State

from . import intake, permits
from .permits import HOLDER

OWN = "licensing.permit_application"
# Stages in which an accepted application stands.
ACCEPTED = (
    PermitApplication.examination,
    PermitApplication.visit,
    PermitApplication.expertise,
    PermitApplication.hearing,
)


class Tolerance(Given):
    tolerate: bool = ask(gettext_lazy("Accept now; what may be missing is brought later"), kind="check", default=False)


@act(None, PermitApplication.received, by=(APPLICANT, Role.HANDLER, MACHINE), label=gettext_lazy("Apply for a permit"))
def file(row: PermitApplication, given: intake.IntakeRequest, on: Occasion) -> None:
    """Apply for a permit; nothing outside the list is asked for."""
    item, subject = intake.take(row, given, on, route="application")
    row.limit, row.received_at = item.limit, on.at
    channel = queries.channel_of(subject, on.law)
    row.green, row.green_reason = channel.open, channel.reason


@act(
    PermitApplication.received,
    PermitApplication.correction,
    by=Role.HANDLER,
    label=gettext_lazy("Tell what is missing"),
    paper="licensing.correction",
    favourable=False,
)
def request_correction(row: PermitApplication, given: intake.IntakeDemand, on: Occasion) -> None:
    """Tell all that is missing at once; a second time only what was named and not brought."""
    intake.demand(row, given, on)


@act(
    PermitApplication.correction,
    PermitApplication.received,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Bring what is missing"),
)
def correct(row: PermitApplication, given: intake.Brought, on: Occasion) -> None:
    """Bring the missing materials; the time to check begins anew."""
    intake.bring(row, given, on)
    row.received_at = on.at


@act(
    PermitApplication.received,
    PermitApplication.examination,
    by=Role.HANDLER,
    label=gettext_lazy("Accept"),
    paper="licensing.acceptance",
    basis="licensing_law art. 32",
)
def accept(row: PermitApplication, given: Tolerance, on: Occasion) -> None:
    """Accept; what the list allows may be brought within the time of tolerance 容缺受理."""
    found = intake.accepted(row, on, tolerant=given.tolerate or row.green)
    _begin(row, on)
    if found.missing:
        row.owed = [m.key for m in found.missing]
        _limit, reckoning = deadline.reckon("licensing.tolerance", on.law, on.at)
        row.owed_by = reckoning.due
        on.then(f"{OWN}.tolerance_over", row.pk, at=reckoning.due)
    intake.acceptance_paper(row, on, [m.name for m in found.missing])


@act(PermitApplication.received, PermitApplication.examination, by=CLOCK, label=gettext_lazy("Counts as accepted"))
def deem_accepted(row: PermitApplication, given: Nothing, on: Occasion) -> None:
    """Nothing was said in five working days: accepted as of the day it was received (art. 32)."""
    _begin(row, on)
    on.count_from(row.received_at or row.opened_at)
    on.tell(*HOLDER, title=_("Counts as accepted: %(item)s") % {"item": row.wanted.name})


@act(
    PermitApplication.received,
    PermitApplication.not_accepted,
    by=Role.HANDLER,
    label=gettext_lazy("Do not accept"),
    paper="licensing.refusal",
    favourable=False,
)
def not_accept(row: PermitApplication, given: intake.IntakeGrounds, on: Occasion) -> None:
    """Not accepted: no permit is needed, or another authority is competent (art. 32)."""
    intake.refusal_paper(row, on, given.reason, title="不予受理决定书")
    permits.report_to_package(row, on, "refused")


@act(ACCEPTED, None, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Bring owed materials"))
def bring_owed(row: PermitApplication, given: intake.Brought, on: Occasion) -> None:
    """Bring what was allowed to be missing."""
    intake.bring(row, given, on)
    row.owed = [k for k in row.owed if k not in row.materials]


@act(
    ACCEPTED,
    (PermitApplication.refused, *ACCEPTED),
    by=CLOCK,
    held="*",
    label=gettext_lazy("Time of tolerance is over"),
    favourable=False,
)
def tolerance_over(row: PermitApplication, given: Nothing, on: Occasion) -> State:
    """What was owed has not been brought in time: the application ends without a permit."""
    if not row.owed:
        return row.stage
    intake.refusal_paper(row, on, _("Materials that were allowed to be missing were not brought in time."))
    permits.report_to_package(row, on, "refused")
    return PermitApplication.refused


@act(
    (PermitApplication.received, PermitApplication.correction, *ACCEPTED),
    PermitApplication.withdrawn,
    by=APPLICANT,
    label=gettext_lazy("Withdraw"),
    favourable=False,
)
def withdraw(row: PermitApplication, given: Nothing, on: Occasion) -> None:
    """Take the application back."""
    permits.report_to_package(row, on, "refused")


@act(ACCEPTED, None, by=MACHINE, held="*", label=gettext_lazy("Leaves the green channel"))
def leave_green_channel(row: PermitApplication, given: Nothing, on: Occasion) -> None:
    """A commitment was broken: tolerance and shorter promise are withdrawn, the promise of the guide holds."""
    row.green = False
    row.green_reason = _("Withdrawn: a commitment was broken on %(day)s.") % {"day": on.day.isoformat()}
    days = intake.promised_days(row.wanted, row.code)
    row.promised_by = intake.promise(on, row.wanted.limit, days)
    on.note = row.green_reason


def _begin(row: PermitApplication, on: Occasion) -> None:
    """What acceptance sets: the promise, shorter in the green channel."""
    days = intake.promised_days(row.wanted, row.code)
    if days and row.green:
        days = green_rules.promised_days(days, on.law.value("licensing.green_limit").amount)
    row.promised_by = intake.promise(on, row.wanted.limit, days)
