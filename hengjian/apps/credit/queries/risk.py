"""Risk classes as pages and other rooms read them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from hengjian.apps.credit.models import RiskChange, RiskGrade, RiskLook, RiskShare
from hengjian.apps.credit.rules.risk import Assessment, assess
from hengjian.kernel.law import LawOn
from hengjian.kernel.principal import Principal

from .risk_system import system_named


def grades(subjects: Collection[int]) -> dict[int, str]:
    """Class A to D of the subjects that have one; who is not classed yet is missing."""
    return dict(RiskGrade.objects.filter(pk__in=subjects).values_list("subject_id", "grade"))


def assessment_of(grade: RiskGrade) -> Assessment:
    """How the class came about: the kept facts under the version they were reckoned by."""
    return assess(grade.inputs, system_named(grade.version))


def in_range(principal: Principal) -> Q:
    """Subjects in the charge of an officer; the database asks the same of each row, this lets it use an index."""
    place = Q(**principal.within("subject__division_code"))
    return place | Q(**principal.within("subject__office_code"))


def classed(principal: Principal) -> QuerySet[RiskGrade]:
    return RiskGrade.objects.filter(in_range(principal)).select_related("subject")


def counts(principal: Principal) -> dict[str, int]:
    """Subjects of the officer's range in each class, from the newest shares; today's rows are not counted one by one."""
    rows = shares(principal, "division", newest(principal))
    return {g: sum(getattr(row, g.lower()) for row in rows) for g in "ABCD"}


def history(subject: int, most: int = 50) -> list[RiskChange]:
    return list(RiskChange.objects.filter(subject_id=subject).order_by("-at")[:most])


def looks(subject: int, most: int = 50) -> list[RiskLook]:
    return list(RiskLook.objects.filter(subject_id=subject).order_by("-at")[:most])


def warnings(principal: Principal) -> QuerySet[RiskChange]:
    """预警名单: subjects whose class has become worse or whose score has jumped, lately."""
    shown = LawOn(timezone.localdate()).value("credit.risk_warning_shown").amount
    since = timezone.now() - timedelta(days=int(shown))
    return RiskChange.objects.filter(in_range(principal), warning=True, at__gte=since).select_related("subject")


# ---- places and industries ----


@dataclass(frozen=True)
class Rise:
    """A place or industry with the share of its subjects in classes C and D now and before, in percent."""

    kind: str
    key: str
    n: int
    before: Decimal
    now: Decimal
    warned: bool

    @property
    def rise(self) -> Decimal:
        return self.now - self.before


def newest(principal: Principal, until: date | None = None) -> date | None:
    rows = RiskShare.objects.filter(division__gte=principal.lo, division__lt=principal.hi)
    return (rows.filter(day__lte=until) if until else rows).aggregate(day=Max("day"))["day"]


def shares(principal: Principal, kind: str, day: date | None) -> list[RiskShare]:
    if day is None:
        return []
    rows = RiskShare.objects.filter(kind=kind, day=day, division__gte=principal.lo, division__lt=principal.hi)
    return list(rows)


COMPARED = timedelta(days=28)


def rises(principal: Principal, kind: str) -> list[Rise]:
    """Every place or industry of the range, those whose share of C and D has risen most first."""
    day = newest(principal)
    if day is None:
        return []
    law = LawOn(day)
    least, most = (law.value(f"credit.risk_share_{name}").amount for name in ("least", "rise"))
    now, then = _summed(principal, kind, day), _summed(principal, kind, newest(principal, day - COMPARED))
    found = []
    for key, (bad, n) in now.items():
        was = then.get(key)
        share = _percent(bad, n)
        before = _percent(*was) if was else share
        found.append(Rise(kind, key, n, before, share, n >= least and share - before >= Decimal(str(most))))
    return sorted(found, key=lambda r: (-r.rise, -r.now, r.key))


def _summed(principal: Principal, kind: str, day: date | None) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in shares(principal, kind, day):
        bad, n = found.get(row.key, (0, 0))
        found[row.key] = (bad + row.c + row.d, n + row.a + row.b + row.c + row.d)
    return found


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else Decimal(0)
