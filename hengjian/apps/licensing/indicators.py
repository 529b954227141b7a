"""What the permit procedures yield for plans and supervision."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.indicator import Groups, Measure, Span, indicator, kept_of_due, ratio, share, worked
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Proceeding

from .models import Permit, ServiceGuide
from .procedures import Commitment, IndustrialLicence, PermitApplication, PostCheck, TechnicalReview
from .queries import workdays_between

DECIDED = ("granted", "refused")


@indicator(
    "licensing.on_time",
    label=_("Permits decided within the legal limit"),
    unit="pct",
    better="up",
    serves="licensing_law art. 42",
)
def on_time(span: Span) -> Measure:
    """Applications decided in the span within the legal limit, of all decided."""
    kinds = [kind.key for kind in (PermitApplication, IndustrialLicence, TechnicalReview)]
    rows = Proceeding.objects.filter(
        procedure__in=kinds, state__in=DECIDED, **span.within(), **span.during("closed_at")
    )
    return share(rows.filter(on_time=True), rows)


@indicator(
    "licensing.promise_kept",
    label=_("Permits decided within the promised time"),
    unit="pct",
    better="up",
    serves="permit_reform_notice",
)
def promise_kept(span: Span) -> Measure:
    """Applications decided in the span by the promised day, of all that were promised one."""
    rows = PermitApplication.objects.filter(
        state__in=DECIDED, promised_by__isnull=False, **span.within(), **span.during("closed_at")
    )
    return share(rows.filter(closed_at__lte=F("promised_by")), rows)


@indicator(
    "licensing.workdays_used",
    label=_("Average working days to decide on a permit"),
    unit="count",
    better="down",
    serves="permit_reform_notice",
)
def days_used(span: Span) -> Measure:
    """Working days from receipt to decision, per application decided in the span."""
    rows = PermitApplication.objects.filter(state__in=DECIDED, **span.within(), **span.during("closed_at"))
    return ratio(worked(rows, _workdays, first=F("opened_at"), last=F("closed_at")), rows)


def _workdays(groups: Groups) -> int:
    return sum(workdays_between(one["first"], one["last"]) * one["n"] for one in groups)


@indicator(
    "licensing.by_commitment",
    label=_("Permits given on a commitment"),
    unit="pct",
    better="up",
    serves="commitment_guidance",
)
def by_commitment(span: Span) -> Measure:
    """Permits granted in the span on a commitment, of all granted by application or commitment."""
    granted = Proceeding.objects.filter(state="granted", **span.within(), **span.during("closed_at"))
    both = (Commitment.key, PermitApplication.key)
    return share(granted.filter(procedure=Commitment.key), granted.filter(procedure__in=both))


@indicator(
    "licensing.commitments_met",
    label=_("Commitments found met"),
    unit="pct",
    better="up",
    serves="commitment_guidance",
)
def commitments_met(span: Span) -> Measure:
    """Checks closed in the span that found the commitment met, of those that found it met or broken."""
    rows = PostCheck.objects.filter(state__in=("confirmed", "withdrawn"), **span.within(), **span.during("closed_at"))
    return share(rows.filter(state="confirmed"), rows)


@indicator(
    "licensing.checked_in_time",
    label=_("Commitments checked in time"),
    unit="pct",
    better="up",
    serves="commitment_guidance",
)
def checked_in_time(span: Span) -> Measure:
    """Checks of commitments whose day fell into the span and that were made by then, of all whose day fell into it."""
    return kept_of_due(span, "licensing.post_check")


@indicator(
    "licensing.permits_valid",
    label=_("Permits that are valid"),
    unit="pct",
    better="up",
    serves="licensing_law art. 70",
)
def permits_valid(span: Span) -> Measure:
    """Permits given up to the end of the span that neither ended nor ran out by then, of all that were not ended."""
    rows = Permit.objects.filter(valid_from__lte=span.until, **span.within())
    kept = rows.filter(Q(ended_on=None) | Q(ended_on__gt=span.until))
    return share(kept.filter(Q(valid_until=None) | Q(valid_until__gte=span.until)), kept)


@indicator(
    "licensing.time_cut",
    label=_("Legal time cut by promises"),
    unit="pct",
    better="up",
    serves="permit_reform_notice",
)
def time_cut(span: Span) -> Measure:
    """Working days by which what was promised is shorter than the law, of the days of the law, per guide published."""
    law = LawOn(span.until)
    guides = ServiceGuide.objects.filter(promised__isnull=False, published_at__lte=span.during("day")["day__lte"])
    rows = guides.filter(withdrawn_at=None, **span.within()).exclude(item__limit="")

    def days(groups: Groups, cut: bool) -> int:
        found = [(law.limit(one["limit"]), int(one["told"] or 0), one["n"]) for one in groups]
        return sum((limit.amount - cut * told) * n for limit, told, n in found if limit.unit == "workday")

    told = {"limit": F("item__limit"), "told": F("promised")}
    promised = worked(rows, lambda groups: days(groups, cut=True), **told)
    return share(promised, worked(rows, lambda groups: days(groups, cut=False), **told))
