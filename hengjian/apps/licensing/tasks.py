"""What the calendar does with permits: reminders before the end, and the end itself. Every task may run twice."""

import logging
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hengjian.kernel import inbox
from hengjian.kernel.law import LawOn
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Refusal

from . import queries
from .models import Permit
from .procedures import Renewal

log = logging.getLogger("hengjian.licensing")
REMINDERS = ("licensing.first_reminder", "licensing.second_reminder")
LATE = timedelta(days=7)  # a machine that was off for a week still reminds


@app.periodic(cron="5 6 * * *")
@app.task(name="licensing.remind", queueing_lock="licensing.remind")
def remind(timestamp: int) -> None:
    """Tell holders that a permit will end; each is told once per reminder."""
    remind_holders()


@app.periodic(cron="2 0 * * *")
@app.task(name="licensing.expire", queueing_lock="licensing.expire")
def expire(timestamp: int) -> None:
    """End what has run out and is not being renewed."""
    expire_permits()


def remind_holders() -> int:
    """Notices about permits that end in 90 and in 30 days; gives how many permits were meant."""
    with acting_as(CLOCKWORK):
        today, told = timezone.localdate(), 0
        for name in REMINDERS:
            until = today + timedelta(days=LawOn(today).limit(name).amount)
            for permit in queries.ending_between(until - LATE, until):
                day = permit.valid_until.isoformat() if permit.valid_until else ""
                days = LawOn(today).limit(name).amount
                values = {"item": permit.item.name, "number": permit.number, "days": days, "day": day}
                title = _("%(item)s %(number)s ends within %(days)d days") % values
                body = _("It holds until %(day)s. Ask for a renewal in time.") % values
                inbox.deliver(None, 0, [{"to": f"subject:{permit.subject_id}", "title": title, "body": body}])
                told += 1
        return told


def expire_permits(most: int = 500) -> int:
    """Cancel permits whose term is over, unless a renewal is running; gives how many."""
    with acting_as(CLOCKWORK):
        renewing = Renewal.objects.filter(closed_at=None).values("permit_id")
        over = Permit.objects.filter(state__in=("valid", "suspended"), valid_until__lt=timezone.localdate())
        due = list(over.exclude(pk__in=renewing).order_by("valid_until")[:most])
    return sum(_expire(permit) for permit in due)


def _expire(permit: Permit) -> bool:
    with acting_as(CLOCKWORK) as machine:
        given = {"permit": permit.number, "ground": "not_renewed"}
        try:
            name = "licensing.permit_cancellation.expire"
            return not perform(name, None, given, machine, key=f"expire:{permit.pk}").replayed
        except Refusal as refusal:
            log.warning("permit %s was not ended: %s", permit.number, refusal.fact)
            return False
