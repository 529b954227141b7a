"""Listing a service station, changing who keeps it, closing it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.models import ServiceStation
from hengjian.apps.consumer.procedures import Complaint, StationListing
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

from .words import LEADERS


class StationListed(Given):
    name: str = ask(gettext_lazy("Name"), at_least=4, at_most=120)
    place: str = ask(gettext_lazy("Division"), kind="division", pattern=r"^\d{6}(\d{3})?$")
    address: str = ask(gettext_lazy("Address"), at_least=2, at_most=200)
    phone: str = ask(gettext_lazy("Phone"), kind="phone", at_most=30)
    subject: int | None = ask(gettext_lazy("Market or shop that keeps it"), kind="subject", default=None)
    account: str = ask(
        gettext_lazy("Account of the keeper"), default="", at_most=60,
        help=gettext_lazy("Sign-in name; the keeper then works on what is handed to the station in the system"),
    )  # fmt: skip


class StationKept(Given):
    phone: str = ask(gettext_lazy("Phone"), kind="phone", at_most=30)
    account: str = ask(gettext_lazy("Account of the keeper"), default="", at_most=60)


class StationClosed(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


@act(None, StationListing.standing, by=LEADERS, label=gettext_lazy("List a service station"))
def list_station(row: StationListing, given: StationListed, on: Occasion) -> None:
    """From now on complaints of the place may be handed to it."""
    what = _("The station was not listed.")
    if not given.place.startswith(row.code[:6]):
        raise Incomplete(what, fields={"place": _("This place is not in the charge of your authority.")})
    subject = Subject.objects.filter(pk=given.subject).first() if given.subject else None
    if given.subject and subject is None:
        raise Incomplete(what, fields={"subject": _("There is no such subject.")})
    keeper = people.account_named(given.account, what) if given.account else None
    with acting_as(CLOCKWORK):  # reference data: officers change it by acts only
        row.station = ServiceStation.objects.create(
            number=f"ZD-{row.pk}", name=given.name, code=given.place, address=given.address, phone=given.phone,
            subject=subject, keeper=keeper, synthetic=row.synthetic,
        )  # fmt: skip
    row.subject, row.subject_name = subject, subject.name if subject else ""
    row.title = f"消费维权服务站：{given.name}"


def _change(row: StationListing, **values: object) -> None:
    with acting_as(CLOCKWORK):
        ServiceStation.objects.filter(pk=row.station_id or 0).update(**values)


@act(StationListing.standing, None, by=LEADERS, label=gettext_lazy("Change who keeps the station"))
def change_keeper(row: StationListing, given: StationKept, on: Occasion) -> None:
    """Who is reached, and who works on what is handed over."""
    what = _("The station was not changed.")
    keeper = people.account_named(given.account, what) if given.account else None
    _change(row, phone=given.phone, keeper=keeper)
    on.note = f"{keeper or '—'} {given.phone}"


@act(StationListing.standing, StationListing.closed, by=LEADERS, label=gettext_lazy("Close the station"))
def close_station(row: StationListing, given: StationClosed, on: Occasion) -> None:
    """Only when nothing lies with it any more."""
    what = _("The station was not closed.")
    waiting = Complaint.objects.filter(station_id=row.station_id, state="at_station").count()
    if waiting:
        fact = _("%(count)d complaints lie with the station.") % {"count": waiting}
        raise Conflict(what, fact=fact, remedy=_("Let them be settled or handed back first."))
    _change(row, active=False)
    on.note = given.reason
