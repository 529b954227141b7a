"""What draws yield for plans and supervision."""

from django.utils.translation import gettext_lazy as _

from hengjian.apps.inspection.models import DrawnSubject, InspectionItem, PublishedDraw
from hengjian.kernel.indicator import Measure, Span, different, indicator, share
from hengjian.kernel.models import Subject


@indicator(
    "inspection.drawn_share",
    label=_("Subjects drawn, of all registered"),
    unit="pct",
    serves="double_random_samr",
)
def drawn_share(span: Span) -> Measure:
    """Different subjects drawn in the span, of all subjects on the register now."""
    drawn = DrawnSubject.objects.filter(**span.within("place"), drawn_on__gte=span.since, drawn_on__lte=span.until)
    registered = Subject.objects.filter(**span.within("division_code"), status="registered")
    return share(different(drawn, "subject_id"), registered)


@indicator(
    "inspection.void_draws",
    label=_("Draws that became void"),
    unit="pct",
    better="down",
    serves="double_random_state_council",
)
def void_draws(span: Span) -> Measure:
    """Announced draws that became void, of all announced in the span."""
    rows = PublishedDraw.objects.filter(**span.within(), **span.during("announced_at"))
    return share(rows.filter(state="void"), rows)


@indicator(
    "inspection.general_items_drawn",
    label=_("Subjects drawn for general items"),
    unit="pct",
    better="up",
    serves=_("Share of double-random checks of general items, 14th Five-Year plans for market regulation"),
)
def general_items_drawn(span: Span) -> Measure:
    """Different subjects drawn in the span for at least one general item, of all subjects on the register now."""
    general = list(InspectionItem.objects.filter(kind="general").values_list("pk", flat=True))
    drawn = DrawnSubject.objects.filter(**span.within("place"), drawn_on__gte=span.since, drawn_on__lte=span.until)
    rows = drawn.filter(draw__items__overlap=general)
    registered = Subject.objects.filter(**span.within("division_code"), status="registered")
    return share(different(rows, "subject_id"), registered)


@indicator(
    "inspection.joint_draws", label=_("Draws held together with other departments"), unit="pct", better="up",
    serves="double_random_state_council",
)  # fmt: skip
def joint_draws(span: Span) -> Measure:
    """Draws of several departments, of all held in the span."""
    rows = PublishedDraw.objects.filter(**span.within(), **span.during("drawn_at"))
    return share(rows.exclude(partners=[]), rows)
