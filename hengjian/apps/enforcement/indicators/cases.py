"""What penalty cases yield for supervision."""

from datetime import timedelta

from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.procedures import Case
from hengjian.kernel.indicator import Measure, Span, indicator, mean, share, tally, yuan


@indicator(
    "enforcement.decided_in_time",
    label=_("Cases decided within the legal time"),
    unit="pct",
    better="up",
    serves="penalty_law art. 60",
)
def decided_in_time(span: Span) -> Measure:
    """Cases of the ordinary procedure decided in the span with every step in its time, of all decided."""
    rows = Case.objects.filter(**span.within(), **span.during("decided_on"), simple=False)
    return share(rows.exclude(on_time=False), rows)


@indicator(
    "enforcement.fines_paid",
    label=_("Penalties performed in full"),
    unit="pct",
    better="up",
    serves="penalty_law art. 67",
)
def fines_paid(span: Span) -> Measure:
    """Decisions with money made in the span that are paid in full, of all of them."""
    rows = Case.objects.filter(**span.within(), **span.during("decided_on"), result="penalty").exclude(
        fine=0, confiscation=0
    )
    return share(rows.filter(paid__gte=F("fine") + F("confiscation")), rows)


@indicator(
    "enforcement.not_punished",
    label=_("Decisions not to punish"),
    unit="pct",
    serves="penalty_law art. 33",
)
def not_punished(span: Span) -> Measure:
    """Minor or unproved breaches, of all cases of the ordinary procedure decided in the span."""
    rows = Case.objects.filter(**span.within(), **span.during("decided_on"), simple=False)
    return share(rows.filter(result__in=("no_penalty", "not_proved")), rows)


@indicator("enforcement.cases_filed", label=_("Cases filed"), unit="count", serves="penalty_law art. 54")
def cases_filed(span: Span) -> Measure:
    """Cases filed in the span, those decided on the spot among them."""
    return tally(Case.objects.filter(**span.within(), **span.during_days("filed_on")))


@indicator(
    "enforcement.case_days", label=_("Days a case takes"), unit="day", better="down", serves="penalty_law art. 60"
)
def case_days(span: Span) -> Measure:
    """Days from filing to decision, per case of the ordinary procedure decided in the span."""
    rows = Case.objects.filter(filed_on__isnull=False, simple=False, **span.within(), **span.during_days("decided_on"))
    return mean(rows, Sum(F("decided_on") - F("filed_on")), _days)


def _days(spent: timedelta | None) -> int:
    return spent.days if spent else 0


@indicator("enforcement.money", label=_("Fines and confiscations"), unit="yuan", serves="penalty_law art. 74")
def money(span: Span) -> Measure:
    """Yuan of the fines and confiscations decided in the span: fen over a hundred."""
    rows = Case.objects.filter(result="penalty", **span.within(), **span.during_days("decided_on"))
    return yuan(rows, Sum(F("fine") + F("confiscation")))


@indicator(
    "enforcement.legally_reviewed",
    label=_("Major decisions with a legal review"),
    unit="pct",
    better="up",
    serves="penalty_law art. 58",
)
def legally_reviewed(span: Span) -> Measure:
    """Cases decided in the span that had to be reviewed legally and were, of all that had to be."""
    rows = Case.objects.filter(**span.within(), **span.during_days("decided_on"))
    major = rows.filter(Q(complex=True) | Q(public_interest=True) | Q(heard_on__isnull=False))
    return share(major.filter(reviewed_on__isnull=False), major)
