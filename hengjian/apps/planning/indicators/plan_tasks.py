"""What the tasks of plans yield for supervision."""

from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.procedures import PlanTask
from hengjian.kernel.indicator import Measure, Span, indicator, mean, share

CARRIED_OUT = _("Tasks of the 14th Five-Year plans for market regulation are carried out")


@indicator(
    "planning.tasks_done", label=_("Tasks of plans done by their day"), unit="pct", better="up", serves=CARRIED_OUT
)
def tasks_done(span: Span) -> Measure:
    """Tasks whose end fell into the span and that were confirmed as done, of all not dropped whose end fell into it."""
    rows = PlanTask.objects.filter(**span.within(), **span.during_days("ends_on")).exclude(state="dropped")
    return share(rows.filter(state="done"), rows)


@indicator(
    "planning.task_score", label=_("Average performance of tasks"), unit="count", better="up", serves=CARRIED_OUT
)
def task_score(span: Span) -> Measure:
    """Sum of the scores of tasks confirmed in the span, over their number."""
    rows = PlanTask.objects.filter(state="done", score__isnull=False, **span.within(), **span.during("closed_at"))
    return mean(rows, "score")
