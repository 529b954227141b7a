"""Reading the lists behind the services: size thresholds, policies, negative lists; and what they say of a firm."""

from datetime import date
from decimal import Decimal
from functools import cache

from django.utils import timezone

from hengjian.apps.registry.models import FirmSize, MarketEntity, NegativeEntry
from hengjian.apps.registry.rules import negative_lists
from hengjian.apps.registry.rules import services as rules
from hengjian.apps.registry.rules.items import Items
from hengjian.kernel import catalogues
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import cite
from hengjian.kernel.models import Subject


def negative_entries(day: date) -> list[negative_lists.Entry]:
    """The entries in force on a day, with their articles as printed."""
    rows = NegativeEntry.objects.filter(since__lte=day).exclude(until__lt=day).order_by("code")
    return [
        negative_lists.Entry(
            r.code, r.list_name, r.kind, r.text, tuple(r.industries), tuple(r.words), cite(r.cite).text("zh-hans"),
            r.since, r.until, r.authority_code,
        )
        for r in rows
    ]  # fmt: skip


@cache
def _trades() -> dict[str, str]:
    return {r["code"]: r["gbt4754"] for r in catalogues.rows("business_scope.csv")}


def industries_for(codes: list[str]) -> tuple[str, ...]:
    """GB/T 4754 codes of scope items."""
    return tuple(dict.fromkeys(i for code in codes if (i := _trades().get(code, ""))))


def industries_of(subject: Subject) -> tuple[str, ...]:
    """GB/T 4754 codes of what a firm does, the first being its main trade."""
    entity = MarketEntity.objects.filter(pk=subject.pk).first()
    return industries_for(list(entity.scope_codes)) if entity else ()


def check_filing(items: Items, foreign: bool, day: date) -> Finding:
    """The finding of all three lists on a filing."""
    entries = negative_entries(day)
    industries = industries_for(list(items.scope_codes))
    return negative_lists.check(items, industries=industries, foreign=foreign, entries=entries, day=day)


def against_filing(items: Items, day: date) -> tuple[Ground, ...]:
    """What the lists hold against registering these items."""
    found = negative_lists.check(
        items,
        industries=industries_for(list(items.scope_codes)),
        foreign=items.foreign,
        entries=negative_lists.at_registration(negative_entries(day)),
        day=day,
    )
    return found.grounds


@cache
def thresholds() -> tuple[tuple[tuple[str, ...], rules.Threshold], ...]:
    """The standard's trades with the industries each is for, the last being the rest."""
    return tuple(
        (
            tuple(r["gbt4754"]),
            rules.Threshold(
                r["trade"],
                r["zh"],
                tuple(r["measures"]),
                *(tuple(map(Decimal, r[c])) for c in ("large", "medium", "small")),
            ),
        )
        for r in catalogues.table(catalogues.tree("enterprise_size.yaml"))
    )


def threshold_for(industries: tuple[str, ...]) -> rules.Threshold:
    """The trade of the main industry; 其他未列明行业 if none is listed."""
    main = industries[0] if industries else ""
    return next(t for prefixes, t in thresholds() if any(main.startswith(p) for p in prefixes))


@cache
def policies() -> tuple[rules.Policy, ...]:
    """The packaged policies."""
    return tuple(
        rules.Policy(
            r["id"], r["title"], r["gives"], tuple(r["conditions"].items()), r["source"], r["from"], r["until"],
            r["claim"], r["check"],
        )
        for r in catalogues.table(catalogues.tree("policies.yaml"))
    )  # fmt: skip


def firm_of(subject: Subject) -> rules.Firm:
    """What policies look at, from the register and the newest size."""
    size = FirmSize.objects.filter(subject=subject).order_by("-year").first()
    return rules.Firm(
        group=subject.kind,
        size=size.size if size else "",
        division=subject.division_code,
        opened_on=subject.opened_on,
        industries=industries_of(subject),
        registered=subject.status == "registered",
    )


def claims_of(subject: Subject) -> list[rules.Claim]:
    """What the firm may claim today, and what is missing for the rest."""
    return rules.claims(firm_of(subject), policies(), timezone.localdate())


def survival_of(cohort: int, code: str = "", industry: str = "") -> list[rules.Point]:
    """The survival curve of the firms opened in a year, within a place and an industry of the name."""
    found = Subject.objects.filter(opened_on__year=cohort, entity__isnull=False)
    if code:
        found = found.filter(division_code__gte=code, division_code__lt=code + ":")
    if industry:
        found = found.filter(entity__industry=industry)
    today = timezone.localdate()
    days = found.values_list("opened_on", "closed_on")
    lives = [rules.Life(rules.months_between(o, c or today), c is not None) for o, c in days if o]
    return rules.survival(lives)
