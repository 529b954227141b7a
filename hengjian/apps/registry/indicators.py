"""What the registration procedures yield for plans and supervision."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.deadline import calendar
from hengjian.kernel.indicator import Figure, Formula, Span, indicator, ratio, share, tally
from hengjian.kernel.law import value
from hengjian.kernel.models import Act, Proceeding

from .models import Conversion, Dispatch, FirmSize, MarketEntity, SubMatter
from .procedures import (
    BarrierReport,
    CompulsoryDeregistration,
    Deregistration,
    Establishment,
    LicenceUse,
    Liquidation,
    NameReservation,
    NurseryPlace,
    Opening,
    PartyWork,
    Rating,
    StrikingOff,
)

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


PART_LABELS = {
    "seal": _("Time for seals"),
    "tax": _("Time for tax and invoices"),
    "insurance": _("Time for social insurance"),
    "fund": _("Time for the provident fund"),
    "bank": _("Time for the bank account"),
}
OPENING_PLAN = _("Business start-up time, 14th Five-Year plans for market regulation")


@indicator("registry.opening_time", label=_("Time to open a business"), unit="hour", better="down", serves=OPENING_PLAN)
def opening_time(span: Span) -> Figure:
    """Hours from the one form to the last part done, per business opened in one go in the span."""
    done = Opening.objects.filter(state="opened", **span.within(), **span.during("closed_at"))
    found = done.aggregate(n=Count("pk"), spent=Sum(F("closed_at") - F("opened_at")))
    return ratio(_hours(found["spent"]) if found["spent"] else Decimal(0), found["n"])


@indicator(
    "registry.opening_time_licence", label=_("Time for the licence"), unit="hour", better="down", serves=OPENING_PLAN
)
def opening_time_licence(span: Span) -> Figure:
    """Hours from the one form to the licence, per business opened in one go that was licensed in the span."""
    done = Opening.objects.filter(**span.within(), **span.during("licensed_at"))
    found = done.aggregate(n=Count("pk"), spent=Sum(F("licensed_at") - F("opened_at")))
    return ratio(_hours(found["spent"]) if found["spent"] else Decimal(0), found["n"])


def _part_time(kind: str) -> Formula:
    def part_time(span: Span) -> Figure:
        """Hours from passing the part on to the department's answer, per part done in the span."""
        done = SubMatter.objects.filter(
            kind=kind, state=SubMatter.DONE, **span.within("proceeding__code"), **span.during("done_at")
        )
        found = done.aggregate(n=Count("pk"), spent=Sum(F("done_at") - F("sent_at")))
        return ratio(_hours(found["spent"]) if found["spent"] else Decimal(0), found["n"])

    return part_time


for _kind, _label in PART_LABELS.items():
    indicator(f"registry.opening_time_{_kind}", label=_label, unit="hour", better="down", serves=OPENING_PLAN)(
        _part_time(_kind)
    )


@indicator(
    "registry.three_year_survival",
    label=_("Businesses that live three years"),
    unit="pct",
    better="up",
    serves=_("Three-year survival of new firms, 14th Five-Year plans for market regulation"),
)
def three_year_survival(span: Span) -> Figure:
    """Of the entities registered in the same days three years earlier, those on the register three years on."""
    first, last = _earlier(span.since), _earlier(span.until)
    born = MarketEntity.objects.filter(**span.within("subject__division_code"), subject__opened_on__range=(first, last))
    gone = born.filter(subject__closed_on__lt=F("subject__opened_on") + timedelta(days=3 * 365))
    everybody = born.count()
    return share(everybody - gone.count(), everybody)


def _earlier(day: date) -> date:
    return day.replace(year=day.year - 3, day=min(day.day, 28) if day.month == 2 else day.day)


@indicator(
    "registry.rating_average", label=_("Average rating"), unit="count", better="up", serves="service_rating_opinion"
)
def rating_average(span: Span) -> Figure:
    """Stars of the ratings given in the span, per rating."""
    found = Rating.objects.filter(**span.within(), **span.during("opened_at")).aggregate(n=Count("pk"), s=Sum("stars"))
    return ratio(found["s"] or 0, found["n"])


@indicator(
    "registry.bad_ratings_followed_up",
    label=_("Bad ratings followed up on time"),
    unit="pct",
    better="up",
    serves="service_rating_opinion",
)
def bad_ratings_followed_up(span: Span) -> Figure:
    """Bad ratings whose follow-up ended on time, of all bad ratings followed up in the span."""
    closed = Rating.objects.filter(state="answered", **span.within(), **span.during("closed_at"))
    return share(closed.filter(on_time=True).count(), closed.count())


@indicator(
    "registry.dual_notice_receipts",
    label=_("Departments that acknowledged on time"),
    unit="pct",
    better="up",
    serves="licence_first_opinion",
)
def dual_notice_receipts(span: Span) -> Figure:
    """Receipts given by their day, of all messages to departments that were due in the span."""
    owed = Dispatch.objects.filter(**span.within("subject__division_code"), **span.during("due"))
    return share(owed.filter(answered_at__lte=F("due")).count(), owed.count())


@indicator(
    "registry.barriers_answered_on_time",
    label=_("Reports of barriers answered on time"),
    unit="pct",
    better="up",
    serves="market_access_opinion",
)
def barriers_answered_on_time(span: Span) -> Figure:
    """Reports of barriers answered within the limit, of all answered in the span."""
    closed = BarrierReport.objects.filter(closed_at__isnull=False, **span.within(), **span.during("closed_at"))
    return share(closed.filter(on_time=True).count(), closed.count())


@indicator(
    "registry.names_became_firms",
    label=_("Reserved names that became firms"),
    unit="pct",
    better="up",
    serves=_("Conversion of self-declared names, 14th Five-Year plans for market regulation"),
)
def names_became_firms(span: Span) -> Figure:
    """Reservations that ended in the span in a registration, of all that ended in it."""
    ended = NameReservation.objects.filter(closed_at__isnull=False, **span.within(), **span.during("closed_at"))
    return share(ended.filter(state="used").count(), ended.count())


@indicator(
    "registry.cleaned_up",
    label=_("Dormant firms cleaned up"),
    unit="count",
    better="up",
    serves=_("Clean-up of dormant firms, 14th Five-Year plans for market regulation"),
)
def cleaned_up(span: Span) -> Figure:
    """Firms deregistered compulsorily or struck off in the span."""
    gone = CompulsoryDeregistration.objects.filter(state="done", **span.within(), **span.during("closed_at")).count()
    then = Act.objects.filter(
        proceeding_id=OuterRef("pk"), name="registry.striking_off.strike_off", **span.during("at")
    )
    struck = StrikingOff.objects.filter(Exists(then), state__in=("struck_off", "final"), **span.within()).count()
    return Figure(Decimal(gone + struck), gone + struck, 1)


@indicator(
    "registry.conversions",
    label=_("Individual businesses converted into enterprises"),
    unit="count",
    better="up",
    serves="individual_business_regulation art. 13",
)
def conversions(span: Span) -> Figure:
    """Individual businesses that went on as an enterprise in the span."""
    days = (span.since, span.until)
    count = Conversion.objects.filter(**span.within("subject__division_code"), on__range=days).count()
    return Figure(Decimal(count), count, 1)


@indicator(
    "registry.nurtured",
    label=_("Firms in the nursery"),
    unit="count",
    better="up",
    serves=_("Growth of small and micro firms, 14th Five-Year plans for market regulation"),
)
def nurtured(span: Span) -> Figure:
    """Firms taken into the nursery at any level in the span that have not left it."""
    rows = NurseryPlace.objects.filter(state__in=("nurtured", "risen", "grown"), **span.during("opened_at"))
    count = rows.filter(**span.within("subject__division_code")).values("subject_id").distinct().count()
    return Figure(Decimal(count), count, 1)


@indicator(
    "registry.party_coverage",
    label=_("Small firms reached by party work"),
    unit="pct",
    better="up",
    serves=_("Party building in small firms, 14th Five-Year plans for market regulation"),
)
def party_coverage(span: Span) -> Figure:
    """Small and micro firms of the directory with a record of party work that runs, of all of them."""
    small = FirmSize.objects.filter(size__in=("micro", "small"), **span.within("subject__division_code"))
    firms = small.values("subject_id").distinct()
    covered = PartyWork.objects.filter(state="covered", subject_id__in=firms.values("subject_id"))
    return share(covered.values("subject_id").distinct().count(), firms.count())


VITALITY = _("Vitality of the market, 14th Five-Year plans for market regulation")


def _standing(span: Span) -> QuerySet[MarketEntity]:
    """Entities on the register at the end of the last day."""
    rows = MarketEntity.objects.filter(**span.within("subject__division_code"), subject__opened_on__lte=span.until)
    return rows.filter(Q(subject__closed_on=None) | Q(subject__closed_on__gt=span.until))


@indicator("registry.entities", label=_("Market entities"), unit="count", better="up", serves=VITALITY)
def entities(span: Span) -> Figure:
    """Entities on the register at the end of the span."""
    return tally(_standing(span).count())


@indicator("registry.entities_new", label=_("New market entities"), unit="count", better="up", serves=VITALITY)
def entities_new(span: Span) -> Figure:
    """Entities registered in the span."""
    rows = MarketEntity.objects.filter(**span.within("subject__division_code"))
    return tally(rows.filter(subject__opened_on__range=(span.since, span.until)).count())


@indicator(
    "registry.enterprises_to_individuals",
    label=_("Enterprises to individual businesses"),
    unit="pct",
    better="up",
    serves=VITALITY,
)
def enterprises_to_individuals(span: Span) -> Figure:
    """Entities that are neither individual businesses nor cooperatives, of the individual businesses, at the end."""
    rows = _standing(span)
    individuals = rows.filter(group="individual_business").count()
    return share(rows.exclude(group__in=("individual_business", "cooperative")).count(), individuals)


@indicator("registry.activity_rate", label=_("Active market entities"), unit="pct", better="up", serves=VITALITY)
def activity_rate(span: Span) -> Figure:
    """Entities standing at the end that were registered or gave a sign of life in the months before, of all standing.

    Months and signs are values of the law (`registry.activity_months`, `registry.activity_signs`), as no text fixes them.
    """
    months = int(value("registry.activity_months", span.until).amount)
    since = _months_before(span.until, months)
    within = Span(span.code, since, span.until).during("opened_at")
    signs = Proceeding.objects.filter(procedure__in=value("registry.activity_signs", span.until).amount, **within)
    rows = _standing(span)
    active = Q(subject__opened_on__gte=since) | Exists(signs.filter(subject_id=OuterRef("subject_id")))
    return share(rows.filter(active).count(), rows.count())


def _months_before(day: date, months: int) -> date:
    """The day after the same day so many months earlier: the first of so many months that end with the day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + timedelta(days=1)


@indicator(
    "registry.startup_workdays", label=_("Days to start a business"), unit="workday", better="down", serves=OPENING_PLAN
)
def startup_workdays(span: Span) -> Figure:
    """Working days from the one form to the last part, the day of the form not counted, per business opened in the span."""
    done = Opening.objects.filter(state="opened", **span.within(), **span.during("closed_at"))
    pairs = done.values(first=TruncDate("opened_at"), last=TruncDate("closed_at")).annotate(n=Count("pk")).order_by()
    worked = sum(pair["n"] * _workdays_after(pair["first"], pair["last"]) for pair in pairs)
    return ratio(worked, sum(pair["n"] for pair in pairs))


def _workdays_after(first: date, last: date) -> int:
    return sum(calendar().is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


@indicator("registry.simple_exits", label=_("Simplified deregistrations"), unit="pct", better="up", serves=VITALITY)
def simple_exits(span: Span) -> Figure:
    """Simplified deregistrations done in the span, of all deregistrations asked for and done."""
    done = {"state": "done", **span.within(), **span.during("closed_at")}
    simple = Deregistration.objects.filter(**done).count()
    return share(simple, simple + Liquidation.objects.filter(**done).count())


@indicator(
    "registry.licences_used",
    label=_("Firms that used their electronic licence"),
    unit="pct",
    better="up",
    serves=VITALITY,
)
def licences_used(span: Span) -> Figure:
    """Entities that released their electronic licence to somebody in the span, of all standing at its end."""
    uses = LicenceUse.objects.filter(**span.within("subject__division_code"), **span.during("opened_at"))
    return share(uses.values("subject_id").distinct().count(), _standing(span).count())
