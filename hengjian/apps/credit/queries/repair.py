"""Reads of credit repair: what a subject may have taken back, since when, what is missing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from hengjian.apps.credit.models import CreditEntry
from hengjian.apps.credit.procedures import CreditRepair, RecordedPenalty
from hengjian.apps.credit.rules import catalogue
from hengjian.apps.credit.rules import repair as rules
from hengjian.apps.credit.rules.penalties import SEVERE
from hengjian.kernel import deadline
from hengjian.kernel.finding import Finding
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject

from .entries import listed_of, standing
from .reports import missing_years


@dataclass(frozen=True)
class Repairable:
    """One entry with the answer: may it be repaired, since when, what is missing."""

    entry: CreditEntry
    finding: Finding
    earliest: date | None
    performed: bool = True

    @property
    def ready(self) -> bool:
        return not self.finding.barred


def earliest_of(entry: CreditEntry, law: LawOn) -> date | None:
    """The day on which the shortest time of publication is over."""
    if not entry.least:
        return None
    begun = timezone.make_aware(datetime.combine(entry.since, time(12)))
    due = deadline.reckon(entry.least, law, begun)[1].due
    return timezone.localdate(due) if due else None


def repairs_of(subject: Subject, today: date, law: LawOn, together: Collection[int] = ()) -> list[Repairable]:
    """Everything that stands under a subject's name, with what a repair asks of each; `together` are those applied for
    at once."""
    entries = standing(subject.pk)
    on = listed_of(e for e in entries if e.pk not in together)
    penalties = {
        p.pk: p
        for p in RecordedPenalty.objects.filter(pk__in=[e.proceeding_id for e in entries if e.kind == "penalty"])
    }
    running = _running(subject.pk)
    banned = CreditRepair.objects.filter(subject_id=subject.pk, barred_until__gte=today)
    until = banned.order_by("-barred_until").values_list("barred_until", flat=True).first()
    missing = tuple(missing_years(subject, today, law))
    found = []
    for entry in entries:
        penalty = penalties.get(entry.proceeding_id)
        earliest = earliest_of(entry, law)
        performed = penalty is None or penalty.performed
        reports = entry.cause in REPORTS
        facts = rules.RepairFacts(
            kind=entry.kind,
            today=today,
            earliest=earliest,
            severe=entry.severe,
            performed=performed,
            on_list=entry.kind == "penalty" and (on.abnormal or on.serious),
            again=_again(entry, entries, penalties),
            missing_years=missing if reports else (),
            banned_until=until,
            running=running.get(entry.pk, ""),
        )
        found.append(Repairable(entry, rules.repairable(facts, law), earliest, performed))
    return found


REPORTS = frozenset(row.id for row in catalogue.section("abnormal_causes").values() if row.says("proof") == "reports")


def _running(subject_id: int) -> dict[int, str]:
    """Entries for which an application is being looked at, with its number."""
    rows = CreditRepair.objects.filter(subject_id=subject_id, state__in=("applied", "checking"))
    return {pk: row.number for row in rows for pk in row.items}


def _again(entry: CreditEntry, entries: list[CreditEntry], penalties: dict[int, Any]) -> bool:
    """Has there been a penalty of the same field, or for a listed one a heavier penalty, after this entry?"""
    later = [e for e in entries if e.kind == "penalty" and e.since > entry.since and e.pk != entry.pk]
    if entry.kind == "penalty":
        return any(e.field == entry.field for e in later)
    if entry.kind in ("serious", "list"):
        return any(set(p.kinds) & SEVERE for e in later if (p := penalties.get(e.proceeding_id)))
    return False


def promises_broken(subject_id: int) -> int:
    """How many repairs of the subject were revoked."""
    return CreditRepair.objects.filter(subject_id=subject_id, state="revoked").count()
