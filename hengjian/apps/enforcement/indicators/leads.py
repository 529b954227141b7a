"""What leads yield for supervision."""

from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.procedures import Lead
from hengjian.kernel.indicator import Measure, Span, indicator, share


@indicator(
    "enforcement.leads_in_time",
    label=_("Leads decided within the legal limit"),
    unit="pct",
    better="up",
    serves="samr_penalty_procedure art. 18",
)
def leads_in_time(span: Span) -> Measure:
    """Leads decided in the span within fifteen working days, or thirty where the head prolonged, of all decided."""
    rows = Lead.objects.filter(**span.within(), **span.during("closed_at"))
    return share(rows.filter(on_time=True), rows)
