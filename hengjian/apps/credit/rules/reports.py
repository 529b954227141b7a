"""Annual reports and instant information: who owes one, when, what is public, what departments receive of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

# Who still trades or rests owes a report; who has left or lost the licence does not.
OWING = ("registered", "dormant")
# Figures an enterprise may keep to itself (Regulation on publicity, art. 9): filed, but shown only where it agrees.
OPTIONAL = ("assets", "liabilities", "equity", "revenue", "main_revenue", "profit", "net_profit", "tax", "staff")
# 多报合一: what each department receives of a report.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "social_security": ("人力资源和社会保障部门", ("staff", "insured")),
    "customs": ("海关", ("phone", "email", "premises")),
    "statistics": ("统计部门", ("staff", "assets", "revenue")),
    "tax": ("税务部门", ("revenue", "tax", "profit")),
}
INSTANT = [
    ("capital", _("Subscribed and paid-in capital of shareholders")),
    ("equity", _("Transfer of shares")),
    ("permit", _("Permit obtained, changed or renewed")),
    ("pledge", _("Pledge of intellectual property")),
    ("penalty", _("Penalty received")),
    ("other", _("Other information to be published by law")),
]


@dataclass(frozen=True)
class ReportFacts:
    """What the filing of a report is judged by."""

    year: int
    today: date
    status: str
    opened_on: date | None
    filed: bool = False  # a report for the year is there
    before: bool = False  # a correction, which presumes one


def day_in(year: int, month_day: str) -> date:
    """06-30 of a year."""
    month, day = month_day.split("-")
    return date(year, int(month), int(day))


def noon(day: date) -> datetime:
    """Noon of a day in China: where a limit begins that counts from the day."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def window(year: int, law: LawOn) -> tuple[date, date]:
    """First and last day on which the report for a year is due: in the year that follows it."""
    first, last = law.value("credit.report_window").amount
    return day_in(year + 1, first), day_in(year + 1, last)


def owed(opened_on: date | None, year: int, law: LawOn) -> bool:
    """Does an entity registered on that day owe a report for the year? The first is due in the year after registration."""
    return opened_on is not None and opened_on.year + law.limit("credit.report_first").amount <= year + 1


def is_late(year: int, today: date, law: LawOn) -> bool:
    """Is it filed after the window?"""
    return today > window(year, law)[1]


def filing(facts: ReportFacts, law: LawOn) -> Finding:
    """May a report for the year be filed, or corrected, today (Regulation on publicity, arts. 8 and 12)?"""
    return Finding.of(_grounds(facts, law))


def _grounds(facts: ReportFacts, law: LawOn) -> Iterable[Ground]:
    article = law.value("credit.report_window").cite
    first, last = window(facts.year, law)
    if facts.status not in OWING:
        yield Ground(_("The business is no longer registered."), article, _("Nothing is owed."), "subject")
    if facts.today < first:
        yield Ground(
            _("The report for %(year)s is filed from %(day)s on.") % {"year": facts.year, "day": first.isoformat()},
            article,
            _("File it then."),
            "year",
        )
    if not owed(facts.opened_on, facts.year, law):
        yield Ground(
            _("The business was not yet registered in %(year)s.") % {"year": facts.year},
            article,
            _("The first report is due in the year after the registration."),
            "year",
        )
    if facts.filed and not facts.before:
        yield Ground(
            _("The report for %(year)s has been filed already.") % {"year": facts.year},
            article,
            _("Correct it instead."),
            "year",
        )
    if facts.before:
        yield from _correction(facts, last, law)


def _correction(facts: ReportFacts, last: date, law: LawOn) -> Iterable[Ground]:
    article = law.value("credit.report_correction").cite
    if not facts.filed:
        yield Ground(_("There is no report for that year to correct."), article, _("File it first."), "year")
    elif facts.today > day_in(facts.year + 1, law.value("credit.report_correction").amount[0]):
        yield Ground(
            _("A report may be corrected until %(day)s.") % {"day": last.isoformat()},
            article,
            _("Tell the authority; what is wrong is corrected through a check of the record."),
            "year",
        )


def public_part(content: dict[str, Any], shown: Iterable[str]) -> dict[str, Any]:
    """What anybody sees of a report: the optional figures only where the enterprise agreed."""
    agreed = set(shown)
    return {k: v for k, v in content.items() if k != "insured" and (k not in OPTIONAL or k in agreed)}


def parts_of(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What each department receives, without what is empty."""
    found = {
        key: {name: content[name] for name in names if content.get(name) not in (None, "")}
        for key, (_who, names) in PARTS.items()
    }
    return {key: values for key, values in found.items() if values}


def insured_gap(staff: int, insured: int) -> Decimal | None:
    """Which part of the declared staff is not insured; nothing to say where there is no staff."""
    if staff <= 0:
        return None
    return (1 - Decimal(min(insured, staff)) / staff).quantize(Decimal("0.0001"))
