"""What certificates and training of officers yield for plans."""

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.models import TrainingRecord
from hengjian.apps.enforcement.queries.officers import TOWNSHIP
from hengjian.kernel.indicator import Figure, Span, indicator, ratio, share
from hengjian.kernel.models import Officer

QUALIFIED = _("Qualified officers, 14th Five-Year plans for market regulation")


def _officers(span: Span, stations: bool = False) -> QuerySet[Officer]:
    rows = Officer.objects.filter(active=True, **span.within("authority_id"))
    return rows.filter(authority__code__regex=rf"^\d{{{TOWNSHIP},}}$") if stations else rows


def _certified(rows: QuerySet[Officer], span: Span) -> Figure:
    valid = rows.exclude(certificate_no="").filter(certificate_until__gte=span.until)
    return share(valid.count(), rows.count())


@indicator(
    "enforcement.certified", label=_("Officers with a valid certificate"), unit="pct", better="up", serves=QUALIFIED
)
def certified(span: Span) -> Figure:
    """Active officers whose enforcement certificate is valid on the last day of the span, of all active officers."""
    return _certified(_officers(span), span)


@indicator(
    "enforcement.certified_stations",
    label=_("Officers of township stations with a valid certificate"),
    unit="pct",
    better="up",
    serves=QUALIFIED,
)
def certified_stations(span: Span) -> Figure:
    """Officers of township stations with a certificate valid on the last day of the span, of all officers there."""
    return _certified(_officers(span, stations=True), span)


@indicator(
    "enforcement.study_hours", label=_("Hours of law an officer studied"), unit="hour", better="up", serves=QUALIFIED
)
def study_hours(span: Span) -> Figure:
    """Hours of law attended in the span, per active officer."""
    rows = TrainingRecord.objects.filter(**span.within(), **span.during_days("held_on"))
    return ratio(rows.aggregate(n=Sum("hours"))["n"] or 0, _officers(span).count())


@indicator(
    "enforcement.training_days",
    label=_("Days of training of an officer of a township station"),
    unit="day",
    better="up",
    serves=QUALIFIED,
)
def training_days(span: Span) -> Figure:
    """Days of training attended in the span by officers of township stations, per active officer there."""
    stations = _officers(span, stations=True)
    rows = TrainingRecord.objects.filter(officer__in=stations, **span.during_days("held_on"))
    return ratio(rows.aggregate(n=Sum("days"))["n"] or 0, stations.count())
