"""What assessments, demonstration programmes, surveys and normative documents yield for plans."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.models import NamedUnit, NormativeText
from hengjian.apps.planning.procedures import Assessment, NormativeDocument, ProgrammeApplication, Survey
from hengjian.kernel.indicator import Amount, Measure, Number, Rows, Span, indicator, share, tally, worked


@indicator(
    "planning.assessments_on_time",
    label=_("Assessed authorities that handed in on time"),
    unit="pct",
    better="up",
    serves="food_assessment_measures",
)
def assessments_on_time(span: Span) -> Measure:
    """Authorities whose own score was handed in in time, of all that handed one in, of assessments opened in the span."""
    rows = Assessment.objects.filter(**span.within(), **span.during("opened_at")).exclude(state="scoring")
    rows = rows.exclude(state="ended")
    return share(rows.filter(late=False), rows)


@indicator(
    "planning.named_units",
    label=_("Demonstration units that bear a name"),
    unit="count",
    better="up",
    serves="demonstration_measures",
)
def named_units(span: Span) -> Measure:
    """Units named up to the last day of the span whose name had not been withdrawn by then."""
    rows = NamedUnit.objects.filter(**span.within("place"), named_on__lte=span.until)
    return tally(rows.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=span.until)))


@indicator(
    "planning.rechecks_passed",
    label=_("Named units that passed their re-check"),
    unit="pct",
    better="up",
    serves="demonstration_measures",
)
def rechecks_passed(span: Span) -> Measure:
    """Units checked again in the span that kept the name, of those checked again or withdrawn in it."""
    rows = NamedUnit.objects.filter(**span.within("place"))
    kept = Q(state="stands", **span.during_days("checked_on"))
    return share(rows.filter(kept), rows.filter(kept | Q(**span.during_days("withdrawn_on"))))


@indicator(
    "planning.applications_named",
    label=_("Applications to demonstration programmes that were named"),
    unit="pct",
    serves="demonstration_measures",
)
def applications_named(span: Span) -> Measure:
    """Applications opened in the span that led to a name, of those decided."""
    rows = ProgrammeApplication.objects.filter(**span.within("place"), **span.during("opened_at"))
    named = Q(published_act__isnull=False)
    return share(rows.filter(named), rows.filter(named | Q(state="refused")))


def _told(rows: Rows, made: Callable[[dict[str, Any]], Number]) -> Amount:
    """Something of the published results of surveys, added up."""
    return worked(rows, lambda groups: sum(made(one["told"]) * one["n"] for one in groups), told=F("result"))


@indicator(
    "planning.satisfaction",
    label=_("Satisfaction by the latest survey"),
    unit="pct",
    better="up",
    serves="market_supervision_plan",
)
def satisfaction(span: Span) -> Measure:
    """Satisfaction from 0 to 100 of the latest survey of exactly this place that was published in the span.

    Numerator: answers, denominator: invited; parts of a place do not add up.
    """
    published = Survey.objects.filter(state="published", code=span.code, **span.during("closed_at"))
    latest = published.order_by("-closed_at", "-pk").values("pk")[:1]
    rows = Survey.objects.filter(pk__in=latest)
    answers, invited = _told(rows, lambda told: told["answers"]), _told(rows, lambda told: told["invited"])
    return Measure(answers, invited, said=_told(rows, lambda told: Decimal(told["satisfaction"])))


@indicator(
    "planning.survey_response",
    label=_("Response to surveys"),
    unit="pct",
    better="up",
    serves="market_supervision_plan",
)
def survey_response(span: Span) -> Measure:
    """Answers, of all who were invited, of the surveys published in the span."""
    rows = Survey.objects.filter(state="published", **span.within(), **span.during("closed_at"))
    return share(_told(rows, lambda told: told["answers"]), _told(rows, lambda told: told["invited"]))


@indicator(
    "planning.documents_filed",
    label=_("Normative documents that were filed"),
    unit="pct",
    better="up",
    serves="normative_document_notice",
)
def documents_filed(span: Span) -> Measure:
    """Documents issued in the span that have been filed, of all issued (报备率)."""
    rows = NormativeText.objects.filter(**span.within(), issued_on__gte=span.since, issued_on__lte=span.until)
    return share(rows.exclude(filed_on=None), rows)


@indicator(
    "planning.documents_filed_on_time",
    label=_("Normative documents filed in time"),
    unit="pct",
    better="up",
    serves="normative_document_notice",
)
def documents_filed_on_time(span: Span) -> Measure:
    """Documents issued in the span that were filed in time, of all that were filed (及时率)."""
    rows = NormativeDocument.objects.filter(**span.within(), issued_on__gte=span.since, issued_on__lte=span.until)
    filed = rows.exclude(filed_on=None)
    return share(filed.filter(filed_late=False), filed)


@indicator(
    "planning.documents_fairness",
    label=_("Normative documents that passed a fair competition review"),
    unit="pct",
    better="up",
    serves="fair_competition_regulation",
)
def documents_fairness(span: Span) -> Measure:
    """Documents issued in the span that touch business and were let pass, of all issued that touch business."""
    rows = NormativeDocument.objects.filter(
        **span.within(), issued_on__gte=span.since, issued_on__lte=span.until, touches_business=True
    )
    return share(rows.exclude(fairness_verdict=""), rows)
