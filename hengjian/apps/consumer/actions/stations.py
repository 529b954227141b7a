"""Service stations try first, first-asked responsibility and payment in advance are on the file."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.models import ServiceStation
from hengjian.apps.consumer.procedures import Complaint
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, COUNTERPARTY
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete, NotAllowed

from .closing import closing
from .words import STAFF, fen, tell_handler, told


class SentToStation(Given):
    station: int = ask(gettext_lazy("Service station"), kind="service_station")


class StationSettled(Given):
    terms: str = ask(gettext_lazy("What was agreed"), lines=3, at_least=4, at_most=1000)
    amount: Decimal | None = ask(gettext_lazy("Amount"), kind="money", default=None, at_least=0)


class StationReturned(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=2, at_most=500)


class AdvancePaid(Given):
    who: str = ask(gettext_lazy("Who was first asked and pays"), at_least=2, at_most=120)
    amount: Decimal = ask(gettext_lazy("Paid in advance"), kind="money", at_least=0)
    note: str = ask(gettext_lazy("Note"), lines=2, default="", at_most=500)


@act(Complaint.received, Complaint.at_station, by=STAFF, label=gettext_lazy("Let a service station try"))
def send_to_station(row: Complaint, given: SentToStation, on: Occasion) -> None:
    """A station of the place tries for a few days; the time to decide begins anew only if it hands back."""
    station = ServiceStation.objects.filter(pk=given.station, active=True).first()
    if station is None:
        raise Incomplete(_("It was not handed over."), fields={"station": _("There is no such station.")})
    row.station = station
    on.note = station.name
    if station.keeper_id:
        on.admit(f"user:{station.keeper_id}", COUNTERPARTY)
        on.tell(f"user:{station.keeper_id}", title=told(row.number, _("handed to your station")), body=row.what[:900])


def _of_the_station(row: Complaint, on: Occasion) -> None:
    keeper = row.station.keeper_id if row.station else None
    if on.principal.kind == "party" and on.principal.user_id != keeper:
        raise NotAllowed(_("Nothing was recorded."), fact=_("Only whoever keeps the station may do this."))


@act(Complaint.at_station, (Complaint.settled, Complaint.lead_awaited), by=(*STAFF, COUNTERPARTY),
     label=gettext_lazy("Settled at the station"), favourable=True)  # fmt: skip
def settle_at_station(row: Complaint, given: StationSettled, on: Occasion) -> State:
    """Both have agreed at the station; the consumer is told and may ask for a review."""
    _of_the_station(row, on)
    row.terms, row.settled_amount, row.mediator = (
        given.terms,
        fen(given.amount),
        row.station.name if row.station else "",
    )
    on.note = given.terms
    on.tell(APPLICANT, title=told(row.number, Complaint.settled.label), body=given.terms)
    return closing(row, "settled", on)


@act(Complaint.at_station, Complaint.received, by=(*STAFF, COUNTERPARTY), label=gettext_lazy("Hand back"))
def hand_back(row: Complaint, given: StationReturned, on: Occasion) -> None:
    """The station could not settle it."""
    _of_the_station(row, on)
    on.note = given.reason
    on.count_from(row.opened_at)  # the person's own clock has run on
    tell_handler(row, on, told(row.number, _("handed back by the station")), given.reason)


@act(Complaint.at_station, Complaint.received, by=CLOCK, label=gettext_lazy("The station's time has run out"))
def station_runs_out(row: Complaint, given: Nothing, on: Occasion) -> None:
    """The station did not settle it in time: back to the authority, whose own clock has run on."""
    on.count_from(row.opened_at)


@act((Complaint.received, Complaint.mediation, Complaint.agreement), None, by=(*STAFF, COUNTERPARTY),
     label=gettext_lazy("Record a payment in advance"))  # fmt: skip
def record_advance(row: Complaint, given: AdvancePaid, on: Occasion) -> None:
    """首问负责、先行赔付: whoever was asked first pays, and settles with the others later."""
    row.first_asked, row.advanced = given.who, fen(given.amount)
    on.note = given.note
    on.tell(APPLICANT, title=told(row.number, _("paid in advance")), body=given.who)
