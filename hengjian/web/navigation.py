"""The navigation: each room says in its `apps` what it is called and in its `pages` which lists it has.

An officer sees one line a room, under sections whose order stands here; the room that is open shows its pages below its
line. `/rooms/<label>/` is the room's own page with everything in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig
from hengjian.kernel.models import Subject
from hengjian.kernel.procedure import procedures

from .access import Request

SECTIONS = {
    "mine": _("Mine"),
    "subjects": _("Subjects"),
    "supervision": _("Supervision"),
    "safety": _("Safety"),
    "order": _("Market order"),
    "quality": _("Quality"),
    "whole": _("General"),
}


# The public pages have five sections, each with the page that it opens on.
PUBLIC = {
    "find": (_("Find"), "/find/"),
    "services": (_("Services"), "/services/"),
    "record": (_("Public record"), "/notices/"),
    "proof": (_("Draws and proofs"), "/verify/"),
    "mine": (_("My enterprise"), "/mine/"),
}


@dataclass(frozen=True)
class Entry:
    """One page of a room. `one` stands for it when folded, `key` follows G, `roles` limits who sees it.

    `group` is the section of a public entry, and of one whose room has no line of its own; `mine` stands among what is mine.
    """

    group: str
    label: str | Promise
    href: str
    one: str = ""
    key: str = ""
    roles: frozenset[str] = frozenset()
    count: Callable[[Request], int] | None = None
    hot: bool = False
    public: bool = False


def _to_all(request: Request, subject: Subject) -> bool:
    return True


def to_charge_and_own(request: Request, subject: Subject) -> bool:
    """Whether the subject is in the officer's range, or the person's own."""
    who = request.principal
    if who.kind == "officer":
        return who.sees(subject.division_code) or who.sees(subject.office_code)
    return subject.pk in who.concerns


@dataclass(frozen=True)
class View:
    """A room's page about one subject, whose number stands for `{}` in `href`; each room lists its own as `views`."""

    label: str | Promise
    href: str
    shown: Callable[[Request, Subject], bool] = _to_all
    file: bool = False


@dataclass(frozen=True)
class Room:
    """A room as the navigation knows it: its pages first, then the lists of its procedures."""

    label: str
    title: str | Promise
    section: str
    one: str
    pages: tuple[Entry, ...]
    lists: tuple[Entry, ...]
    views: tuple[View, ...]

    @property
    def href(self) -> str:
        return f"/rooms/{self.label}/"


@dataclass(frozen=True)
class Line:
    """An entry as shown to one person; `below` when it belongs to the line above it."""

    label: str
    href: str
    one: str
    key: str
    current: bool
    count: int
    hot: bool
    below: bool = False


@dataclass(frozen=True)
class Group:
    label: str
    entries: list[Line]


@dataclass(frozen=True)
class Tab:
    """A section of the public pages with what lies in it."""

    label: str
    href: str
    pages: list[Line]

    @property
    def current(self) -> bool:
        return any(page.current for page in self.pages)


@cache
def rooms() -> tuple[Room, ...]:
    """Every room with what it declares as `navigation` in its pages."""
    return tuple(_room(config) for config in apps.get_app_configs() if isinstance(config, RoomConfig))


def pages_of(config: RoomConfig) -> ModuleType | None:
    """Where a room declares what others show of it."""
    return import_module(f"{config.name}.pages") if find_spec(f"{config.name}.pages") else None


def _room(config: RoomConfig) -> Room:
    declared = pages_of(config)
    kinds = [kind for kind in procedures().values() if kind._meta.app_label == config.label]
    lists = tuple(Entry("", kind.label, f"/list/{kind.key}/") for kind in kinds)
    pages, views = tuple(getattr(declared, "navigation", ())), tuple(getattr(declared, "views", ()))
    return Room(config.label, config.title, config.section, config.one, pages, lists, views)


def entries() -> list[Entry]:
    """The pages of all rooms."""
    return [entry for room in rooms() for entry in (*room.pages, *room.lists)]


def views_of(subject: Subject, request: Request) -> list[Line]:
    """The pages about a subject that this person may open, as tabs of one file; the file itself comes first."""
    shown = [view for room in rooms() for view in room.views if view.shown(request, subject)]
    shown.sort(key=lambda view: not view.file)
    hrefs = [view.href.format(subject.pk) for view in shown]
    best = _best(hrefs, request.path)
    return [
        Line(str(view.label), href, "", "", href == best, 0, False) for view, href in zip(shown, hrefs, strict=True)
    ]


def of_officer(room: Room, request: Request) -> tuple[Entry, ...]:
    """What of a room an officer sees."""
    return _with_roles(request.principal.roles)[room.label]


@lru_cache(maxsize=64)
def _with_roles(roles: frozenset[str]) -> dict[str, tuple[Entry, ...]]:
    """By room what officers with these roles see: asked for every page, and there are hundreds of entries."""
    return {
        room.label: tuple(e for e in (*room.pages, *room.lists) if not e.public and (not e.roles or e.roles & roles))
        for room in rooms()
    }


def _line(entry: Entry, request: Request, best: str, below: bool = False) -> Line:
    count = entry.count(request) if entry.count else 0
    one = entry.one or str(entry.label)[:1]
    return Line(str(entry.label), entry.href, one, entry.key, entry.href == best, count, entry.hot, below)


def _best(hrefs: list[str], path: str) -> str:
    """The longest address that the current one lies under."""
    return max((h for h in hrefs if path == h or (h != "/" and path.startswith(h))), key=len, default="")


def for_officer(request: Request) -> list[Group]:
    """The sections an officer sees; empty ones are left out."""
    seen = [(room, of_officer(room, request)) for room in rooms()]
    hrefs = [entry.href for _room, listed in seen for entry in listed] + [room.href for room, _listed in seen]
    best = _best(hrefs, request.path)
    lines: dict[str, list[Line]] = {section: [] for section in SECTIONS}
    for room, listed in seen:
        if not room.section:
            for entry in listed:
                lines[entry.group or "whole"].append(_line(entry, request, best))
        else:
            lines["mine"] += [_line(entry, request, best) for entry in listed if entry.group == "mine"]
            if own := [entry for entry in listed if entry.group != "mine"]:
                lines[room.section] += _of_room(room, own, request, best)
    return [Group(str(label), lines[section]) for section, label in SECTIONS.items() if lines[section]]


def _of_room(room: Room, listed: Sequence[Entry], request: Request, best: str) -> list[Line]:
    """The room's line; when it is open, below it its pages and the list one is at: the others are on the room's page."""
    here = request.path.startswith((room.href, f"/start/{room.label}.")) or best in {e.href for e in listed}
    counts = sum(entry.count(request) for entry in listed if entry.count)
    line = Line(str(room.title), room.href, room.one, "", best == room.href, counts, any(e.hot for e in listed))
    if not here:
        return [line]
    shown = [entry for entry in listed if entry in room.pages or entry.href == best]
    return [line, *(_line(entry, request, best, below=True) for entry in shown)]


def whole(request: Request) -> list[Group]:
    """Everything an officer may open, room by room: for the phone and the command palette."""
    found: list[Group] = []
    for room in rooms():
        listed = [_line(entry, request, "") for entry in of_officer(room, request)]
        if listed:
            found.append(Group(str(room.title or SECTIONS["whole"]), listed))
    return found


def key(groups: list[Group]) -> str:
    """What the drawn navigation depends on, so that it is drawn once for all who see the same."""
    return "|".join(f"{e.href}{e.label}{e.current:d}{e.count}" for group in groups for e in group.entries)


def for_public(request: Request) -> list[Tab]:
    """The sections of the public pages; the enterprise space only for who is signed in."""
    shown = [e for e in entries() if e.public and (not e.roles or request.principal.kind in e.roles)]
    best = _best([e.href for e in shown], request.path)
    tabs = []
    for name, (label, href) in PUBLIC.items():
        # The page on which a section opens stands first in it, whichever room it is of.
        pages = sorted((e for e in shown if _section(e) == name), key=lambda e: e.href != href)
        tabs.append(Tab(str(label), href, [_line(e, request, best) for e in pages]))
    return [tab for tab in tabs if tab.pages]


def _section(entry: Entry) -> str:
    return entry.group if entry.group in PUBLIC else "mine" if entry.roles else "services"
