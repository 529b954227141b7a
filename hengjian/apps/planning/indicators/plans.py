"""How plans are kept: values reported in time, targets that are met; and what plans print, for the command."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.procedures import PlanReturn
from hengjian.apps.planning.queries import printed_table, standing
from hengjian.kernel.indicator import Measure, Span, indicator, known, share, tell_targets

tell_targets(printed_table)


@indicator(
    "planning.values_on_time",
    label=_("Yearly values of plans reported in time"),
    unit="pct",
    better="up",
    serves="unified_planning_opinion",
)
def values_on_time(span: Span) -> Measure:
    """Returns of plan values for the year before the span that were reported within the time limit, of all of that year."""
    rows = PlanReturn.objects.filter(
        **span.within(), until__gte=span.since.replace(year=span.since.year - 1), until__lt=span.since
    )
    told = rows.exclude(state="awaited")
    return share(told.filter(late=False), rows)


@indicator(
    "planning.targets_good",
    label=_("Targets of plans reached or on their path"),
    unit="pct",
    better="up",
    serves="unified_planning_opinion",
)
def targets_good(span: Span) -> Measure:
    """Targets with a green light on the last day of the span, of all targets that can be judged, of the plans of the place itself."""
    judged = [one for plan in _plans(span) for one in standing(plan.key, plan.code, span.until) if one.light]
    green = [one.target.pk for one in judged if one.light == "green"]
    targets = PlanTarget.objects.filter(pk__in=[one.target.pk for one in judged])
    return share(known(len(green), targets.filter(pk__in=green)), known(len(judged), targets))


def _plans(span: Span) -> list[Plan]:
    year: date = span.until
    return list(Plan.objects.filter(code=span.code, since__lte=year.year, until__gte=year.year))
