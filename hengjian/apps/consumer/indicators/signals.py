"""What warnings, incidents and commitments yield for plans and supervision."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from hengjian.apps.consumer.procedures import ConsumerPromise, ConsumptionWarning, JointIncident, PrepaidIssuer
from hengjian.apps.consumer.rules.prepaid import COVER
from hengjian.kernel.indicator import Figure, Span, indicator, share


@indicator(
    "consumer.incidents_on_time",
    label=_("Joint incidents answered in time"),
    unit="pct",
    better="up",
    serves="consumer_law art. 32",
)
def incidents_on_time(span: Span) -> Figure:
    """Incidents raised in the span whose stages were kept in time, of those that have ended."""
    rows = JointIncident.objects.filter(closed_at__isnull=False, **span.within(), **span.during("opened_at"))
    return share(rows.exclude(on_time=False).count(), rows.count())


@indicator("consumer.warnings", label=_("Consumption warnings published"), unit="count", serves="consumer_law art. 33")
def warnings_published(span: Span) -> Figure:
    """Warnings drafted in the span that were published."""
    rows = ConsumptionWarning.objects.filter(**span.within(), **span.during("opened_at"))
    count = rows.filter(published_act__isnull=False).count()
    return Figure(Decimal(count), count, 1)


@indicator(
    "consumer.promises",
    label=_("Worry-free commitments that stand"),
    unit="count",
    better="up",
    serves="consumer_law art. 32",
)
def promises_standing(span: Span) -> Figure:
    """Commitments and units offered up to the last day of the span that stand."""
    rows = ConsumerPromise.objects.filter(state="standing", opened_at__date__lte=span.until, **span.within())
    count = rows.count()
    return Figure(Decimal(count), count, 1)


@indicator(
    "consumer.issuers_covered",
    label=_("Issuers of prepaid cards with a sufficient deposit"),
    unit="pct",
    better="up",
    serves="consumer_regulation art. 22",
)
def issuers_covered(span: Span) -> Figure:
    """Issuers on the register whose deposit covers a fifth of what they owe, of all on the register."""
    rows = PrepaidIssuer.objects.filter(closed_at=None, **span.within())
    covered = sum(1 for row in rows.only("balance", "deposit") if row.cover is None or row.cover >= COVER)
    return share(covered, rows.count())
