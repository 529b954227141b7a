"""What complaints, reports and settlements yield for plans and supervision."""

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from hengjian.apps.consumer.procedures import Complaint, Negotiation, Report
from hengjian.kernel.indicator import Figure, Span, indicator, kept_of_due, ratio, share, tally
from hengjian.kernel.models import Clock, Subject


def _clocks(span: Span, limit: str) -> Figure:
    rows = Clock.objects.filter(limit=limit, ended_at__isnull=False, **span.during("ended_at"))
    rows = rows.filter(**{f"proceeding__{name}": value for name, value in span.within().items()})
    kept = rows.filter(ended_at__lte=F("due")).count()
    return share(kept, rows.count())


@indicator(
    "consumer.accepted_in_time",
    label=_("Complaints decided on in time"),
    unit="pct",
    better="up",
    serves="consumer_law art. 46",
)
def accepted_in_time(span: Span) -> Figure:
    """Clocks of the decision to accept that ended in the span no later than due, of all that ended."""
    return _clocks(span, "consumer.complaint.accept")


@indicator(
    "consumer.settled",
    label=_("Mediations settled by agreement"),
    unit="pct",
    better="up",
    serves="consumer_law art. 39",
)
def settled(span: Span) -> Figure:
    """Complaints closed in the span as settled, of all closed after a mediation (not refused, not withdrawn)."""
    rows = Complaint.objects.filter(**span.within(), **span.during("closed_at"))
    return share(rows.filter(state="settled").count(), rows.exclude(state__in=("refused", "withdrawn")).count())


@indicator(
    "consumer.settled_with_breach",
    label=_("Settled complaints with signs of a breach"),
    unit="count",
    serves=_("Mediation never replaces a penalty"),
)
def settled_with_breach(span: Span) -> Figure:
    """Complaints whose sides agreed in the span although they had given a lead; each waited for the lead's decision."""
    rows = Complaint.objects.filter(ended_as="settled", breach_lead__isnull=False, **span.within())
    rows = rows.filter(**span.during("closed_at"))
    return Figure(ratio(rows.count(), 1, places=0).value, rows.count(), 1)


@indicator(
    "consumer.overdue",
    label=_("Open complaints past their limit"),
    unit="count",
    better="down",
    serves="consumer_law art. 46",
)
def overdue(span: Span) -> Figure:
    """Complaints opened in the span, still open at its end, whose running limit was over by then."""
    rows = Complaint.objects.filter(**span.within(), **span.during("opened_at"), closed_at=None)
    late = rows.filter(due__lt=span.during("due")["due__lte"]).count()
    return Figure(ratio(late, 1, places=0).value, late, 1)


@indicator(
    "consumer.content",
    label=_("Average rating by complainants"),
    unit="count",
    better="up",
    serves=_("Satisfaction of consumers"),
)
def content(span: Span) -> Figure:
    """Sum of the stars given to complaints closed in the span, over the number of ratings."""
    rows = Complaint.objects.filter(**span.within(), **span.during("closed_at"), stars__isnull=False)
    stars = list(rows.values_list("stars", flat=True))
    return ratio(sum(s for s in stars if s), len(stars))


@indicator(
    "consumer.verified_in_time",
    label=_("Reports verified in time"),
    unit="pct",
    better="up",
    serves="samr_penalty_procedure art. 18",
)
def verified_in_time(span: Span) -> Figure:
    """Clocks of verification that ended in the span no later than due, of all that ended."""
    return _clocks(span, "consumer.report.verify")


@indicator(
    "consumer.reports_filed", label=_("Reports that led to a case"), unit="pct", serves="samr_penalty_procedure art. 19"
)
def reports_filed(span: Span) -> Figure:
    """Reports closed in the span with a case, of all closed."""
    rows = Report.objects.filter(**span.within(), **span.during("closed_at"))
    return share(rows.filter(state="filed").count(), rows.count())


@indicator(
    "consumer.odr_settled",
    label=_("Online negotiations settled"),
    unit="pct",
    better="up",
    serves="consumer_law art. 39",
)
def odr_settled(span: Span) -> Figure:
    """Negotiations closed in the span with a signed settlement, of all closed."""
    rows = Negotiation.objects.filter(**span.within(), **span.during("closed_at"))
    return share(rows.filter(state="reconciled").count(), rows.count())


PLANS = _("Consumers are heard in time, 14th Five-Year plans for market regulation")


@indicator("consumer.received", label=_("Complaints received"), unit="count", serves="consumer_law art. 46")
def received(span: Span) -> Figure:
    """Complaints filed in the span."""
    return tally(Complaint.objects.filter(**span.within(), **span.during("opened_at")).count())


@indicator("consumer.closed_in_time", label=_("Complaints closed in time"), unit="pct", better="up", serves=PLANS)
def closed_in_time(span: Span) -> Figure:
    """Mediations whose last day fell into the span and that ended by then, of all whose last day fell into it."""
    return kept_of_due(span, "consumer.complaint.mediate")


@indicator("consumer.reports_in_time", label=_("Reports verified by their day"), unit="pct", better="up", serves=PLANS)
def reports_in_time(span: Span) -> Figure:
    """Verifications whose last day fell into the span and that ended by then, of all whose last day fell into it."""
    return kept_of_due(span, "consumer.report.verify", "consumer.report.verify_extended")


@indicator("consumer.money_recovered", label=_("Money recovered for consumers"), unit="yuan", better="up", serves=PLANS)
def money_recovered(span: Span) -> Figure:
    """Yuan that the sides agreed on in complaints settled in the span: fen over a hundred."""
    rows = Complaint.objects.filter(**span.within(), **span.during("closed_at"), state="settled")
    fen = rows.aggregate(fen=Sum("settled_amount"))["fen"] or 0
    return ratio(fen, 100)


@indicator("consumer.prepaid_share", label=_("Complaints about prepaid cards"), unit="pct", better="down", serves=PLANS)
def prepaid_share(span: Span) -> Figure:
    """Complaints about prepayment, of all filed in the span."""
    rows = Complaint.objects.filter(**span.within(), **span.during("opened_at"))
    return share(rows.filter(problem="prepaid").count(), rows.count())


@indicator(
    "consumer.per_10000_entities", label=_("Complaints per 10,000 market entities"), unit="count", better="down",
    serves=PLANS,
)  # fmt: skip
def per_10000_entities(span: Span) -> Figure:
    """Complaints filed in the span times 10,000, per subject on the register now."""
    subjects = Subject.objects.filter(entity__isnull=False, status="registered", **span.within("division_code"))
    filed = Complaint.objects.filter(**span.within(), **span.during("opened_at")).count()
    return ratio(filed, subjects.count(), times=10_000)
