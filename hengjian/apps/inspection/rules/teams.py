"""Who goes: officers matched at random among those who may, or the constraint that blocks it (`docs/draw.md`, section 6)."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .roster import OfficerRow, Row, handle

Slot = tuple[int, int]  # the row's place in the order of tickets, the officer's place in the team


@dataclass(frozen=True)
class Blocked(Exception):
    """No matching exists: these subjects can be visited by these officers only, who cannot carry that many visits."""

    subjects: tuple[str, ...]
    officers: tuple[str, ...]
    needed: int
    available: int


def officer_key(seed: bytes, row: bytes, officer: bytes) -> bytes:
    """Where an officer stands in the order in which a row tries them; both are given by their handles."""
    return hashlib.sha256(seed + row + officer).digest()


@dataclass
class Matching:
    """Teams under construction: a flow from places in teams over pairs (row, officer) to officers with a load."""

    seed: bytes
    rows: Sequence[Row]
    officers: Sequence[OfficerRow]
    size: int
    skill: str = ""
    held: dict[tuple[int, int], Slot] = field(default_factory=dict)  # pair → place that uses it
    visits: dict[int, list[Slot]] = field(default_factory=lambda: defaultdict(list))
    at: dict[Slot, int] = field(default_factory=dict)  # place → its officer
    _order: dict[int, list[int]] = field(default_factory=dict)
    _handles: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._handles = [handle(o.leaf) for o in self.officers]

    def order(self, row: int) -> list[int]:
        """Officers in the row's own random order."""
        if row not in self._order:
            own = handle(self.rows[row].leaf)
            keys = [officer_key(self.seed, own, officer) for officer in self._handles]
            self._order[row] = sorted(range(len(keys)), key=keys.__getitem__)
        return self._order[row]

    def may(self, slot: Slot, officer: int) -> bool:
        row, place = slot
        return self.officers[officer].may_visit(self.rows[row], self.skill if place == 0 else "")

    def seek(self, slot: Slot, pairs: set[tuple[int, int]], seen: set[int], asked: set[Slot]) -> bool:
        """Find an officer for the place, moving others where that helps; False leaves everything as it was."""
        asked.add(slot)
        row = slot[0]
        for officer in self.order(row):
            pair = (row, officer)
            if pair in pairs or not self.may(slot, officer):
                continue
            pairs.add(pair)
            holder = self.held.get(pair)
            if holder is not None:
                free = holder != slot and self.seek(holder, pairs, seen, asked)
            else:
                free = self._room(officer, pairs, seen, asked)
            if free:
                self._give(slot, officer)
                return True
        return False

    def _room(self, officer: int, pairs: set[tuple[int, int]], seen: set[int], asked: set[Slot]) -> bool:
        if officer in seen:
            return False
        seen.add(officer)
        if len(self.visits[officer]) < self.officers[officer].load:
            return True
        for other in list(self.visits[officer]):
            if (other[0], officer) not in pairs:
                pairs.add((other[0], officer))
                if self.seek(other, pairs, seen, asked):
                    return True
        return False

    def _give(self, slot: Slot, officer: int) -> None:
        left = self.at.get(slot)
        if left is not None:
            del self.held[(slot[0], left)]
            self.visits[left].remove(slot)
        self.at[slot] = officer
        self.held[(slot[0], officer)] = slot
        self.visits[officer].append(slot)


def match(
    seed: bytes, rows: Sequence[Row], officers: Sequence[OfficerRow], size: int, skill: str = ""
) -> list[list[str]]:
    """A team for each row, in the order given (that of the tickets). Place 0 of a team needs the skill.

    Raises `Blocked` with the subjects and officers between which no matching exists (a violation of Hall's condition).
    """
    ordered = sorted(officers, key=lambda o: o.leaf)
    state = Matching(seed, rows, ordered, size, skill)
    for row in range(len(rows)):
        for place in range(size):
            pairs: set[tuple[int, int]] = set()
            seen: set[int] = set()
            asked: set[Slot] = set()
            if not state.seek((row, place), pairs, seen, asked):
                raise _blocked(state, asked)
    teams = [[""] * size for _row in rows]
    for (row, place), officer in state.at.items():
        teams[row][place] = ordered[officer].id
    return teams


def _blocked(state: Matching, asked: set[Slot]) -> Blocked:
    known = {o for slot in asked for o in range(len(state.officers)) if state.may(slot, o)}
    rows = sorted({row for row, _place in asked})
    return Blocked(
        tuple(state.rows[r].id for r in rows),
        tuple(sorted(state.officers[o].id for o in known)),
        len(asked),
        sum(min(state.officers[o].load, len(rows)) for o in known),
    )
