"""The navigation: each room says in its `pages` which lists it has; groups and order stand here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import procedures

from .access import Request

GROUPS = {"mine": _("Mine"), "subjects": _("Subjects"), "matters": _("Matters"), "whole": _("General")}


@dataclass(frozen=True)
class Entry:
    """One line of the navigation. `one` stands for it when folded, `key` follows G, `roles` limits who sees it."""

    group: str
    label: str | Promise
    href: str
    one: str = ""
    key: str = ""
    roles: frozenset[str] = frozenset()
    count: Callable[[Request], int] | None = None
    hot: bool = False
    public: bool = False


@dataclass(frozen=True)
class Line:
    """An entry as shown to one person."""

    label: str
    href: str
    one: str
    key: str
    current: bool
    count: int
    hot: bool


@dataclass(frozen=True)
class Group:
    label: str
    entries: list[Line]


@cache
def entries() -> list[Entry]:
    """What the rooms declare as `navigation` in their pages."""
    found: list[Entry] = []
    for room in apps.get_app_configs():
        if room.name.startswith("hengjian.") and find_spec(f"{room.name}.pages"):
            found += getattr(import_module(f"{room.name}.pages"), "navigation", [])
    return found + [Entry("matters", kind.label, f"/list/{kind.key}/") for kind in procedures().values()]


def _line(entry: Entry, request: Request, best: str) -> Line:
    count = entry.count(request) if entry.count else 0
    return Line(
        str(entry.label), entry.href, entry.one or str(entry.label)[:1], entry.key, entry.href == best, count, entry.hot
    )


def _best(hrefs: list[str], path: str) -> str:
    """The longest address that the current one lies under."""
    return max((h for h in hrefs if path == h or (h != "/" and path.startswith(h))), key=len, default="")


def for_officer(request: Request) -> list[Group]:
    """The groups an officer sees; empty groups are left out."""
    mine = [e for e in entries() if not e.public and (not e.roles or e.roles & request.principal.roles)]
    best = _best([e.href for e in mine], request.path)
    groups = [
        Group(str(label), [_line(e, request, best) for e in mine if e.group == key]) for key, label in GROUPS.items()
    ]
    return [group for group in groups if group.entries]


def key(groups: list[Group]) -> str:
    """What the drawn navigation depends on, so that it is drawn once for all who see the same."""
    return "|".join(f"{e.href}{e.label}{e.current:d}{e.count}" for group in groups for e in group.entries)


def for_public(request: Request) -> list[Line]:
    """The sections of the public pages; those of the enterprise space for who is signed in."""
    shown = [e for e in entries() if e.public and (not e.roles or request.principal.kind in e.roles)]
    best = _best([e.href for e in shown], request.path)
    return [_line(e, request, best) for e in shown]
