"""The clock reminds, once, of data that are to be checked and of reports that are to be delivered."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre.procedures import DataCorrection, ReportDelivery
from hengjian.apps.datacentre.rules.reminding import near
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.deadline import calendar
from hengjian.kernel.given import Nothing
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Proceeding
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCK, CLOCKWORK, Role, acting_as
from hengjian.kernel.procedure import Procedure

from .corrections import STAFF
from .mappings import KEEPERS

LIMIT = "datacentre.reminder"
LOOKED_AHEAD = timedelta(days=40)  # more than so few working days ever take; what is later is not read


@act(DataCorrection.received, None, by=CLOCK, label=gettext_lazy("Remind of the answer"), internal=True)
def remind_of_answer(row: DataCorrection, given: Nothing, on: Occasion) -> None:
    """Whoever answers for the data is told that the answer is due soon."""
    _remind(row, on, STAFF)


@act(
    (ReportDelivery.pending, ReportDelivery.faulty),
    None,
    by=CLOCK,
    label=gettext_lazy("Remind of the report"),
    internal=True,
)
def remind_of_report(row: ReportDelivery, given: Nothing, on: Occasion) -> None:
    """A report has not arrived or stands with its errors, and its limit ends soon."""
    _remind(row, on, KEEPERS)


def _remind(row: Procedure, on: Occasion, roles: tuple[Role, ...]) -> None:
    due = timezone.localdate(row.due) if row.due else on.day
    on.note = _("Due on %(day)s") % {"day": due}
    told = [f"officer:{row.handler_id}"] if row.handler_id else people.holders(row.code, *roles)
    on.tell(*told, title=_("Due on %(day)s: %(title)s") % {"day": due, "title": row.title}, body=row.number)


NAMES = {
    DataCorrection.key: f"{DataCorrection.key}.{remind_of_answer.__name__}",
    ReportDelivery.key: f"{ReportDelivery.key}.{remind_of_report.__name__}",
}


def remind(today: date) -> int:
    """Remind of every deadline that is near; each once. Gives how many are near."""
    amount = LawOn(today).limit(LIMIT).amount
    with acting_as(CLOCKWORK) as machine:
        now = timezone.now()
        rows = Proceeding.objects.filter(
            procedure__in=NAMES, closed_at=None, held="", due__gte=now, due__lte=now + LOOKED_AHEAD
        ).order_by("due")
        soon = [row for row in rows if row.due and near(today, timezone.localdate(row.due), amount, calendar())]
        for row in soon:
            key = f"remind:{row.pk}:{row.due:%Y%m%d}"  # a deadline that moved is a new one
            perform(NAMES[row.procedure], row.pk, {}, machine, key=key)
    return len(soon)
