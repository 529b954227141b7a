"""What checks, orders and what offices ask yield for plans and supervision."""

from django.utils.translation import gettext_lazy as _

from hengjian.apps.inspection.procedures import CorrectionOrder, SiteCheck, Whistle
from hengjian.apps.inspection.rules.results import PROBLEM_CODES
from hengjian.kernel.indicator import Measure, Span, different, indicator, kept_of_due, ratio, share


@indicator(
    "inspection.outside_draws",
    label=_("Checks that no draw has sent"),
    unit="pct",
    better="down",
    serves="double_random_state_council",
)
def outside_draws(span: Span) -> Measure:
    """Checks opened in the span on a named exception, of all checks opened."""
    rows = SiteCheck.objects.filter(**span.within(), **span.during("opened_at"))
    return share(rows.exclude(origin="draw"), rows)


@indicator(
    "inspection.published_in_time",
    label=_("Results published within 20 working days"),
    unit="pct",
    better="up",
    serves="double_random_state_council",
)
def published_in_time(span: Span) -> Measure:
    """Results published in the span no later than the limit that ran, of all published."""
    rows = SiteCheck.objects.filter(**span.within(), **span.during("published_at"))
    return share(rows.exclude(on_time=False), rows)


@indicator(
    "inspection.problems_found",
    label=_("Checks that found something"),
    unit="pct",
    serves="double_random_state_council",
)
def problems_found(span: Span) -> Measure:
    """Checks whose record was signed in the span and whose result holds something against the subject, of all decided."""
    rows = SiteCheck.objects.filter(**span.within(), **span.during("finished_at")).exclude(codes=[])
    return share(rows.filter(codes__overlap=list(PROBLEM_CODES)), rows)


@indicator(
    "inspection.without_visit",
    label=_("Checks settled by papers"),
    unit="pct",
    better="up",
    serves="enterprise_inspection_norms",
)
def without_visit(span: Span) -> Measure:
    """Checks finished in the span to which nobody had to be sent, of all finished."""
    rows = SiteCheck.objects.filter(**span.within(), **span.during("finished_at"))
    return share(rows.filter(shown_at=None), rows)


@indicator(
    "inspection.corrected_in_time",
    label=_("Orders to correct met in time"),
    unit="pct",
    better="up",
    serves="penalty_law art. 28",
)
def corrected_in_time(span: Span) -> Measure:
    """Orders closed in the span as corrected that never ran out, of all closed except those lifted."""
    rows = CorrectionOrder.objects.filter(**span.within(), **span.during("closed_at")).exclude(state="lifted")
    return share(rows.filter(state="corrected", overdue_since=None), rows)


@indicator(
    "inspection.whistles_answered",
    label=_("Whistles answered without going up"),
    unit="pct",
    better="up",
    serves=_("Offices whistle, departments answer"),
)
def whistles_answered(span: Span) -> Measure:
    """Whistles settled in the span by every department called before the limit, of all settled."""
    rows = Whistle.objects.filter(state="settled", **span.within(), **span.during("closed_at"))
    return share(rows.filter(supervised=False), rows)


@indicator(
    "inspection.carried_out_in_time",
    label=_("Checks carried out in time"),
    unit="pct",
    better="up",
    serves="double_random_state_council",
)
def carried_out_in_time(span: Span) -> Measure:
    """Checks to be carried out by a day of the span that were begun by then, of all to be carried out by such a day."""
    return kept_of_due(span, "checks.carry_out")


@indicator(
    "inspection.visits_per_subject",
    label=_("Visits per subject visited"),
    unit="times",
    better="down",
    serves="enterprise_inspection_norms",
)
def visits_per_subject(span: Span) -> Measure:
    """Visits finished in the span on site, per subject that had one."""
    rows = SiteCheck.objects.filter(shown_at__isnull=False, **span.within(), **span.during("finished_at"))
    return ratio(rows, different(rows, "subject_id"))
