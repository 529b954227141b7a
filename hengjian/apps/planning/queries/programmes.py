"""Open calls, who bears a name, and the experts who may score an applicant."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hengjian.apps.enforcement.queries import experts as register
from hengjian.apps.planning.models import NamedUnit
from hengjian.apps.planning.procedures import ProgrammeApplication
from hengjian.kernel.models import Disclosure

from .catalogue import kinds

CALL, CANDIDATE, NAMED, LOST = "programme_call", "programme_candidate", "programme_named", "programme_withdrawn"


def end_of(day: date) -> datetime:
    """The last moment of a day in China."""
    return timezone.make_aware(datetime.combine(day, time.max))


def after(day: date) -> datetime:
    """The first moment after a day in China."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def published(*kinds: str) -> QuerySet[Disclosure]:
    """What of these kinds stands published now, the newest first."""
    now = timezone.now()
    rows = Disclosure.objects.filter(kind__in=kinds, withdrawn_at=None, since__lte=now)
    return (rows.filter(until__isnull=True) | rows.filter(until__gte=now)).order_by("-since", "-pk")


def open_calls(place: str = "") -> list[Disclosure]:
    """Calls that take applications now from somebody of a place: of its own authority and of those above."""
    rows = list(published(CALL)[:200])
    return [d for d in rows if not place or place.startswith(d.code) or d.code == "0"]


def call_of(programme: int) -> dict[str, Any] | None:
    """What was called for, as everybody can read it; None where no such call was published."""
    found = Disclosure.objects.filter(kind=CALL, body__call__programme=programme, withdrawn_at=None).first()
    return {**found.body, **found.body["call"], "code": found.code, "synthetic": found.synthetic} if found else None


def experts_for(kind: str, applicant: str) -> dict[str, dict[str, Any]]:
    """Active experts of the kind's field who need not stand back from the applicant."""
    field = str(kinds("programmes").get(kind, {}).get("field", ""))
    return {str(e.pk): {"name": e.name, "unit": e.unit} for e in register.who_may_judge(applicant, field=field)[:300]}


def named(kind: str = "", place: str = "", text: str = "", *, withdrawn: bool = False) -> QuerySet[NamedUnit]:
    """Who bears a name, by kind, place and text; or who has lost one."""
    rows = NamedUnit.objects.filter(state="withdrawn" if withdrawn else "stands")
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(place__startswith=place) if place else rows
    return rows.filter(name__icontains=text) if text else rows


def applications_of(programme: int) -> QuerySet[ProgrammeApplication]:
    """The applications to a programme, best first."""
    return ProgrammeApplication.objects.filter(programme_id=programme).order_by("-score", "pk")
