"""What penalty cases yield for supervision."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.procedures import Case
from hengjian.kernel.indicator import Figure, Span, indicator, share


@indicator(
    "enforcement.decided_in_time",
    label=_("Cases decided within the legal time"),
    unit="pct",
    better="up",
    serves="penalty_law art. 60",
)
def decided_in_time(span: Span) -> Figure:
    """Cases of the ordinary procedure decided in the span with every step in its time, of all decided."""
    rows = Case.objects.filter(**span.within(), **span.during("decided_on"), simple=False)
    return share(rows.exclude(on_time=False).count(), rows.count())


@indicator(
    "enforcement.fines_paid",
    label=_("Penalties performed in full"),
    unit="pct",
    better="up",
    serves="penalty_law art. 67",
)
def fines_paid(span: Span) -> Figure:
    """Decisions with money made in the span that are paid in full, of all of them."""
    rows = Case.objects.filter(**span.within(), **span.during("decided_on"), result="penalty").exclude(
        fine=0, confiscation=0
    )
    return share(rows.filter(paid__gte=F("fine") + F("confiscation")).count(), rows.count())


@indicator(
    "enforcement.not_punished",
    label=_("Decisions not to punish"),
    unit="pct",
    serves="penalty_law art. 33",
)
def not_punished(span: Span) -> Figure:
    """Minor or unproved breaches, of all cases of the ordinary procedure decided in the span."""
    rows = Case.objects.filter(**span.within(), **span.during("decided_on"), simple=False)
    return share(rows.filter(result__in=("no_penalty", "not_proved")).count(), rows.count())
