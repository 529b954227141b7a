"""What stands around cases yields for supervision: transfers, challenges, soft measures."""

from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.procedures import CourtCase, PoliceTransfer, Reconsideration, SoftMeasure
from hengjian.apps.enforcement.procedures.reviews import HEADS
from hengjian.kernel.indicator import Measure, Span, indicator, share


@indicator(
    "enforcement.transfers_in_time",
    label=_("Transfers to the police with every step in time"),
    unit="pct",
    better="up",
    serves="crime_transfer art. 5",
)
def transfers_in_time(span: Span) -> Measure:
    """Transfers closed in the span whose every stage was kept in time, of all closed."""
    rows = PoliceTransfer.objects.filter(**span.within(), **span.during("closed_at"))
    return share(rows.filter(on_time=True), rows)


@indicator(
    "enforcement.decisions_upheld",
    label=_("Decisions upheld on reconsideration"),
    unit="pct",
    better="up",
    serves="reconsideration_law art. 64",
)
def decisions_upheld(span: Span) -> Measure:
    """Reconsiderations decided in the span in which the decision stands, of all decided."""
    rows = Reconsideration.objects.filter(**span.within(), **span.during("closed_at")).exclude(state="not_taken")
    return share(rows.filter(state="stands"), rows)


@indicator(
    "enforcement.heads_in_court",
    label=_("Hearings in court that a head attended"),
    unit="pct",
    better="up",
    serves="litigation_law art. 3",
)
def heads_in_court(span: Span) -> Measure:
    """Court cases opened in the span that were heard with the head or a deputy, of all that were heard."""
    rows = CourtCase.objects.filter(**span.within(), **span.during("opened_at")).exclude(attended="")
    return share(rows.filter(attended__in=HEADS), rows)


@indicator(
    "enforcement.soft_measures_effective",
    label=_("Soft measures that helped"),
    unit="pct",
    better="up",
    serves="penalty_law art. 6",
)
def soft_measures_effective(span: Span) -> Measure:
    """Soft measures followed up in the span that helped, of all followed up."""
    rows = SoftMeasure.objects.filter(**span.within(), **span.during("closed_at"))
    return share(rows.filter(state="effective"), rows)
