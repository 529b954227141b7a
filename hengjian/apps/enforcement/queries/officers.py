"""Training and examinations: what pages and acts ask of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from hengjian.apps.enforcement.models import ExamQuestion, ExamResult, TrainingRecord
from hengjian.apps.enforcement.rules import training as rules
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Officer
from hengjian.kernel.principal import Principal

TOWNSHIP = 9
TEAM_OF = {
    "safety": ("food", "drugs", "devices", "cosmetics", "equipment"),
    "quality": ("quality", "metrology", "standards", "certification", "ip"),
}


def team_kind(field: str) -> str:
    """The type of enforcement that a field of law belongs to."""
    return next((kind for kind, fields in TEAM_OF.items() if field in fields), "order")


@dataclass(frozen=True)
class Trained:
    """An officer with the training of a year and the last examination."""

    officer: Officer
    owed: rules.Owed
    score: int | None
    passed: bool | None

    @property
    def certificate_ends(self) -> date | None:
        return self.officer.certificate_until

    @property
    def expired(self) -> bool:
        end = self.officer.certificate_until
        return end is None or end < timezone.localdate()


def training(who: Principal, year: int) -> list[Trained]:
    """Every active officer in the range with hours, days and the best examination of a year (three queries)."""
    law = LawOn(min(timezone.localdate(), date(year, 12, 31)))
    officers = Officer.objects.filter(active=True, authority_id__gte=who.lo, authority_id__lt=who.hi)
    rows = list(officers.select_related("user", "authority").order_by("authority_id", "pk")[:2000])
    sums = TrainingRecord.objects.filter(officer__in=rows, held_on__year=year).values_list("officer_id")
    held = {pk: (hours, days) for pk, hours, days in sums.annotate(h=Sum("hours"), d=Sum("days"))}
    best: dict[int, ExamResult] = {}
    for result in ExamResult.objects.filter(officer__in=rows, sat_at__year=year).order_by("score"):
        best[result.officer_id] = result
    return [_trained(o, held.get(o.pk, (0, 0)), best.get(o.pk), law) for o in rows]


def _trained(officer: Officer, held: tuple[int, int], best: ExamResult | None, law: LawOn) -> Trained:
    grassroots = len(officer.authority_id) >= TOWNSHIP
    owed = rules.owed(held[0] or 0, held[1] or 0, grassroots, law)
    return Trained(officer, owed, best.score if best else None, best.passed if best else None)


def sitting(officer_id: int, attempt: int, count: int) -> list[ExamQuestion]:
    """The questions of one sitting of an officer."""
    known = {q.key: q for q in ExamQuestion.objects.filter(active=True)}
    return [known[key] for key in rules.pick(f"{officer_id}:{attempt}", sorted(known), count)]
