"""What the registration procedures yield for plans and supervision."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.deadline import calendar
from hengjian.kernel.indicator import (
    Formula,
    Groups,
    Measure,
    Span,
    different,
    indicator,
    mean,
    ratio,
    share,
    tally,
    total,
    worked,
)
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
from .rules.days import first_of_months

DECIDED = ("approved", "refused")
BY_AN_OFFICER = ("registry.establishment.approve", "registry.establishment.refuse")


@indicator(
    "registry.on_time",
    label=_("Registration matters closed on time"),
    unit="pct",
    better="up",
    serves="market_entity_regulation art. 19",
)
def on_time(span: Span) -> Measure:
    """Establishments and simplified deregistrations closed within the legal limit, of all closed in the span."""
    kinds = (Establishment.key, Deregistration.key)
    closed = Proceeding.objects.filter(procedure__in=kinds, **span.within(), **span.during("closed_at"))
    rows = closed.exclude(on_time=None)
    return share(rows.filter(on_time=True), rows)


@indicator(
    "registry.time_to_register",
    label=_("Average working time to register"),
    unit="hour",
    better="down",
    serves=_("Business start-up time, 14th Five-Year plans for market regulation"),
)
def time_to_register(span: Span) -> Measure:
    """Hours from filing to registration, less whole days off in between, per establishment approved in the span."""
    rows = Establishment.objects.filter(state="approved", **span.within(), **span.during("closed_at"))
    spent = Sum(F("closed_at") - F("opened_at"))
    pairs = {"first": TruncDate("opened_at"), "last": TruncDate("closed_at"), "spent": spent}
    return ratio(worked(rows, _working_hours, **pairs), rows)


def _working_hours(pairs: Groups) -> Decimal:
    whole_days_off = sum(24 * _days_off_between(pair["first"], pair["last"]) * pair["n"] for pair in pairs)
    return sum((_hours(pair["spent"]) for pair in pairs), Decimal(0)) - whole_days_off


def _hours(spent: timedelta | None) -> Decimal:
    return Decimal((spent or timedelta()) // timedelta(seconds=1)) / 3600


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
def decided_by_rules(span: Span) -> Measure:
    """Establishments decided in the span without an officer's decision, of all decided."""
    decided = Establishment.objects.filter(state__in=DECIDED, **span.within(), **span.during("closed_at"))
    by_hand = Exists(Act.objects.filter(proceeding_id=OuterRef("pk"), name__in=BY_AN_OFFICER))
    return share(decided.filter(~by_hand), decided)


@indicator(
    "registry.net_growth",
    label=_("Net growth of market entities"),
    unit="pct",
    better="up",
    serves=_("Growth of market entities, 14th Five-Year plans for market regulation"),
)
def net_growth(span: Span) -> Measure:
    """Entities registered less those deregistered in the span, of those on the register when it began."""
    entities = MarketEntity.objects.filter(**span.within("subject__division_code"))
    before = entities.filter(subject__opened_on__lt=span.since).exclude(subject__closed_on__lt=span.since)
    opened, closed = (Q(**span.during_days(f"subject__{day}")) for day in ("opened_on", "closed_on"))
    both = entities.filter(opened | closed)
    return share(total(both, Count("pk", filter=opened) - Count("pk", filter=closed)), before)


PART_LABELS = {
    "seal": _("Time for seals"),
    "tax": _("Time for tax and invoices"),
    "insurance": _("Time for social insurance"),
    "fund": _("Time for the provident fund"),
    "bank": _("Time for the bank account"),
}
OPENING_PLAN = _("Business start-up time, 14th Five-Year plans for market regulation")


@indicator("registry.opening_time", label=_("Time to open a business"), unit="hour", better="down", serves=OPENING_PLAN)
def opening_time(span: Span) -> Measure:
    """Hours from the one form to the last part done, per business opened in one go in the span."""
    done = Opening.objects.filter(state="opened", **span.within(), **span.during("closed_at"))
    return mean(done, Sum(F("closed_at") - F("opened_at")), _hours)


@indicator(
    "registry.opening_time_licence", label=_("Time for the licence"), unit="hour", better="down", serves=OPENING_PLAN
)
def opening_time_licence(span: Span) -> Measure:
    """Hours from the one form to the licence, per business opened in one go that was licensed in the span."""
    spent = Sum(F("licensed_at") - F("opened_at"))
    return mean(Opening.objects.filter(**span.within(), **span.during("licensed_at")), spent, _hours)


def _part_time(kind: str) -> Formula:
    def part_time(span: Span) -> Measure:
        """Hours from passing the part on to the department's answer, per part done in the span."""
        done = SubMatter.objects.filter(
            kind=kind, state=SubMatter.DONE, **span.within("proceeding__code"), **span.during("done_at")
        )
        return mean(done, Sum(F("done_at") - F("sent_at")), _hours)

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
def three_year_survival(span: Span) -> Measure:
    """Of the entities registered in the same days three years earlier, those on the register three years on."""
    then = Span(span.code, _earlier(span.since), _earlier(span.until))
    born = _of_days(then, "subject__opened_on")
    return share(born.exclude(subject__closed_on__lt=F("subject__opened_on") + timedelta(days=3 * 365)), born)


def _earlier(day: date) -> date:
    return day.replace(year=day.year - 3, day=min(day.day, 28) if day.month == 2 else day.day)


@indicator(
    "registry.rating_average", label=_("Average rating"), unit="count", better="up", serves="service_rating_opinion"
)
def rating_average(span: Span) -> Measure:
    """Stars of the ratings given in the span, per rating."""
    return mean(Rating.objects.filter(**span.within(), **span.during("opened_at")), "stars")


@indicator(
    "registry.bad_ratings_followed_up",
    label=_("Bad ratings followed up on time"),
    unit="pct",
    better="up",
    serves="service_rating_opinion",
)
def bad_ratings_followed_up(span: Span) -> Measure:
    """Bad ratings whose follow-up ended on time, of all bad ratings followed up in the span."""
    closed = Rating.objects.filter(state="answered", **span.within(), **span.during("closed_at"))
    return share(closed.filter(on_time=True), closed)


@indicator(
    "registry.dual_notice_receipts",
    label=_("Departments that acknowledged on time"),
    unit="pct",
    better="up",
    serves="licence_first_opinion",
)
def dual_notice_receipts(span: Span) -> Measure:
    """Receipts given by their day, of all messages to departments that were due in the span."""
    owed = Dispatch.objects.filter(**span.within("subject__division_code"), **span.during("due"))
    return share(owed.filter(answered_at__lte=F("due")), owed)


@indicator(
    "registry.barriers_answered_on_time",
    label=_("Reports of barriers answered on time"),
    unit="pct",
    better="up",
    serves="market_access_opinion",
)
def barriers_answered_on_time(span: Span) -> Measure:
    """Reports of barriers answered within the limit, of all answered in the span."""
    closed = BarrierReport.objects.filter(closed_at__isnull=False, **span.within(), **span.during("closed_at"))
    return share(closed.filter(on_time=True), closed)


@indicator(
    "registry.names_became_firms",
    label=_("Reserved names that became firms"),
    unit="pct",
    better="up",
    serves=_("Conversion of self-declared names, 14th Five-Year plans for market regulation"),
)
def names_became_firms(span: Span) -> Measure:
    """Reservations that ended in the span in a registration, of all that ended in it."""
    ended = NameReservation.objects.filter(closed_at__isnull=False, **span.within(), **span.during("closed_at"))
    return share(ended.filter(state="used"), ended)


@indicator(
    "registry.cleaned_up",
    label=_("Dormant firms cleaned up"),
    unit="count",
    better="up",
    serves=_("Clean-up of dormant firms, 14th Five-Year plans for market regulation"),
)
def cleaned_up(span: Span) -> Measure:
    """Firms deregistered compulsorily or struck off in the span."""
    gone = Q(procedure=CompulsoryDeregistration.key, state="done", **span.during("closed_at"))
    then = Act.objects.filter(
        proceeding_id=OuterRef("pk"), name="registry.striking_off.strike_off", **span.during("at")
    )
    struck = Q(Exists(then), procedure=StrikingOff.key, state__in=("struck_off", "final"))
    return tally(Proceeding.objects.filter(gone | struck, **span.within()))


@indicator(
    "registry.conversions",
    label=_("Individual businesses converted into enterprises"),
    unit="count",
    better="up",
    serves="individual_business_regulation art. 13",
)
def conversions(span: Span) -> Measure:
    """Individual businesses that went on as an enterprise in the span."""
    return tally(Conversion.objects.filter(**span.within("subject__division_code"), **span.during_days("on")))


@indicator(
    "registry.nurtured",
    label=_("Firms in the nursery"),
    unit="count",
    better="up",
    serves=_("Growth of small and micro firms, 14th Five-Year plans for market regulation"),
)
def nurtured(span: Span) -> Measure:
    """Firms taken into the nursery at any level in the span that have not left it."""
    rows = NurseryPlace.objects.filter(state__in=("nurtured", "risen", "grown"), **span.during("opened_at"))
    return tally(different(rows.filter(**span.within("subject__division_code")), "subject_id"))


@indicator(
    "registry.party_coverage",
    label=_("Small firms reached by party work"),
    unit="pct",
    better="up",
    serves=_("Party building in small firms, 14th Five-Year plans for market regulation"),
)
def party_coverage(span: Span) -> Measure:
    """Small and micro firms of the directory with a record of party work that runs, of all of them."""
    small, here = FirmSize.objects.filter(size__in=("micro", "small")), span.within("subject__division_code")
    covered = PartyWork.objects.filter(state="covered", subject_id__in=small.values("subject_id"), **here)
    return share(different(covered, "subject_id"), different(small.filter(**here), "subject_id"))


VITALITY = _("Vitality of the market, 14th Five-Year plans for market regulation")


def _standing(span: Span) -> QuerySet[MarketEntity]:
    """Entities on the register at the end of the last day."""
    rows = MarketEntity.objects.filter(**span.within("subject__division_code"), subject__opened_on__lte=span.until)
    return rows.filter(Q(subject__closed_on=None) | Q(subject__closed_on__gt=span.until))


def _of_days(span: Span, day: str) -> QuerySet[MarketEntity]:
    return MarketEntity.objects.filter(**span.within("subject__division_code"), **span.during_days(day))


@indicator("registry.entities", label=_("Market entities"), unit="count", better="up", serves=VITALITY)
def entities(span: Span) -> Measure:
    """Entities on the register at the end of the span."""
    return tally(_standing(span))


@indicator("registry.entities_new", label=_("New market entities"), unit="count", better="up", serves=VITALITY)
def entities_new(span: Span) -> Measure:
    """Entities registered in the span."""
    return tally(_of_days(span, "subject__opened_on"))


@indicator("registry.exits", label=_("Market entities that left"), unit="count", serves=VITALITY)
def exits(span: Span) -> Measure:
    """Entities that left the register in the span, by whatever way."""
    return tally(_of_days(span, "subject__closed_on"))


@indicator(
    "registry.enterprises_to_individuals",
    label=_("Enterprises to individual businesses"),
    unit="pct",
    better="up",
    serves=VITALITY,
)
def enterprises_to_individuals(span: Span) -> Measure:
    """Entities that are neither individual businesses nor cooperatives, of the individual businesses, at the end."""
    rows = _standing(span)
    individuals = rows.filter(group="individual_business")
    return share(rows.exclude(group__in=("individual_business", "cooperative")), individuals)


@indicator("registry.activity_rate", label=_("Active market entities"), unit="pct", better="up", serves=VITALITY)
def activity_rate(span: Span) -> Measure:
    """Entities standing at the end that were registered or gave a sign of life in the months before, of all standing.

    Months and signs are values of the law (`registry.activity_months`, `registry.activity_signs`), as no text fixes them.
    """
    since = first_of_months(span.until, int(value("registry.activity_months", span.until).amount))
    within = Span(span.code, since, span.until).during("opened_at")
    signs = Proceeding.objects.filter(procedure__in=value("registry.activity_signs", span.until).amount, **within)
    rows = _standing(span)
    active = Q(subject__opened_on__gte=since) | Exists(signs.filter(subject_id=OuterRef("subject_id")))
    return share(rows.filter(active), rows)


@indicator(
    "registry.startup_workdays", label=_("Days to start a business"), unit="workday", better="down", serves=OPENING_PLAN
)
def startup_workdays(span: Span) -> Measure:
    """Working days from the one form to the last part, the day of the form not counted, per business opened in the span."""
    done = Opening.objects.filter(state="opened", **span.within(), **span.during("closed_at"))
    return ratio(worked(done, _workdays, first=TruncDate("opened_at"), last=TruncDate("closed_at")), done)


def _workdays(pairs: Groups) -> int:
    return sum(pair["n"] * _workdays_after(pair["first"], pair["last"]) for pair in pairs)


def _workdays_after(first: date, last: date) -> int:
    return sum(calendar().is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


@indicator("registry.simple_exits", label=_("Simplified deregistrations"), unit="pct", better="up", serves=VITALITY)
def simple_exits(span: Span) -> Measure:
    """Simplified deregistrations done in the span, of all deregistrations asked for and done."""
    done = Proceeding.objects.filter(state="done", **span.within(), **span.during("closed_at"))
    both = (Deregistration.key, Liquidation.key)
    return share(done.filter(procedure=Deregistration.key), done.filter(procedure__in=both))


@indicator(
    "registry.licences_used",
    label=_("Firms that used their electronic licence"),
    unit="pct",
    better="up",
    serves=VITALITY,
)
def licences_used(span: Span) -> Measure:
    """Entities that released their electronic licence to somebody in the span, of all standing at its end."""
    uses = LicenceUse.objects.filter(**span.within("subject__division_code"), **span.during("opened_at"))
    return share(different(uses, "subject_id"), _standing(span))
