"""The seed nobody could choose: sealed values of several parties, bound to the plan (`docs/draw.md`, section 4)."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hengjian.kernel.ledger.entry import canonical

from .roster import _line

COMMIT, SEED = "hengjian-commit-v1", "hengjian-seed-v1"
_VALUE = re.compile(r"[0-9a-f]{64}\Z")


class BadSeed(ValueError):
    """A party's value is missing or is not the one it committed to."""


@dataclass(frozen=True)
class Party:
    """Who contributes to the seed. `source` names a future public value in place of a sealed one."""

    name: str
    role: str
    commitment: str = ""
    source: str = ""

    @property
    def facts(self) -> dict[str, str]:
        return {"name": self.name, "role": self.role, "commitment": self.commitment, "source": self.source}


def commitment(draw: str, party: str, value: str) -> str:
    """The sealed form of a party's value of 32 random bytes in hexadecimal."""
    if not _VALUE.match(value):
        raise BadSeed("a value is 64 hexadecimal digits in lower case")
    text = "".join(_line(f) + "\n" for f in (COMMIT, draw, party, value))
    return hashlib.sha256(text.encode()).hexdigest()


def enough(parties: Sequence[Party]) -> str:
    """What is wrong with the parties, or nothing: two departments and a witness from outside are the least."""
    if len({p.name for p in parties}) < len(parties):
        return "a party is named twice"
    departments = sum(p.role == "department" for p in parties)
    others = sum(p.role in ("witness", "public") for p in parties)
    if departments < 2 or others < 1:
        return "the seed needs at least two departments and one outside witness or public value"
    if any(bool(p.commitment) == bool(p.source) for p in parties):
        return "each party has either a sealed value or a named public source"
    return ""


def plan_hash(plan: Mapping[str, Any]) -> str:
    """What the plan is called in everything that follows from it."""
    return hashlib.sha256(canonical(plan)).hexdigest()


def seed(draw: str, hashed: str, parties: Sequence[Party], values: Sequence[str]) -> bytes:
    """The seed, once every value is known and fits its commitment."""
    if len(values) != len(parties):
        raise BadSeed("a value is missing: the draw cannot be held")
    for party, value in zip(parties, values, strict=True):
        if party.commitment and commitment(draw, party.name, value) != party.commitment:
            raise BadSeed(f"{party.name} revealed another value than the sealed one")
    text = "".join(_line(f) + "\n" for f in (SEED, hashed, *values))
    return hashlib.sha256(text.encode()).digest()
