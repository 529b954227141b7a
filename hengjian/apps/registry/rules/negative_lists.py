"""三张负面清单: is what is filed on the market-access list, the foreign-investment list, or the list of the register?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground

from .items import Items

MARKET, FOREIGN, REGISTRATION = "market_access", "foreign_investment", "registration"


@dataclass(frozen=True)
class Entry:
    """One entry of a list: what it forbids (`kind` forbidden) or binds to a permit, a share or Chinese control."""

    code: str
    list: str
    kind: str
    text: str
    industries: tuple[str, ...]
    words: tuple[str, ...]
    cite: str
    since: date
    until: date | None = None
    division: str = "0"


def check(
    items: Items, *, industries: Sequence[str], foreign: bool, entries: Iterable[Entry], day: date
) -> Finding:  # fmt: skip
    """Grounds against a filing. `industries` are the GB/T 4754 codes of its scope, `foreign` whether foreign investors
    take part; a forbidden entry bars, every other one asks an officer to look.
    """
    grounds = []
    for entry in entries:
        if entry.since > day or (entry.until is not None and entry.until < day) or not _here(entry, items):
            continue
        if entry.list == FOREIGN and not foreign:
            continue
        if hit := _hit(entry, items, industries):
            grounds.append(_ground(entry, *hit))
    return Finding.of(grounds)


def at_registration(entries: Iterable[Entry]) -> list[Entry]:
    """What a registration is measured by: a permit that the market-access list calls for comes after the licence (先照后证)
    and is told with it; what must come before is marked in the scope catalogue.
    """
    return [e for e in entries if (e.list, e.kind) != (MARKET, "permit")]


def _here(entry: Entry, items: Items) -> bool:
    return entry.division == "0" or items.domicile.division.startswith(entry.division)


def _hit(entry: Entry, items: Items, industries: Sequence[str]) -> tuple[str, str] | None:
    """What was found and in which field: both an industry and a word where an entry names both."""
    trade = next((i for i in industries if any(i.startswith(p) for p in entry.industries)), "")
    if entry.industries and not trade:
        return None
    if not entry.words:
        return (trade, "scope") if trade else None
    texts = {"premises": "；".join(p.address for p in items.places), "scope": items.scope, "name": items.name}
    # An entry of words alone looks at everything; with industries it is about where that trade may be.
    looked = ("premises",) if entry.industries else tuple(texts)
    return next(((w, f) for f in looked for w in entry.words if w in texts[f]), None)


def _ground(entry: Entry, found: str, field: str) -> Ground:
    bars = entry.kind == "forbidden"
    remedy = (
        _("Take it out of the filing.")
        if bars
        else {
            "permit": _("Have the permit first, or take it out of the filing."),
            "share": _("Keep to the share that the list sets."),
            "control": _("See to it that the Chinese side controls the firm."),
        }.get(entry.kind, _("An officer looks at it."))
    )
    fact = _("On the negative list: %(text)s (found: %(found)s).") % {"text": entry.text, "found": found}
    return Ground(fact, entry.cite, remedy, field, bars=bars)
