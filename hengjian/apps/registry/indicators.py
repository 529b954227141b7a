"""What the registration procedures yield for plans and supervision."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.deadline import calendar
from hengjian.kernel.indicator import Figure, Span, indicator, ratio, share
from hengjian.kernel.models import Act

from .models import MarketEntity
from .procedures import Deregistration, Establishment

DECIDED = ("approved", "refused")
BY_AN_OFFICER = ("registry.establishment.approve", "registry.establishment.refuse")


@indicator(
    "registry.on_time",
    label=_("Registration matters closed on time"),
    unit="pct",
    better="up",
    serves="market_entity_regulation art. 19",
)
def on_time(span: Span) -> Figure:
    """Establishments and simplified deregistrations closed within the legal limit, of all closed in the span."""
    counts = [
        kind.objects.filter(**span.within(), **span.during("closed_at")).values_list("on_time").annotate(n=Count("pk"))
        for kind in (Establishment, Deregistration)
    ]
    rows = [row for found in counts for row in found]
    return share(sum(n for kept, n in rows if kept), sum(n for kept, n in rows if kept is not None))


@indicator(
    "registry.time_to_register",
    label=_("Average working time to register"),
    unit="hour",
    better="down",
    serves=_("Business start-up time, 14th Five-Year plans for market regulation"),
)
def time_to_register(span: Span) -> Figure:
    """Hours from filing to registration, less whole days off in between, per establishment approved in the span."""
    pairs = (
        Establishment.objects.filter(state="approved", **span.within(), **span.during("closed_at"))
        .values(first=TruncDate("opened_at"), last=TruncDate("closed_at"))
        .annotate(n=Count("pk"), spent=Sum(F("closed_at") - F("opened_at")))
        .order_by()
    )
    hours, count = Decimal(0), 0
    for pair in pairs:
        off = _days_off_between(pair["first"], pair["last"])
        hours += _hours(pair["spent"]) - 24 * off * pair["n"]
        count += pair["n"]
    return ratio(hours, count)


def _hours(spent: timedelta) -> Decimal:
    return Decimal(spent // timedelta(seconds=1)) / 3600


def _days_off_between(first: date, last: date) -> int:
    days = (first + timedelta(days=n) for n in range(1, (last - first).days))
    return sum(not calendar().is_workday(day) for day in days)


@indicator(
    "registry.decided_by_rules",
    label=_("Registrations decided by rules alone"),
    unit="pct",
    better="up",
    serves=_("Intelligent approval, 14th Five-Year plans for market regulation"),
)
def decided_by_rules(span: Span) -> Figure:
    """Establishments decided in the span without an officer's decision, of all decided."""
    decided = Establishment.objects.filter(state__in=DECIDED, **span.within(), **span.during("closed_at"))
    by_hand = Exists(Act.objects.filter(proceeding_id=OuterRef("pk"), name__in=BY_AN_OFFICER))
    return share(decided.filter(~by_hand).count(), decided.count())


@indicator(
    "registry.net_growth",
    label=_("Net growth of market entities"),
    unit="pct",
    better="up",
    serves=_("Growth of market entities, 14th Five-Year plans for market regulation"),
)
def net_growth(span: Span) -> Figure:
    """Entities registered less those deregistered in the span, of those on the register when it began."""
    entities = MarketEntity.objects.filter(**span.within("subject__division_code"))
    before = entities.filter(subject__opened_on__lt=span.since).exclude(subject__closed_on__lt=span.since).count()
    days = (span.since, span.until)
    opened = entities.filter(subject__opened_on__range=days).count()
    closed = entities.filter(subject__closed_on__range=days).count()
    return share(opened - closed, before)
