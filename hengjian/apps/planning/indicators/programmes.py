"""What assessments, demonstration programmes, surveys and normative documents yield for plans."""

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.models import NamedUnit, NormativeText
from hengjian.apps.planning.procedures import Assessment, NormativeDocument, ProgrammeApplication, Survey
from hengjian.kernel.indicator import Figure, Span, indicator, share


@indicator(
    "planning.assessments_on_time",
    label=_("Assessed authorities that handed in on time"),
    unit="pct",
    better="up",
    serves="food_assessment_measures",
)
def assessments_on_time(span: Span) -> Figure:
    """Authorities whose own score was handed in in time, of all that handed one in, of assessments opened in the span."""
    rows = Assessment.objects.filter(**span.within(), **span.during("opened_at")).exclude(state="scoring")
    rows = rows.exclude(state="ended")
    return share(rows.filter(late=False).count(), rows.count())


@indicator(
    "planning.named_units",
    label=_("Demonstration units that bear a name"),
    unit="count",
    better="up",
    serves="demonstration_measures",
)
def named_units(span: Span) -> Figure:
    """Units named up to the last day of the span whose name had not been withdrawn by then."""
    rows = NamedUnit.objects.filter(**span.within("place"), named_on__lte=span.until)
    count = rows.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=span.until)).count()
    return Figure(Decimal(count), count, 1)


@indicator(
    "planning.rechecks_passed",
    label=_("Named units that passed their re-check"),
    unit="pct",
    better="up",
    serves="demonstration_measures",
)
def rechecks_passed(span: Span) -> Figure:
    """Units checked again in the span that kept the name, of those checked again or withdrawn in it."""
    rows = NamedUnit.objects.filter(**span.within("place"))
    kept = rows.filter(state="stands", checked_on__gte=span.since, checked_on__lte=span.until).count()
    lost = rows.filter(withdrawn_on__gte=span.since, withdrawn_on__lte=span.until).count()
    return share(kept, kept + lost)


@indicator(
    "planning.applications_named",
    label=_("Applications to demonstration programmes that were named"),
    unit="pct",
    serves="demonstration_measures",
)
def applications_named(span: Span) -> Figure:
    """Applications opened in the span that led to a name, of those decided."""
    rows = ProgrammeApplication.objects.filter(**span.within("place"), **span.during("opened_at"))
    named = rows.filter(published_act__isnull=False).count()
    return share(named, named + rows.filter(state="refused").count())


def _published(span: Span) -> list[Survey]:
    """Surveys of exactly this place whose answers closed in the span; what was published counts, parts of it do not add up."""
    rows = Survey.objects.filter(state="published", code=span.code, **span.during("closed_at"))
    return list(rows.order_by("-closed_at", "-pk"))


@indicator(
    "planning.satisfaction",
    label=_("Satisfaction by the latest survey"),
    unit="pct",
    better="up",
    serves="market_supervision_plan",
)
def satisfaction(span: Span) -> Figure:
    """Satisfaction from 0 to 100 of the latest survey of this place published in the span; numerator: answers, denominator: invited."""
    rows = _published(span)
    if not rows:
        return Figure(None, 0, 0)
    found = rows[0].result
    return Figure(Decimal(found["satisfaction"]), found["answers"], found["invited"])


@indicator(
    "planning.survey_response",
    label=_("Response to surveys"),
    unit="pct",
    better="up",
    serves="market_supervision_plan",
)
def survey_response(span: Span) -> Figure:
    """Answers, of all who were invited, of the surveys published in the span."""
    rows = Survey.objects.filter(state="published", **span.within(), **span.during("closed_at"))
    results = list(rows.values_list("result", flat=True))
    return share(sum(r["answers"] for r in results), sum(r["invited"] for r in results))


@indicator(
    "planning.documents_filed",
    label=_("Normative documents that were filed"),
    unit="pct",
    better="up",
    serves="normative_document_notice",
)
def documents_filed(span: Span) -> Figure:
    """Documents issued in the span that have been filed, of all issued (报备率)."""
    rows = NormativeText.objects.filter(**span.within(), issued_on__gte=span.since, issued_on__lte=span.until)
    return share(rows.exclude(filed_on=None).count(), rows.count())


@indicator(
    "planning.documents_filed_on_time",
    label=_("Normative documents filed in time"),
    unit="pct",
    better="up",
    serves="normative_document_notice",
)
def documents_filed_on_time(span: Span) -> Figure:
    """Documents issued in the span that were filed in time, of all that were filed (及时率)."""
    rows = NormativeDocument.objects.filter(**span.within(), issued_on__gte=span.since, issued_on__lte=span.until)
    filed = rows.exclude(filed_on=None)
    return share(filed.filter(filed_late=False).count(), filed.count())


@indicator(
    "planning.documents_fairness",
    label=_("Normative documents that passed a fair competition review"),
    unit="pct",
    better="up",
    serves="fair_competition_regulation",
)
def documents_fairness(span: Span) -> Figure:
    """Documents issued in the span that touch business and were let pass, of all issued that touch business."""
    rows = NormativeDocument.objects.filter(
        **span.within(), issued_on__gte=span.since, issued_on__lte=span.until, touches_business=True
    )
    return share(rows.exclude(fairness_verdict="").count(), rows.count())
