"""What a task of a plan may hold, and which strata follow from its items."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

CLASSES = "ABCD"
UNCLASSED = "B"  # who has no class yet counts as ordinary
OUT = "0"  # the stratum of weight 0: visited not long ago, or at the yearly cap
WATCHED = "5"
STRATA = {"A": "1", "B": "2", "C": "3", "D": "4"}
BASIS = "double_random_state_council"
# Words of the catalogue → kinds of registered subjects; None is every kind that is no individual business or cooperative.
KINDS: dict[str, tuple[str, ...]] = {
    "ind": ("individual_business",),
    "coop": ("cooperative", "cooperative_branch"),
    "rep": ("foreign_representative",),
    "company": ("company", "branch"),
    "partnership": ("partnership", "sole_proprietorship"),
}
NOT_ENTERPRISES = ("individual_business", "cooperative", "cooperative_branch", "foreign_representative")


@dataclass(frozen=True)
class ItemFacts:
    """What the rules need of an item."""

    code: str
    name: str
    safety: bool
    subjects: tuple[str, ...]
    ratios: Mapping[str, int]


def task(
    items: Sequence[ItemFacts], unknown: Iterable[str], joint: bool, months: tuple[int, int], law: LawOn
) -> Finding:
    """May these items be planned as one task?"""
    article = law.cite(BASIS)
    missing = "、".join(unknown)
    safety = "、".join(i.name for i in items if i.safety)
    grounds = [
        Ground(
            _("Not on the item list: %(codes)s.") % {"codes": missing}, article, _("Choose items of the list."), "items"
        )
        if missing
        else None,
        Ground(_("A task has at least one item."), article, _("Choose items of the list."), "items")
        if not items
        else None,
        Ground(
            _("These items concern safety and stay out of joint inspections: %(names)s.") % {"names": safety},
            article,
            _("Plan them as a task of one department, or leave them out."),
            "items",
        )
        if joint and safety
        else None,
        Ground(_("The task ends before it begins."), article, _("Correct the months."), "until_month")
        if months[0] > months[1]
        else None,
        Ground(_("No subject falls under all of these items."), article, _("Plan them as separate tasks."), "items")
        if items and not common(items)
        else None,
    ]
    return Finding.of(grounds)


def common(items: Sequence[ItemFacts]) -> set[str]:
    """Words for the subjects that fall under every one of the items."""
    sets = [set(i.subjects) | ({"company", "partnership"} if "ent" in i.subjects else set()) for i in items]
    return set.intersection(*sets) if sets else set()


def offered_to_joint(items: Iterable[ItemFacts]) -> list[ItemFacts]:
    """Items a joint task may take: all that do not concern safety 除涉及安全以外."""
    return [i for i in items if not i.safety]


def kinds(words: Iterable[str]) -> tuple[list[str], bool]:
    """Kinds of subjects named outright, and whether every kind of enterprise counts too."""
    known = set(words)
    return sorted({kind for word in known for kind in KINDS.get(word, ())}), "ent" in known


def tagged(words: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Tags of the roster that stand for words such as canteen or hospital, which no register knows as a kind."""
    return sorted(re.split(r"[/(（]", names[w])[0] for w in set(words) - {*KINDS, "ent"} if w in names)


def ratios(items: Sequence[ItemFacts], share: int | None) -> dict[str, int]:
    """Percent of each class to draw: the highest of the items, or the same for all where the plan fixes a share."""
    return {g: max([int(i.ratios[g]) for i in items], default=0) if share is None else share for g in CLASSES}


def weights(per_class: Mapping[str, int], factor: int) -> dict[str, int]:
    """The weight of each stratum: its ratio; under special watch so many times that of the highest class."""
    return {
        OUT: 0,
        **{STRATA[g]: per_class[g] for g in CLASSES},
        WATCHED: max(per_class.values()) * factor,
    }


def total(sizes: Mapping[str, int], weighing: Mapping[str, int]) -> int:
    """How many are drawn where every class gives its ratio, each rounded up."""
    return sum(-(-size * min(100, weighing[name]) // 100) for name, size in sizes.items() if weighing.get(name))


def months_before(day: date, months: int) -> date:
    """The same-numbered day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
