"""Which datasets there are: the constants of every room's `facts`, found by walking the installed rooms."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from .offer import Dataset, SubjectFacts


class BadOffer(ValueError):
    """A dataset contradicts itself or another one."""


@cache
def datasets() -> dict[str, Dataset]:
    """Every offered dataset by name, in the order of names."""
    found: dict[str, Dataset] = {}
    for room in apps.get_app_configs():
        if room.name.startswith("hengjian.") and find_spec(f"{room.name}.facts"):
            for one in vars(import_module(f"{room.name}.facts")).values():
                if isinstance(one, Dataset):
                    if found.setdefault(one.name, one) is not one:
                        raise BadOffer(f"two rooms offer {one.name}")
                    sound(one)
    return dict(sorted(found.items()))


def subject_facts() -> list[SubjectFacts]:
    """The datasets of one row a subject, from which risk indicators are taken."""
    return [one for one in datasets().values() if isinstance(one, SubjectFacts)]


def sound(one: Dataset) -> None:
    """What every offer must hold: a known grain, one place for the condition, columns named once."""
    names = [column.name for column in one.columns]
    faults = [f"{part} is no column" for part in (*one.grain, one.place, one.since) if part and part not in names]
    faults += [f"{rule.column} is no column" for rule in one.rules if rule.column not in names]
    if len(set(names)) != len(names):
        faults.append("a column is named twice")
    if not one.grain:
        faults.append("it has no grain")
    if one.query.count("{where}") != 1:
        faults.append("its query must hold {where} once")
    if isinstance(one, SubjectFacts) and one.grain != ("subject",):
        faults.append("facts of subjects have the grain subject")
    if faults:
        raise BadOffer(f"{one.name}: {'; '.join(faults)}")
