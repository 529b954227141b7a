"""What certificates and training of officers yield for plans."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.models import TrainingRecord
from hengjian.apps.enforcement.queries.officers import TOWNSHIP
from hengjian.kernel.indicator import Measure, Span, indicator, ratio, share, total
from hengjian.kernel.models import Officer

STATION = rf"^\d{{{TOWNSHIP},}}$"
QUALIFIED = _("Qualified officers, 14th Five-Year plans for market regulation")


def _officers(span: Span, stations: bool = False) -> QuerySet[Officer]:
    rows = Officer.objects.filter(active=True, **span.within("authority_id"))
    return rows.filter(authority__code__regex=STATION) if stations else rows


def _certified(rows: QuerySet[Officer], span: Span) -> Measure:
    valid = rows.exclude(certificate_no="").filter(certificate_until__gte=span.until)
    return share(valid, rows)


@indicator(
    "enforcement.certified", label=_("Officers with a valid certificate"), unit="pct", better="up", serves=QUALIFIED
)
def certified(span: Span) -> Measure:
    """Active officers whose enforcement certificate is valid on the last day of the span, of all active officers."""
    return _certified(_officers(span), span)


@indicator(
    "enforcement.certified_stations",
    label=_("Officers of township stations with a valid certificate"),
    unit="pct",
    better="up",
    serves=QUALIFIED,
)
def certified_stations(span: Span) -> Measure:
    """Officers of township stations with a certificate valid on the last day of the span, of all officers there."""
    return _certified(_officers(span, stations=True), span)


@indicator(
    "enforcement.study_hours", label=_("Hours of law an officer studied"), unit="hour", better="up", serves=QUALIFIED
)
def study_hours(span: Span) -> Measure:
    """Hours of law attended in the span, per active officer."""
    rows = TrainingRecord.objects.filter(**span.within(), **span.during_days("held_on"))
    return ratio(total(rows, "hours"), _officers(span))


@indicator(
    "enforcement.training_days",
    label=_("Days of training of an officer of a township station"),
    unit="day",
    better="up",
    serves=QUALIFIED,
)
def training_days(span: Span) -> Measure:
    """Days of training attended in the span by officers of township stations, per active officer there."""
    rows = TrainingRecord.objects.filter(**span.within("officer__authority_id"), **span.during_days("held_on"))
    here = rows.filter(officer__active=True, officer__authority__code__regex=STATION)
    return ratio(total(here, "days"), _officers(span, stations=True))
