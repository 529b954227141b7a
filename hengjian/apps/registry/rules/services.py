"""Decisions of the services around registration: who may rate, how large a firm is, what it may claim, who survives."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

RATING = "service_rating_opinion"


@dataclass(frozen=True)
class RatingFacts:
    """What decides whether a matter may be rated."""

    closed: bool
    takes_part: bool
    rated_before: bool


def rating(facts: RatingFacts, law: LawOn) -> Finding:
    """一次一评: each closed matter once, by who took part in it."""
    basis = law.cite(RATING).text("zh-hans")
    grounds = [
        Ground(_("You have not taken part in this matter."), basis, _("Choose one of your own matters."), "matter")
        if not facts.takes_part
        else None,
        Ground(_("The matter is not closed yet."), basis, _("Rate it when it is decided."), "matter")
        if facts.takes_part and not facts.closed
        else None,
        Ground(_("This matter has been rated."), basis, _("One rating a matter is kept."), "matter")
        if facts.rated_before
        else None,
    ]
    return Finding.of(grounds)


# ---- size 中小企业划型 ----


@dataclass(frozen=True)
class Threshold:
    """One trade of the standard. A pair of figures is for medium, small and micro; `both` that all must be reached.

    `measures` are the two figures that count, of people, revenue and assets (10,000 yuan). `top` is the lower bound of
    a large firm, of which one not reached makes it medium.
    """

    trade: str
    zh: str
    measures: tuple[str, ...]
    top: tuple[Decimal, ...]
    medium: tuple[Decimal, ...]
    small: tuple[Decimal, ...]


def size_of(threshold: Threshold, figures: Mapping[str, Decimal]) -> str:
    """Large, medium, small or micro: the class whose every lower bound is reached, else the next one down (standard, 4, 7)."""
    own = [figures.get(m, Decimal(0)) for m in threshold.measures]
    for name, bounds in (("large", threshold.top), ("medium", threshold.medium), ("small", threshold.small)):
        if all(value >= bound for value, bound in zip(own, bounds, strict=True)):
            return name
    return "micro"


# ---- policies ----


@dataclass(frozen=True)
class Policy:
    """支持政策: what a firm may claim, the conditions as data, its source and its days."""

    id: str
    title: str
    gives: str
    conditions: tuple[tuple[str, Any], ...]
    cite: str
    since: date
    until: date | None
    claim: str
    check: str


@dataclass(frozen=True)
class Firm:
    """What policies look at."""

    group: str
    size: str
    division: str
    opened_on: date | None
    industries: tuple[str, ...]
    registered: bool = True


@dataclass(frozen=True)
class Claim:
    """A policy and what fits or is missing, condition by condition."""

    policy: Policy
    met: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def open(self) -> bool:
        return not self.missing


def claims(firm: Firm, policies: Iterable[Policy], day: date) -> list[Claim]:
    """Every policy in force on the day with its conditions answered; those that may be claimed come first."""
    found = []
    for policy in policies:
        if policy.since <= day and (policy.until is None or day <= policy.until) and firm.registered:
            met: list[str] = []
            missing: list[str] = []
            for name, wanted in policy.conditions:
                fits, words = CONDITIONS[name](firm, wanted, day)
                (met if fits else missing).append(words)
            found.append(Claim(policy, tuple(met), tuple(missing)))
    return sorted(found, key=lambda c: (len(c.missing), c.policy.id))


def _group(firm: Firm, wanted: Sequence[str], day: date) -> tuple[bool, str]:
    return firm.group in wanted, "主体类型：" + "、".join(GROUP_WORDS.get(g, g) for g in wanted)


def _size(firm: Firm, wanted: Sequence[str], day: date) -> tuple[bool, str]:
    return firm.size in wanted, "规模：" + "、".join(SIZE_WORDS[s] for s in wanted)


def _industry(firm: Firm, wanted: Sequence[str], day: date) -> tuple[bool, str]:
    fits = any(i.startswith(p) for i in firm.industries for p in wanted)
    return fits, "行业（GB/T 4754）：" + "、".join(wanted)


def _young(firm: Firm, wanted: int, day: date) -> tuple[bool, str]:
    fits = firm.opened_on is not None and (day - firm.opened_on).days <= wanted * 366
    return fits, f"成立不满{wanted}年"


def _place(firm: Firm, wanted: str, day: date) -> tuple[bool, str]:
    return firm.division.startswith(wanted), f"登记地区划代码以{wanted}开头"


Condition = Callable[[Firm, Any, date], tuple[bool, str]]
CONDITIONS: dict[str, Condition] = {
    "group": _group,
    "size": _size,
    "industry": _industry,
    "younger_than_years": _young,
    "division": _place,
}
SIZE_WORDS = {"micro": "微型", "small": "小型", "medium": "中型", "large": "大型"}
GROUP_WORDS = {
    "individual_business": "个体工商户",
    "company": "公司",
    "partnership": "合伙企业",
    "sole_proprietorship": "个人独资企业",
    "cooperative": "农民专业合作社",
}


# ---- survival ----


@dataclass(frozen=True)
class Life:
    """Months a firm has been seen, and whether it ended then."""

    months: int
    ended: bool


@dataclass(frozen=True)
class Point:
    """Share still alive after so many months, and how many were watched until then."""

    month: int
    share: Decimal
    watched: int


def survival(lives: Iterable[Life], last: int = 60) -> list[Point]:
    """Kaplan-Meier estimate by month: firms still young count as long as they were seen, and no longer."""
    ends, leaves = [0] * (last + 2), [0] * (last + 2)
    total = 0
    for life in lives:
        total += 1
        (ends if life.ended and life.months <= last else leaves)[min(life.months, last + 1)] += 1
    share, watched = Decimal(1), total
    points = [Point(0, share, total)]
    for month in range(last + 1):
        if watched and ends[month]:
            share *= Decimal(watched - ends[month]) / watched
        if month:
            points.append(Point(month, share.quantize(Decimal("0.0001")), watched))
        watched -= ends[month] + leaves[month]
    return points


def months_between(first: date, last: date) -> int:
    """Whole months between two days."""
    return max(0, (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day))
