"""What the data centre yields for supervision: shares, quality, corrections, open data."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hengjian.apps.datacentre.models import OpenFile, QualityScore
from hengjian.apps.datacentre.procedures import DataCorrection
from hengjian.apps.datacentre.queries.opening import fresh, open_datasets
from hengjian.kernel.indicator import Measure, Span, indicator, kept_of_due, share

SHARING = "data_sharing_regulation art. 21"
QUALITY = "data_sharing_regulation art. 26"


@indicator(
    "datacentre.shares_on_time",
    label=_("Applications for data answered on time"),
    unit="pct",
    better="up",
    serves=SHARING,
)
def shares_on_time(span: Span) -> Measure:
    """Applications answered within the limit, of all whose day fell into the span."""
    return kept_of_due(span, "datacentre.share_answer")


@indicator("datacentre.quality", label=_("Quality of data resources"), unit="pct", better="up", serves=QUALITY)
def quality(span: Span) -> Measure:
    """Measured dimensions of a resource without a broken row, of all that were measured in the span."""
    rows = QualityScore.objects.filter(**span.during_days("on"))
    return share(rows.filter(broken=0), rows)


@indicator(
    "datacentre.corrections_on_time",
    label=_("Faults in data answered on time"),
    unit="pct",
    better="up",
    serves=QUALITY,
)
def corrections_on_time(span: Span) -> Measure:
    """Faults that were checked and answered within the limit, of all whose day fell into the span."""
    return kept_of_due(span, "datacentre.correction")


@indicator(
    "datacentre.correction_rate", label=_("Faults told that were real"), unit="pct", better="down", serves=QUALITY
)
def correction_rate(span: Span) -> Measure:
    """Faults after which data were corrected, of all faults told of that were checked in the span; by owner of the data."""
    rows = DataCorrection.objects.filter(**span.within(), **span.during("closed_at"), state__in=("corrected", "kept"))
    return share(rows.filter(state="corrected"), rows)


@indicator(
    "datacentre.open_fresh", label=_("Open datasets that are up to date"), unit="pct", better="up",
    serves="gov_info_regulation art. 20",
)  # fmt: skip
def open_fresh(span: Span) -> Measure:
    """Open datasets whose CSV file was made within the last day, of all that are declared; as it is now."""
    rows = OpenFile.objects.filter(kind="csv", made_at__gte=timezone.now() - fresh(), dataset__in=open_datasets())
    return share(rows, len(open_datasets()))
