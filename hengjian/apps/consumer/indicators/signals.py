"""What warnings, incidents and commitments yield for plans and supervision."""

from decimal import Decimal

from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from hengjian.apps.consumer.procedures import (
    ConsumerPromise,
    ConsumptionWarning,
    EducationActivity,
    JointIncident,
    PrepaidIssuer,
)
from hengjian.apps.consumer.rules.prepaid import COVER
from hengjian.kernel.indicator import Measure, Span, indicator, share, tally, total


@indicator(
    "consumer.incidents_on_time",
    label=_("Joint incidents answered in time"),
    unit="pct",
    better="up",
    serves="consumer_law art. 32",
)
def incidents_on_time(span: Span) -> Measure:
    """Incidents raised in the span whose stages were kept in time, of those that have ended."""
    rows = JointIncident.objects.filter(closed_at__isnull=False, **span.within(), **span.during("opened_at"))
    return share(rows.exclude(on_time=False), rows)


@indicator("consumer.warnings", label=_("Consumption warnings published"), unit="count", serves="consumer_law art. 33")
def warnings_published(span: Span) -> Measure:
    """Warnings drafted in the span that were published."""
    rows = ConsumptionWarning.objects.filter(**span.within(), **span.during("opened_at"))
    return tally(rows.filter(published_act__isnull=False))


@indicator(
    "consumer.promises",
    label=_("Worry-free commitments that stand"),
    unit="count",
    better="up",
    serves="consumer_law art. 32",
)
def promises_standing(span: Span) -> Measure:
    """Commitments and units offered up to the last day of the span that stand."""
    return tally(ConsumerPromise.objects.filter(state="standing", opened_at__date__lte=span.until, **span.within()))


@indicator(
    "consumer.issuers_covered",
    label=_("Issuers of prepaid cards with a sufficient deposit"),
    unit="pct",
    better="up",
    serves="consumer_regulation art. 22",
)
def issuers_covered(span: Span) -> Measure:
    """Issuers on the register whose deposit covers a fifth of what they owe, of all on the register."""
    rows = PrepaidIssuer.objects.filter(closed_at=None, **span.within())
    # The cover is rounded to whole per cent: what comes to half a per cent less still covers.
    enough = Q(deposit__gte=F("balance") * Value(Decimal(2 * COVER - 1) / 200))
    return share(rows.filter(Q(balance=0) | enough), rows)


@indicator(
    "consumer.education_reached", label=_("People reached by consumer education"), unit="count", better="up",
    serves="consumer_law art. 13",
)  # fmt: skip
def education_reached(span: Span) -> Measure:
    """Reached on the spot by activities that were counted and whose first day fell into the span."""
    rows = EducationActivity.objects.filter(state="counted", **span.during_days("first_day"), **span.within())
    return tally(total(rows, "reached"))
