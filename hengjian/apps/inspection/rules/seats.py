"""Who makes the seed: two departments at least and somebody from outside, each with a value of its own (docs/draw.md, section 3)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .seed import BadSeed, Party, commitment

Seat = dict[str, Any]


def seat(name: str, role: str, holder: str = "", source: str = "") -> Seat:
    """An empty seat. `holder` is the principal who seals: authority:CODE or user:ID; a public value has none."""
    return {
        "name": name, "role": role, "holder": holder, "source": source,
        "commitment": "", "value": "", "sealed_at": "", "revealed_at": "",
    }  # fmt: skip


def enough(seats: Sequence[Seat], insiders: Sequence[str], law: LawOn) -> Finding:
    """May these make the seed? `insiders` names witnesses that are officers themselves."""
    article = law.cite("double_random_state_council")
    departments = [s for s in seats if s["role"] == "department"]
    others = [s for s in seats if s["role"] != "department"]
    holders = [s["holder"] for s in seats if s["holder"]]
    twice = len({s["name"] for s in seats}) < len(seats) or len(set(holders)) < len(holders)
    seats_missing = _("A second department is missing.") if len(departments) < 2 else ""
    outside_missing = "" if others else _("Somebody from outside is missing.")
    insider = _("%(names)s is an officer and no outside witness.") % {"names": "、".join(insiders)} if insiders else ""
    found = [
        (seats_missing, _("Name an authority, or the account of another department."), "department"),
        (outside_missing, _("Name a witness, or a value that the world will publish."), "witness"),
        (_("One party takes two seats.") if twice else "", _("Name different parties."), "department"),
        (insider, _("Name somebody who does not work for an authority."), "witness"),
    ]
    return Finding.of([Ground(fact, article, remedy, field) if fact else None for fact, remedy, field in found])


def open_for(seats: Sequence[Seat], holder: str, field: str) -> Seat | None:
    """The seat that this principal has still to seal (`commitment`) or to reveal (`value`)."""
    return next((s for s in seats if s["holder"] == holder and not s[field]), None)


def unfinished(seats: Sequence[Seat], field: str) -> list[str]:
    """Names of those who have not sealed or revealed; a public value need not be sealed."""
    return [s["name"] for s in seats if not s[field] and not (field == "commitment" and s["source"])]


def fits(draw: str, one: Seat, value: str) -> bool:
    """Whether the value is the sealed one."""
    try:
        return commitment(draw, one["name"], value) == one["commitment"]
    except BadSeed:
        return False


def parties(seats: Sequence[Seat]) -> tuple[Party, ...]:
    """The seats as the plan commits to them."""
    return tuple(Party(s["name"], s["role"], s["commitment"], s["source"]) for s in seats)
