"""What campaigns, self-checks and commissions yield for plans and supervision."""

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.procedures import Campaign, CampaignTask, Resolution, SelfCheck
from hengjian.kernel.indicator import Amount, Groups, Measure, Rows, Span, indicator, share, total, worked

PLANS = _("the five plans: campaigns, responsibility lists with self-checks, standing commissions")


@indicator(
    "planning.campaign_tasks_on_time", label=_("Tasks of campaigns done on time"), unit="pct", better="up", serves=PLANS
)
def campaign_tasks_on_time(span: Span) -> Measure:
    """Tasks of campaigns reported as done in the span by their day, of all reported in the span."""
    rows = CampaignTask.objects.filter(**span.within(), **span.during("closed_at"), state="done")
    return share(rows.exclude(on_time=False), rows)


@indicator(
    "planning.campaign_coverage",
    label=_("Subjects of campaigns that were checked"),
    unit="pct",
    better="up",
    serves=PLANS,
)
def campaign_coverage(span: Span) -> Measure:
    """Subjects checked in campaigns that were closed in the span, of all on their frozen lists."""
    rows = Campaign.objects.filter(**span.within(), **span.during("closed_at"), state="closed")
    return share(_told(rows, "checked"), _told(rows, "listed"))


def _told(rows: Rows, *names: str) -> Amount:
    """What campaigns counted when they were closed, added up."""

    def added(groups: Groups) -> int:
        return sum(one["told"]["first"][name] * one["n"] for one in groups for name in names)

    return worked(rows, added, told=F("figures"))


@indicator(
    "planning.campaign_mended",
    label=_("Problems of campaigns mended or pursued"),
    unit="pct",
    better="up",
    serves=PLANS,
)
def campaign_mended(span: Span) -> Measure:
    """Subjects whose problem was mended or became a case, of all found with one, in campaigns closed in the span."""
    rows = Campaign.objects.filter(**span.within(), **span.during("closed_at"), state="closed")
    return share(_told(rows, "mended", "cased"), _told(rows, "found"))


@indicator(
    "planning.self_checks_answered",
    label=_("Self-checks answered on time"),
    unit="pct",
    better="up",
    serves="food_law art. 47",
)
def self_checks_answered(span: Span) -> Measure:
    """Self-checks due in the span that were answered by their day, of all due in the span."""
    rows = SelfCheck.objects.filter(**span.within(), due_on__gte=span.since, due_on__lte=span.until)
    return share(rows.filter(answered_on__lte=F("due_on")), rows)


@indicator(
    "planning.self_check_lines_met", label=_("Lines of responsibility lists met"), unit="pct", better="up", serves=PLANS
)
def self_check_lines_met(span: Span) -> Measure:
    """Lines that businesses say they meet, of all lines that apply, in self-checks answered in the span."""
    rows = SelfCheck.objects.filter(**span.within(), answered_on__gte=span.since, answered_on__lte=span.until)
    return share(total(rows, "met"), total(rows, Sum("met", default=0) + Sum("unmet", default=0)))


@indicator(
    "planning.self_check_mended",
    label=_("Self-checks with gaps that were put in order"),
    unit="pct",
    better="up",
    serves=PLANS,
)
def self_check_mended(span: Span) -> Measure:
    """Self-checks with lines not met that ended in order, of all such that ended, in the span."""
    rows = SelfCheck.objects.filter(**span.within(), **span.during("closed_at"), unmet__gt=0)
    return share(rows.filter(state="cleared"), rows)


@indicator(
    "planning.resolutions_on_time",
    label=_("Resolutions of commissions carried out on time"),
    unit="pct",
    better="up",
    serves=PLANS,
)
def resolutions_on_time(span: Span) -> Measure:
    """Resolutions fulfilled in the span whose day was kept, of all fulfilled in the span."""
    rows = Resolution.objects.filter(**span.within(), **span.during("closed_at"), state="fulfilled")
    return share(rows.filter(missed=False).exclude(on_time=False), rows)
