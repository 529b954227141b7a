"""What campaigns, self-checks and commissions yield for plans and supervision."""

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.procedures import Campaign, CampaignTask, Resolution, SelfCheck
from hengjian.kernel.indicator import Figure, Span, indicator, share

PLANS = _("the five plans: campaigns, responsibility lists with self-checks, standing commissions")


@indicator(
    "planning.campaign_tasks_on_time", label=_("Tasks of campaigns done on time"), unit="pct", better="up", serves=PLANS
)
def campaign_tasks_on_time(span: Span) -> Figure:
    """Tasks of campaigns reported as done in the span by their day, of all reported in the span."""
    rows = CampaignTask.objects.filter(**span.within(), **span.during("closed_at"), state="done")
    return share(rows.exclude(on_time=False).count(), rows.count())


@indicator(
    "planning.campaign_coverage",
    label=_("Subjects of campaigns that were checked"),
    unit="pct",
    better="up",
    serves=PLANS,
)
def campaign_coverage(span: Span) -> Figure:
    """Subjects checked in campaigns that were closed in the span, of all on their frozen lists."""
    rows = Campaign.objects.filter(**span.within(), **span.during("closed_at"), state="closed")
    found = [(one["first"]["checked"], one["first"]["listed"]) for one in rows.values_list("figures", flat=True)]
    return share(sum(n for n, _all in found), sum(n for _n, n in found))


@indicator(
    "planning.campaign_mended",
    label=_("Problems of campaigns mended or pursued"),
    unit="pct",
    better="up",
    serves=PLANS,
)
def campaign_mended(span: Span) -> Figure:
    """Subjects whose problem was mended or became a case, of all found with one, in campaigns closed in the span."""
    rows = Campaign.objects.filter(**span.within(), **span.during("closed_at"), state="closed")
    first = [one["first"] for one in rows.values_list("figures", flat=True)]
    return share(sum(one["mended"] + one["cased"] for one in first), sum(one["found"] for one in first))


@indicator(
    "planning.self_checks_answered",
    label=_("Self-checks answered on time"),
    unit="pct",
    better="up",
    serves="food_law art. 47",
)
def self_checks_answered(span: Span) -> Figure:
    """Self-checks due in the span that were answered by their day, of all due in the span."""
    rows = SelfCheck.objects.filter(**span.within(), due_on__gte=span.since, due_on__lte=span.until)
    return share(rows.filter(answered_on__lte=F("due_on")).count(), rows.count())


@indicator(
    "planning.self_check_lines_met", label=_("Lines of responsibility lists met"), unit="pct", better="up", serves=PLANS
)
def self_check_lines_met(span: Span) -> Figure:
    """Lines that businesses say they meet, of all lines that apply, in self-checks answered in the span."""
    rows = SelfCheck.objects.filter(**span.within(), answered_on__gte=span.since, answered_on__lte=span.until)
    found = rows.aggregate(met=Sum("met", default=0), unmet=Sum("unmet", default=0))
    return share(found["met"], found["met"] + found["unmet"])


@indicator(
    "planning.self_check_mended",
    label=_("Self-checks with gaps that were put in order"),
    unit="pct",
    better="up",
    serves=PLANS,
)
def self_check_mended(span: Span) -> Figure:
    """Self-checks with lines not met that ended in order, of all such that ended, in the span."""
    rows = SelfCheck.objects.filter(**span.within(), **span.during("closed_at"), unmet__gt=0)
    return share(rows.filter(state="cleared").count(), rows.count())


@indicator(
    "planning.resolutions_on_time",
    label=_("Resolutions of commissions carried out on time"),
    unit="pct",
    better="up",
    serves=PLANS,
)
def resolutions_on_time(span: Span) -> Figure:
    """Resolutions fulfilled in the span whose day was kept, of all fulfilled in the span."""
    rows = Resolution.objects.filter(**span.within(), **span.during("closed_at"), state="fulfilled")
    return share(rows.filter(missed=False).exclude(on_time=False).count(), rows.count())
