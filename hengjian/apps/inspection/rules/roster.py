"""Rosters under commitment: salted rows, anonymous leaves, one tree for each stratum (`docs/draw.md`, section 2)."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hengjian.kernel.ledger.entry import canonical
from hengjian.kernel.ledger.merkle import root_of

ROW, OFFICER = "hengjian-row-v1", "hengjian-officer-v1"
HANDLE = 16


class BadRoster(ValueError):
    """A row that cannot be written down in one way only."""


def _line(text: str) -> str:
    plain = unicodedata.normalize("NFC", text)
    if not plain or any(c in plain for c in "\n\r\0"):
        raise BadRoster(f"a field of a row is empty or holds a line break: {text!r}")
    return plain


def leaf(data: bytes) -> bytes:
    """Leaf hash of RFC 9162, section 2.1.1."""
    return hashlib.sha256(b"\0" + data).digest()


def handle(leaf_hash: bytes) -> bytes:
    """What a ticket is drawn from: the first 16 bytes of the leaf, so that a ticket costs one block of SHA-256."""
    return leaf_hash[:HANDLE]


@dataclass(frozen=True)
class Row:
    """One subject of the roster. Who does not know the salt cannot tell which leaf it became."""

    draw: str
    id: str
    stratum: str
    place: str
    salt: str

    @property
    def data(self) -> bytes:
        """The bytes that are committed to."""
        fields = (ROW, self.draw, self.id, self.stratum, self.place, self.salt)
        return "".join(_line(f) + "\n" for f in fields).encode()

    @property
    def leaf(self) -> bytes:
        return leaf(self.data)


@dataclass(frozen=True)
class OfficerRow:
    """One officer: places as prefixes of division codes, skills, how many visits at most, subjects barred by recusal."""

    draw: str
    id: str
    places: tuple[str, ...]
    skills: tuple[str, ...]
    load: int
    barred: tuple[str, ...]
    salt: str

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "barred": sorted(self.barred),
            "id": self.id,
            "load": self.load,
            "places": sorted(self.places),
            "skills": sorted(self.skills),
        }

    @property
    def data(self) -> bytes:
        """The bytes that are committed to."""
        facts = canonical(self.facts).decode()
        return "".join(_line(f) + "\n" for f in (OFFICER, self.draw, facts, self.salt)).encode()

    @property
    def leaf(self) -> bytes:
        return leaf(self.data)

    def may_visit(self, row: Row, skill: str = "") -> bool:
        """Whether nothing speaks against this officer at this subject, in a place of the team that needs the skill."""
        here = any(row.place.startswith(place) for place in self.places)
        return here and row.id not in self.barred and (not skill or skill in self.skills)


def tree(leaves: Iterable[bytes]) -> tuple[list[bytes], str]:
    """Leaves in the order of their tree and its root; two equal leaves would be one row entered twice."""
    ordered = sorted(leaves)
    if any(a == b for a, b in zip(ordered, ordered[1:], strict=False)):
        raise BadRoster("a row stands in the roster twice")
    return ordered, root_of(ordered).hex()


def opening(row: Row, leaves: Sequence[bytes], path: Sequence[bytes], plan_hash: str) -> bytes:
    """What one subject is handed about itself: its row and the way from its leaf to the root of its stratum."""
    facts = {
        "format": "hengjian-draw-row-v1",
        "plan": plan_hash,
        "row": {"draw": row.draw, "id": row.id, "stratum": row.stratum, "place": row.place, "salt": row.salt},
        "index": leaves.index(row.leaf),
        "size": len(leaves),
        "hashes": [h.hex() for h in path],
    }
    return canonical(facts)
