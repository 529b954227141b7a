"""Bans of persons that other rooms know of, asked before anybody takes an office or is given a permit."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from hengjian.apps.registry.models import EntityPerson
from hengjian.apps.registry.rules.persons import OFFICES, Bar
from hengjian.apps.registry.rules.persons import bar_ground as bar_ground
from hengjian.kernel.models import Subject

# A source is given names by the print of the identity number, what the person is barred from (`manager`, `registration`,
# a trade such as `food`), and the day.
Source = Callable[[Mapping[str, str], Collection[str], date], list[Bar]]
OFFICE = ("manager", "registration")
_sources: list[Source] = []


def ban_source(find: Source) -> Source:
    """Let another room say which of these persons are banned."""
    if find not in _sources:
        _sources.append(find)
    return find


def bans_on_heads(subject_id: int, scopes: Collection[str], day: date) -> list[Bar]:
    """Bans on those who hold an office in the subject today."""
    kind = Subject.objects.values_list("kind", flat=True).get(pk=subject_id)
    held = EntityPerson.objects.filter(subject_id=subject_id, role__in=OFFICES, until=None)
    return bans(dict(held.values_list("id_print", "name")), set(scopes) - out_of_reach(kind), day)


def out_of_reach(kind: str) -> frozenset[str]:
    """Bans that do not reach such a business: its owner is no director, supervisor or manager of an enterprise."""
    return frozenset({"manager"} if kind == "individual_business" else ())


def bans(names: Mapping[str, str], scopes: Collection[str], day: date) -> list[Bar]:
    """Bans in force on that day; only the machine and officers see all of them."""
    return [bar for find in _sources for bar in find(names, scopes, day)] if names else []
