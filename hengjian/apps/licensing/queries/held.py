"""Reads of what is held and published: permits, breaches, what the gate of a filing and the green channel look at."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hengjian.apps.licensing.models import Permit, PermitItem
from hengjian.apps.licensing.rules.green import CLOSING, Channel, Record, green_channel
from hengjian.apps.licensing.rules.intake import FilingFacts, unlisted
from hengjian.apps.licensing.rules.terms import RenewalFacts, ban_end
from hengjian.kernel.calendar import UnknownYear
from hengjian.kernel.deadline import calendar
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Proceeding, Subject

from .list_of_permits import guide_of, materials_of

BREACH, SERIOUS = "commitment_breach", "serious_violation"
YEAR = timedelta(days=365)
NEAR_DAYS = 150  # farther ends lie beyond every window of renewal: nearly counted is enough


def permits_of(subject_id: int) -> QuerySet[Permit]:
    """Everything ever granted to a subject, what holds first."""
    return Permit.objects.filter(subject_id=subject_id).select_related("item").order_by("-state", "-valid_from", "-pk")


def in_force(subject_id: int, item_code: str) -> Permit | None:
    """The permit that holds, or is only suspended."""
    found = Permit.objects.filter(subject_id=subject_id, item_id=item_code, state__in=("valid", "suspended"))
    return found.exclude(valid_until__lt=timezone.localdate()).order_by("-pk").first()


def breaches(subject_id: int) -> list[Disclosure]:
    """Commitments this subject has broken, as published and not withdrawn; the credit file reads them here."""
    return list(Disclosure.objects.standing().filter(subject_id=subject_id, kind=BREACH).order_by("-since"))


def against_commitment(subject_id: int) -> list[Disclosure]:
    """What bars the way of commitment: a broken one, or an entry on the list of serious violations (Measures, art. 15)."""
    listed = Disclosure.objects.standing().filter(subject_id=subject_id, kind=SERIOUS)
    return [*breaches(subject_id), *listed.order_by("-since")]


def banned_until(subject_id: int, item_code: str, today: date, law: LawOn) -> date | None:
    """The last day of a ban after false material or fraud (Licensing Law, arts. 78 and 79)."""
    rows = Disclosure.objects.filter(subject_id=subject_id, kind__in=("permit_fraud", "permit_falsehood"))
    ends = []
    for row in rows.filter(withdrawn_at=None):
        if row.body.get("item") == item_code:
            limit = "licensing.fraud_ban" if row.kind == "permit_fraud" else "licensing.refused_ban"
            ends.append(ban_end(timezone.localdate(row.since), law.value(limit).amount))
    latest = max(ends, default=None)
    return latest if latest and latest >= today else None


def running(subject_id: int, item_code: str, procedure: Any) -> str:
    """The number of a matter of that procedure about the same item that is still open."""
    row = procedure.objects.filter(subject_id=subject_id, item_id=item_code, closed_at=None).first()
    return row.number if row else ""


def filing_facts(
    item: PermitItem | None, subject: Subject, code: str, keys: list[str], category: str, law: LawOn, procedure: Any
) -> FilingFacts:
    """What the gate looks at before a filing is taken."""
    if item is None:
        return FilingFacts(listed=False)
    today = timezone.localdate()
    permit = in_force(subject.pk, item.pk) if item.route != "industrial" else None
    ban = banned_until(subject.pk, item.pk, today, law)
    return FilingFacts(
        own=item.own,
        department=item.department,
        route=item.route,
        guide=guide_of(item, code) is not None,
        registered=subject.status == "registered",
        held=permit.number if permit else "",
        running=running(subject.pk, item.pk, procedure),
        banned_until=ban.isoformat() if ban else "",
        numbering=item.numbering,
        category=category,
        unknown=unlisted(materials_of(item), keys),
        breaches=tuple(d.title for d in against_commitment(subject.pk)),
    )


def record_of(subject: Subject, today: date, law: LawOn) -> Record:
    """What is published about a subject within the years the green channel looks back."""
    since = timezone.now() - YEAR * law.value("licensing.green_record").amount
    rows = Disclosure.objects.filter(subject=subject, kind__in=CLOSING, withdrawn_at=None, since__gte=since)
    age = (today - subject.opened_on) // YEAR if subject.opened_on else 0
    return Record(tuple(rows.order_by("since").values_list("title", flat=True)), age)


def channel_of(subject: Subject, law: LawOn) -> Channel:
    """Whether the green channel is open to a subject today, and why."""
    return green_channel(record_of(subject, timezone.localdate(), law), law)


def renewal_facts(permit: Permit, procedure: Any) -> RenewalFacts:
    """What the window of a renewal is judged by."""
    today = timezone.localdate()
    left = workdays_left(today, permit.valid_until) if permit.valid_until else 0
    row = procedure.objects.filter(permit=permit, closed_at=None).first()
    return RenewalFacts(permit.state, permit.valid_until, today, left, permit.item.renewal, row.number if row else "")


def workdays_left(today: date, until: date) -> int:
    """Working days until a permit ends. A holiday notice that is not out yet bars no renewal: weekdays count then."""
    days = (until - today).days
    try:
        return calendar().workdays(today, until) if 0 < days <= NEAR_DAYS else days * 5 // 7
    except UnknownYear:
        return days * 5 // 7


def ending_between(first: date, last: date) -> QuerySet[Permit]:
    """Permits that hold and end within the days given."""
    return Permit.objects.filter(state="valid", valid_until__range=(first, last)).select_related("item", "subject")


def open_matters(permit: Permit) -> list[Proceeding]:
    """Open matters of its holder, for the page of a permit."""
    return list(Proceeding.objects.filter(subject_id=permit.subject_id, closed_at=None).order_by("-opened_at")[:20])
