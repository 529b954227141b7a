"""Reads of annual reports."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from hengjian.apps.credit.models import ReportRound
from hengjian.apps.credit.procedures import AbnormalListing, AnnualReport
from hengjian.apps.credit.rules import reports as rules
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject


def reports_of(subject_id: int, year: int | None = None) -> QuerySet[AnnualReport]:
    """Reports of a subject, newest first; within the scope of who asks."""
    rows = AnnualReport.objects.filter(subject_id=subject_id).order_by("-year", "-pk")
    return rows.filter(year=year) if year else rows


def missing_reports(year: int, law: LawOn) -> QuerySet[Subject]:
    """Who owes a report for the year and has not filed one; needs the scope of the machine or of an officer."""
    last = date(year + 1 - law.limit("credit.report_first").amount, 12, 31)
    filed = AnnualReport.objects.filter(subject_id=OuterRef("pk"), year=year)
    rows = Subject.objects.filter(status__in=rules.OWING, opened_on__lte=last, entity__isnull=False)
    return rows.exclude(Exists(filed))


def missing_years(subject: Subject, today: date, law: LawOn) -> list[int]:
    """Years whose round was open here, or for which the subject was entered, and for which nothing has been filed."""
    filed = set(AnnualReport.objects.filter(subject_id=subject.pk).values_list("year", flat=True))
    entered = AbnormalListing.objects.filter(subject_id=subject.pk, year__isnull=False).exclude(state="cancelled")
    years = {*ReportRound.objects.values_list("year", flat=True), *entered.values_list("year", flat=True)} - filed
    owed = (y for y in years if y is not None and rules.owed(subject.opened_on, y, law))
    return sorted((y for y in owed if today > rules.window(y, law)[1]), reverse=True)


def filed_since(subject_id: int, since: date) -> bool:
    """Has the subject filed a report on or after that day?"""
    return AnnualReport.objects.filter(subject_id=subject_id, opened_at__date__gte=since).exists()


def report_facts(subject: Subject, year: int, today: date, correction: bool) -> Any:
    """What the filing of a report is judged by."""
    filed = AnnualReport.objects.filter(subject_id=subject.pk, year=year).exists()
    return rules.ReportFacts(year, today, subject.status, subject.opened_on, filed, correction)


def entered_for_year(year: int) -> QuerySet[Any]:
    """Subjects that were entered for the missing report of a year, whatever became of the entry."""
    return AbnormalListing.objects.filter(year=year).values("subject_id")
