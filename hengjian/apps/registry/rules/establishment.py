"""What the examination of an establishment decides: facts and law in, a finding out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from . import capital, materials, persons, premises, structure
from .articles import NAMES, RULES, art, basis
from .items import BRANCHES, Items
from .persons import Bar, Person

# Inputs about which something is told that hinders nothing: a late application, a name beside its industry.
TOLD = frozenset({"decided_on", "industry"})


@dataclass(frozen=True)
class NameFacts:
    """What the name check found."""

    barred: bool = False
    doubts: tuple[str, ...] = ()
    taken_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the examination looks at, gathered once."""

    items: Items
    day: date
    authority: str
    name: NameFacts
    people: tuple[Person, ...]
    bars: tuple[Bar, ...] = ()
    parent: structure.Parent | None = None
    farmers: int = 0
    before_permits: tuple[str, ...] = ()
    approved_on: date | None = None
    handed_in: frozenset[str] = frozenset()
    called_for: frozenset[str] = frozenset()
    others_at_address: int = 0
    businesses_of_head: int = 0
    # What the negative lists hold against the items; the industry of the name and those of the scope, by GB/T 4754.
    listed: tuple[Ground, ...] = ()
    conversion: tuple[Ground, ...] = ()
    named_industry: str = ""
    industries: tuple[str, ...] = ()
    decided_on: date | None = None
    kind: str = "establishment"


def examination(facts: Facts, law: LawOn) -> Finding:
    """May it be registered at once? Barring grounds refuse, others ask an officer to look."""
    return Finding.of((*form(facts, law), *register(facts, law)))


def hindered_by_nothing(finding: Finding) -> bool:
    """Is there nothing against it beside what is only told?"""
    return all(not g.bars and g.field in TOLD for g in finding.grounds)


def form(facts: Facts, law: LawOn) -> Iterable[Ground | None]:
    """What the filing shows by itself; checked before it is taken, so that nothing hopeless is filed."""
    items = facts.items
    yield from persons.numbers(facts.people, law)
    yield from persons.of_age(facts.people, facts.day, law)
    yield from name(facts.name, law)
    yield from scope(facts, law)
    yield from facts.listed
    yield industry(facts.named_industry, facts.industries, law)
    if facts.items.group in BRANCHES:
        yield late(facts.decided_on, facts.day, "registry.branch_registration", law)
    if facts.items.joint_stock:
        yield persons.residence(facts.people, law)
    yield from capital.grounds(items, facts.day, law)
    yield from structure.grounds(items, facts.parent, facts.farmers, law)
    yield materials.missing(facts.kind, items.group, items.type_code, facts.called_for, facts.handed_in, law)


def register(facts: Facts, law: LawOn) -> Iterable[Ground | None]:
    """What only the register knows; the machine looks."""
    yield from facts.conversion
    yield from persons.bars(facts.people, facts.bars, law)
    yield from premises.grounds(facts.items, facts.authority, facts.others_at_address, law)
    yield persons.many_businesses(facts.businesses_of_head, law)


def name(found: NameFacts, law: LawOn) -> Iterable[Ground | None]:
    """The name is free, or taken, or like another (Name Regulation, arts. 16-17)."""
    if found.taken_by:
        yield Ground(
            _("The name is taken: %(names)s.") % {"names": "、".join(found.taken_by)},
            art(law, 17, NAMES),
            _("Choose another trade name."),
            "name",
        )
    for doubt in found.doubts:
        yield Ground(doubt, art(law, 17, NAMES), _("Compare the names."), "name", bars=False)


def scope(facts: Facts, law: LawOn) -> Iterable[Ground | None]:
    """Items of the catalogue, and those that need a permit first (Regulation, art. 14)."""
    if not facts.items.scope_codes:
        fact = _("No item of the business scope was chosen.")
        yield Ground(fact, art(law, 14), _("Choose at least one item."), "scope")
    if facts.before_permits:
        yield permitted(facts, law)


def industry(named: str, industries: tuple[str, ...], law: LawOn) -> Ground | None:
    """The name and the business are of one section of the industries (Name Regulation, art. 9); only told, as names are
    declared by their founders.
    """
    if not named or not industries or any(i[:1] == named[:1] for i in industries):
        return None
    return Ground(
        _("The name says %(industry)s, but no item of the business scope belongs there.") % {"industry": named},
        art(law, 9, NAMES),
        _("Add such an item, or change the industry in the name; it is registered all the same."),
        "industry",
        bars=False,
    )


def permitted(facts: Facts, law: LawOn) -> Ground | None:
    """Items that need a permit before registration; one without a term is confirmed after ninety days (Rules, art. 22)."""
    listed = "、".join(facts.before_permits)
    days = law.limit("registry.approval_validity").amount
    if facts.approved_on and (facts.day - facts.approved_on).days > days:
        return Ground(
            _("The permit is older than %(days)d days.") % {"days": days},
            basis(law, "registry.approval_validity"),
            _("Have the permit confirmed by the department that gave it."),
            "approved_on",
        )
    return Ground(
        _("These items need a permit before registration: %(items)s.") % {"items": listed},
        art(law, 14),
        _("See the permit, or leave the item out."),
        "scope",
        bars=False,
    )


def late(decided_on: date | None, day: date, limit: str, law: LawOn) -> Ground | None:
    """Applied for later than the law says: registered all the same, and told (Regulation, arts. 24, 29; Rules, art. 21)."""
    days = law.limit(limit).amount
    if decided_on is None or (day - decided_on).days <= days:
        return None
    return Ground(
        _("The decision is %(days)d days old; the law gives %(limit)d.")
        % {"days": (day - decided_on).days, "limit": days},
        basis(law, limit),
        _("It is registered all the same; a lasting failure to apply can be fined."),
        "decided_on",
        bars=False,
    )


def signatures(waiting: Iterable[str], law: LawOn) -> Ground | None:
    """Everybody who signs has confirmed who he is (Regulation, art. 16; Rules, art. 17)."""
    names = "、".join(waiting)
    fact = _("Identity not yet confirmed: %(names)s.") % {"names": names}
    return (
        Ground(fact, art(law, 17, RULES), _("Each signs in and confirms, or comes to the counter.")) if names else None
    )
