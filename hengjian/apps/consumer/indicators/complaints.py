"""What complaints, reports and settlements yield for plans and supervision."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from hengjian.apps.consumer.procedures import Complaint, Negotiation, Report
from hengjian.kernel.indicator import Measure, Span, indicator, kept_of_due, mean, ratio, share, tally, yuan
from hengjian.kernel.models import Clock, Subject


def _clocks(span: Span, limit: str) -> Measure:
    rows = Clock.objects.filter(limit=limit, ended_at__isnull=False, **span.during("ended_at"))
    rows = rows.filter(**{f"proceeding__{name}": value for name, value in span.within().items()})
    return share(rows.filter(ended_at__lte=F("due")), rows)


@indicator(
    "consumer.accepted_in_time",
    label=_("Complaints decided on in time"),
    unit="pct",
    better="up",
    serves="consumer_law art. 46",
)
def accepted_in_time(span: Span) -> Measure:
    """Clocks of the decision to accept that ended in the span no later than due, of all that ended."""
    return _clocks(span, "consumer.complaint.accept")


@indicator(
    "consumer.settled",
    label=_("Mediations settled by agreement"),
    unit="pct",
    better="up",
    serves="consumer_law art. 39",
)
def settled(span: Span) -> Measure:
    """Complaints closed in the span as settled, of all closed after a mediation (not refused, not withdrawn)."""
    rows = Complaint.objects.filter(**span.within(), **span.during("closed_at"))
    return share(rows.filter(state="settled"), rows.exclude(state__in=("refused", "withdrawn")))


@indicator(
    "consumer.settled_with_breach",
    label=_("Settled complaints with signs of a breach"),
    unit="count",
    serves=_("Mediation never replaces a penalty"),
)
def settled_with_breach(span: Span) -> Measure:
    """Complaints whose sides agreed in the span although they had given a lead; each waited for the lead's decision."""
    rows = Complaint.objects.filter(ended_as="settled", breach_lead__isnull=False, **span.within())
    return tally(rows.filter(**span.during("closed_at")))


@indicator(
    "consumer.overdue",
    label=_("Open complaints past their limit"),
    unit="count",
    better="down",
    serves="consumer_law art. 46",
)
def overdue(span: Span) -> Measure:
    """Complaints opened in the span, still open at its end, whose running limit was over by then."""
    rows = Complaint.objects.filter(**span.within(), **span.during("opened_at"), closed_at=None)
    return tally(rows.filter(due__lt=span.during("due")["due__lte"]))


@indicator(
    "consumer.content",
    label=_("Average rating by complainants"),
    unit="count",
    better="up",
    serves=_("Satisfaction of consumers"),
)
def content(span: Span) -> Measure:
    """Sum of the stars given to complaints closed in the span, over the number of ratings."""
    rows = Complaint.objects.filter(**span.within(), **span.during("closed_at"), stars__isnull=False)
    return mean(rows, "stars")


@indicator(
    "consumer.verified_in_time",
    label=_("Reports verified in time"),
    unit="pct",
    better="up",
    serves="samr_penalty_procedure art. 18",
)
def verified_in_time(span: Span) -> Measure:
    """Clocks of verification that ended in the span no later than due, of all that ended."""
    return _clocks(span, "consumer.report.verify")


@indicator(
    "consumer.reports_filed", label=_("Reports that led to a case"), unit="pct", serves="samr_penalty_procedure art. 19"
)
def reports_filed(span: Span) -> Measure:
    """Reports closed in the span with a case, of all closed."""
    rows = Report.objects.filter(**span.within(), **span.during("closed_at"))
    return share(rows.filter(state="filed"), rows)


@indicator(
    "consumer.odr_settled",
    label=_("Online negotiations settled"),
    unit="pct",
    better="up",
    serves="consumer_law art. 39",
)
def odr_settled(span: Span) -> Measure:
    """Negotiations closed in the span with a signed settlement, of all closed."""
    rows = Negotiation.objects.filter(**span.within(), **span.during("closed_at"))
    return share(rows.filter(state="reconciled"), rows)


PLANS = _("Consumers are heard in time, 14th Five-Year plans for market regulation")


@indicator("consumer.received", label=_("Complaints received"), unit="count", serves="consumer_law art. 46")
def received(span: Span) -> Measure:
    """Complaints filed in the span."""
    return tally(Complaint.objects.filter(**span.within(), **span.during("opened_at")))


@indicator(
    "consumer.reports_received", label=_("Reports received"), unit="count", serves="samr_penalty_procedure art. 18"
)
def reports_received(span: Span) -> Measure:
    """Reports of breaches filed in the span."""
    return tally(Report.objects.filter(**span.within(), **span.during("opened_at")))


@indicator("consumer.closed_in_time", label=_("Complaints closed in time"), unit="pct", better="up", serves=PLANS)
def closed_in_time(span: Span) -> Measure:
    """Mediations whose last day fell into the span and that ended by then, of all whose last day fell into it."""
    return kept_of_due(span, "consumer.complaint.mediate")


@indicator("consumer.reports_in_time", label=_("Reports verified by their day"), unit="pct", better="up", serves=PLANS)
def reports_in_time(span: Span) -> Measure:
    """Verifications whose last day fell into the span and that ended by then, of all whose last day fell into it."""
    return kept_of_due(span, "consumer.report.verify", "consumer.report.verify_extended")


@indicator("consumer.money_recovered", label=_("Money recovered for consumers"), unit="yuan", better="up", serves=PLANS)
def money_recovered(span: Span) -> Measure:
    """Yuan that the sides agreed on in complaints settled in the span: fen over a hundred."""
    rows = Complaint.objects.filter(**span.within(), **span.during("closed_at"), state="settled")
    return yuan(rows, "settled_amount")


@indicator("consumer.prepaid_share", label=_("Complaints about prepaid cards"), unit="pct", better="down", serves=PLANS)
def prepaid_share(span: Span) -> Measure:
    """Complaints about prepayment, of all filed in the span."""
    rows = Complaint.objects.filter(**span.within(), **span.during("opened_at"))
    return share(rows.filter(problem="prepaid"), rows)


@indicator(
    "consumer.per_10000_entities", label=_("Complaints per 10,000 market entities"), unit="count", better="down",
    serves=PLANS,
)  # fmt: skip
def per_10000_entities(span: Span) -> Measure:
    """Complaints filed in the span times 10,000, per subject on the register now."""
    subjects = Subject.objects.filter(entity__isnull=False, status="registered", **span.within("division_code"))
    filed = Complaint.objects.filter(**span.within(), **span.during("opened_at"))
    return ratio(filed, subjects, times=10_000)
