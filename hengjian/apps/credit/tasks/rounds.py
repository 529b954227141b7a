"""What the calendar does: the yearly round of reports, reminders, and listing who did not report. Every task may run twice."""

import logging
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hengjian.apps.credit import queries
from hengjian.apps.credit.actions.listing import enter_on_list
from hengjian.apps.credit.models import ReportRound
from hengjian.apps.credit.procedures import InsuranceRecord
from hengjian.apps.credit.rules import reports as rules
from hengjian.kernel import inbox
from hengjian.kernel.law import LawOn
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Refusal

log = logging.getLogger("hengjian.credit")
AT_ONCE = 500


@app.periodic(cron="12 1 * * *")
@app.task(name="credit.round", queueing_lock="credit.round")
def round_of_reports(timestamp: int) -> None:
    """Open the round on 1 January, remind before the end, list who did not report after it."""
    today = timezone.localdate()
    open_round(today)
    remind_reporters(today)
    while list_missing(today):
        pass


@app.periodic(cron="32 1 * * *")
@app.task(name="credit.insurance", queueing_lock="credit.insurance")
def insurances(timestamp: int) -> None:
    """Remind of insurances that end."""
    remind_insured(timezone.localdate())


def open_round(today: date) -> bool:
    """The round for the year before begins when its window does; a platform that comes later opens none for it."""
    year = today.year - 1
    first, last = rules.window(year, LawOn(today))
    if not first <= today <= last:
        return False
    with acting_as(CLOCKWORK):
        _row, made = ReportRound.objects.get_or_create(year=year, defaults={"opened_at": timezone.now()})
    return made


def remind_reporters(today: date) -> int:
    """A month before the end, once: everybody who has not reported yet and has somebody here to be told."""
    law, year = LawOn(today), today.year - 1
    last = rules.window(year, law)[1]
    if not last - timedelta(days=law.limit("credit.report_reminder").amount) <= today <= last:
        return 0
    with acting_as(CLOCKWORK):
        row = ReportRound.objects.select_for_update().filter(year=year, reminded_at=None).first()
        if row is None:
            return 0
        rows = queries.missing_reports(year, law).filter(members__isnull=False).distinct()
        title = _("The annual report for %(year)s is due by %(day)s") % {"year": year, "day": last.isoformat()}
        body = _("Who does not report is entered on the list of abnormal operations.")
        told = 0
        for pk in rows.values_list("pk", flat=True).iterator():
            inbox.deliver(None, 0, [{"to": f"subject:{pk}", "title": title, "body": body}])
            told += 1
        ReportRound.objects.filter(year=year).update(reminded_at=timezone.now())
    return told


def list_missing(today: date, most: int = AT_ONCE) -> int:
    """Enter those who did not report (Order 68, art. 6), some hundreds at a time, each exactly once by its key.

    Gives how many were entered; nought when the round is through, or none is open.
    """
    with acting_as(CLOCKWORK):
        rounds = ReportRound.objects.filter(closed_at=None).order_by("year")
        row = next((r for r in rounds if rules.is_late(r.year, today, LawOn(today))), None)
        if row is None:
            return 0
        entered = queries.entered_for_year(row.year)
        missing = queries.missing_reports(row.year, LawOn(today)).exclude(pk__in=entered)
        subjects = list(missing.order_by("pk").values_list("pk", flat=True)[:most])
    done = sum(_list_one(pk, row.year, today) for pk in subjects)
    with acting_as(CLOCKWORK):
        found = ReportRound.objects.select_for_update().get(pk=row.year)
        found.listed += done
        found.closed_at = None if done else timezone.now()
        found.save(update_fields=["listed", "closed_at"])
    return done


def _list_one(subject: int, year: int, today: date) -> bool:
    last = rules.window(year, LawOn(today))[1]
    found = f"未在{last.isoformat()}前公示{year}年度报告"
    try:
        key = f"report:{year}:{subject}"
        done = enter_on_list(subject, "no_annual_report", found, last.isoformat(), year=year, key=key)
        return not done.replayed
    except Refusal as refusal:
        log.warning("subject %s was not entered for %s: %s", subject, year, refusal.fact)
        return False


def remind_insured(today: date) -> int:
    """Tell subjects whose insurance ends soon; gives how many."""
    until = today + timedelta(days=LawOn(today).limit("credit.insurance_reminder").amount)
    with acting_as(CLOCKWORK):
        rows = list(InsuranceRecord.objects.filter(until__gt=today, until__lte=until))
        for row in rows:
            day = row.until.isoformat() if row.until else ""
            title = _("An insurance ends on %(day)s: %(insurer)s") % {"day": day, "insurer": row.insurer}
            inbox.deliver(row.pk, 0, [{"to": f"subject:{row.subject_id}", "title": title, "body": ""}])
    return len(rows)
