"""What the permit procedures yield for plans and supervision."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.indicator import Figure, Span, indicator, kept_of_due, ratio, share
from hengjian.kernel.law import LawOn

from .models import Permit, ServiceGuide
from .procedures import Commitment, IndustrialLicence, PermitApplication, PostCheck, TechnicalReview
from .queries import workdays_used

DECIDED = ("granted", "refused")


@indicator(
    "licensing.on_time",
    label=_("Permits decided within the legal limit"),
    unit="pct",
    better="up",
    serves="licensing_law art. 42",
)
def on_time(span: Span) -> Figure:
    """Applications decided in the span within the legal limit, of all decided."""
    kept = done = 0
    for kind in (PermitApplication, IndustrialLicence, TechnicalReview):
        rows = kind.objects.filter(state__in=DECIDED, **span.within(), **span.during("closed_at"))
        done += rows.count()
        kept += rows.filter(on_time=True).count()
    return share(kept, done)


@indicator(
    "licensing.promise_kept",
    label=_("Permits decided within the promised time"),
    unit="pct",
    better="up",
    serves="permit_reform_notice",
)
def promise_kept(span: Span) -> Figure:
    """Applications decided in the span by the promised day, of all that were promised one."""
    rows = PermitApplication.objects.filter(
        state__in=DECIDED, promised_by__isnull=False, **span.within(), **span.during("closed_at")
    )
    return share(rows.filter(closed_at__lte=F("promised_by")).count(), rows.count())


@indicator(
    "licensing.workdays_used",
    label=_("Average working days to decide on a permit"),
    unit="count",
    better="down",
    serves="permit_reform_notice",
)
def days_used(span: Span) -> Figure:
    """Working days from receipt to decision, per application decided in the span."""
    rows = PermitApplication.objects.filter(state__in=DECIDED, **span.within(), **span.during("closed_at"))
    found = list(rows.only("opened_at", "closed_at"))
    return ratio(sum(workdays_used(row) for row in found), len(found))


@indicator(
    "licensing.by_commitment",
    label=_("Permits given on a commitment"),
    unit="pct",
    better="up",
    serves="commitment_guidance",
)
def by_commitment(span: Span) -> Figure:
    """Permits granted in the span on a commitment, of all granted by application or commitment."""
    granted = {"state": "granted", **span.within(), **span.during("closed_at")}
    promised = Commitment.objects.filter(**granted).count()
    return share(promised, promised + PermitApplication.objects.filter(**granted).count())


@indicator(
    "licensing.commitments_met",
    label=_("Commitments found met"),
    unit="pct",
    better="up",
    serves="commitment_guidance",
)
def commitments_met(span: Span) -> Figure:
    """Checks closed in the span that found the commitment met, of those that found it met or broken."""
    rows = PostCheck.objects.filter(state__in=("confirmed", "withdrawn"), **span.within(), **span.during("closed_at"))
    return share(rows.filter(state="confirmed").count(), rows.count())


@indicator(
    "licensing.checked_in_time",
    label=_("Commitments checked in time"),
    unit="pct",
    better="up",
    serves="commitment_guidance",
)
def checked_in_time(span: Span) -> Figure:
    """Checks of commitments whose day fell into the span and that were made by then, of all whose day fell into it."""
    return kept_of_due(span, "licensing.post_check")


@indicator(
    "licensing.permits_valid",
    label=_("Permits that are valid"),
    unit="pct",
    better="up",
    serves="licensing_law art. 70",
)
def permits_valid(span: Span) -> Figure:
    """Permits given up to the end of the span that neither ended nor ran out by then, of all that were not ended."""
    rows = Permit.objects.filter(valid_from__lte=span.until, **span.within())
    kept = rows.filter(Q(ended_on=None) | Q(ended_on__gt=span.until))
    return share(kept.filter(Q(valid_until=None) | Q(valid_until__gte=span.until)).count(), kept.count())


@indicator(
    "licensing.time_cut",
    label=_("Legal time cut by promises"),
    unit="pct",
    better="up",
    serves="permit_reform_notice",
)
def time_cut(span: Span) -> Figure:
    """Working days by which what was promised is shorter than the law, of the days of the law, per guide published."""
    law = LawOn(span.until)
    guides = ServiceGuide.objects.filter(promised__isnull=False, published_at__lte=span.during("day")["day__lte"])
    rows = (
        guides.filter(withdrawn_at=None, **span.within()).exclude(item__limit="").values_list("item__limit", "promised")
    )
    found = [(law.limit(limit), int(promised or 0)) for limit, promised in rows]
    legal = [(limit.amount, promised) for limit, promised in found if limit.unit == "workday"]
    return share(sum(days - promised for days, promised in legal), sum(days for days, _promised in legal))
