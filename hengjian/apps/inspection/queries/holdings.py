"""Everything the platform holds about a subject that a visit would ask again."""

from datetime import date
from typing import Any

from hengjian.apps.inspection.procedures import CorrectionOrder
from hengjian.apps.inspection.rules.remote import HeldPermit, Holdings
from hengjian.apps.licensing import queries as licensing
from hengjian.apps.registry import queries as register
from hengjian.kernel.models import Disclosure, Subject

REPORT_MONTHS = 6  # the report of a year may be filed until the end of June of the next
CROWDED = 5  # fewer at one place is a shopping street


def holdings(subject_id: int, day: date) -> Holdings:
    """What is held about a subject today."""
    subject = Subject.objects.get(pk=subject_id)
    items = register.items_of(subject)
    premises = items.domicile.address if items else str(subject.facts.get("premises", ""))
    others = register.others_at(premises, subject.pk) if premises else 0
    return Holdings(
        standing=subject.status,
        premises=premises,
        permits=_permits(subject.pk),
        report_year=_report_year(subject.pk),
        due_report=_due_report(subject, day),
        overdue_orders=tuple(
            CorrectionOrder.objects.filter(subject_id=subject.pk, state="overdue").values_list("number", flat=True)
        ),
        breaches=tuple(d.title for d in licensing.breaches(subject.pk)),
        others_here=others if others >= CROWDED else 0,
    )


def _permits(subject_id: int) -> tuple[HeldPermit, ...]:
    rows: Any = licensing.permits_of(subject_id).filter(state__in=("valid", "suspended"))
    return tuple(HeldPermit(p.number, p.item.name, p.state, p.valid_until, p.premises) for p in rows)


def _report_year(subject_id: int) -> int | None:
    rows = Disclosure.objects.filter(subject_id=subject_id, kind="annual_report", withdrawn_at=None)
    years = [int(body["year"]) for body in rows.values_list("body", flat=True) if str(body.get("year", "")).isdigit()]
    return max(years, default=None)


def _due_report(subject: Subject, day: date) -> int | None:
    """The year for which a report must have been filed, once the platform takes reports at all."""
    if not Disclosure.objects.filter(kind="annual_report").exists() or subject.opened_on is None:
        return None
    year = day.year - (1 if day.month > REPORT_MONTHS else 2)
    return year if subject.opened_on.year <= year else None
