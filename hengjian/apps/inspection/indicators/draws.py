"""What draws yield for plans and supervision."""

from django.utils.translation import gettext_lazy as _

from hengjian.apps.inspection.models import DrawnSubject, PublishedDraw
from hengjian.kernel.indicator import Figure, Span, indicator, share
from hengjian.kernel.models import Subject


@indicator(
    "inspection.drawn_share",
    label=_("Subjects drawn, of all registered"),
    unit="pct",
    serves="double_random_samr",
)
def drawn_share(span: Span) -> Figure:
    """Different subjects drawn in the span, of all subjects on the register now."""
    drawn = DrawnSubject.objects.filter(**span.within("place"), drawn_on__gte=span.since, drawn_on__lte=span.until)
    registered = Subject.objects.filter(**span.within("division_code"), status="registered")
    return share(drawn.values("subject_id").distinct().count(), registered.count())


@indicator(
    "inspection.void_draws",
    label=_("Draws that became void"),
    unit="pct",
    better="down",
    serves="double_random_state_council",
)
def void_draws(span: Span) -> Figure:
    """Announced draws that became void, of all announced in the span."""
    rows = PublishedDraw.objects.filter(**span.within(), **span.during("announced_at"))
    return share(rows.filter(state="void").count(), rows.count())
