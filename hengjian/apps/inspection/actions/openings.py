"""After the draw: officers are sent, and who may check everything receives all openings."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.models import OpeningsHandout
from hengjian.apps.inspection.procedures import Draw
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete

from . import dispatch


class DrawDispatch(Given):
    by: date = ask(gettext_lazy("Visits to be made by"), kind="date")


class HandedOut(Given):
    recipient: str = ask(gettext_lazy("Recipient: witness, court, supervising body"), at_most=100)
    account: str = ask(gettext_lazy("Account of the recipient, if there is one here"), default="", at_most=60)
    purpose: str = ask(gettext_lazy("Purpose"), lines=2, at_most=300)


@act(Draw.drawn, Draw.dispatched, by=Role.HANDLER, label=gettext_lazy("Send the officers"))
def send_officers(row: Draw, given: DrawDispatch, on: Occasion) -> None:
    """Open a check for every subject that was drawn, with the officers that chance gave it."""
    if given.by < on.day:
        raise Incomplete(_("No officers were sent."), fields={"by": _("This day is past.")})
    row.visits_by = given.by
    opened = dispatch.send_out(row, on)
    on.note = _("%(count)d checks opened") % {"count": opened}


@act(
    (Draw.drawn, Draw.dispatched),
    None,
    by=(Role.HEAD, Role.APPROVER),
    label=gettext_lazy("Hand out all openings"),
    basis="double_random_state_council",
)
def hand_out_openings(row: Draw, given: HandedOut, on: Occasion) -> None:
    """Give a witness or a court every row and officer in the clear. Risk classes are in them: each time is on record."""
    user = people.account_named(given.account, _("Nothing was handed out.")) if given.account else None
    OpeningsHandout.objects.create(
        proceeding_id=row.pk,
        recipient=given.recipient,
        purpose=given.purpose,
        user_id=user.pk if user else None,
        at=on.at,
    )
    on.note = f"{given.recipient}：{given.purpose}"
    if user is not None:
        on.tell(f"user:{user.pk}", title=_("You may download all openings of %(number)s") % {"number": row.number})


@act(Draw.dispatched, Draw.closed, by=(Role.HEAD, Role.APPROVER), label=gettext_lazy("Close the draw"))
def close(row: Draw, given: Nothing, on: Occasion) -> None:
    """Put it on file once the visits are over; what was published stays published."""
    if row.visits_by is not None and on.day <= row.visits_by:
        raise Incomplete(
            _("The draw was not closed."),
            fact=_("Visits go on until %(day)s.") % {"day": row.visits_by},
            remedy=_("Close it afterwards; until then all openings can be handed out here."),
        )
