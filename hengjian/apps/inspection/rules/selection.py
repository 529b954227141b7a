"""Who is drawn: the smallest tickets of each stratum, and of all together (`docs/draw.md`, section 5)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from .roster import handle

PPM = 1_000_000
Ticket = tuple[bytes, bytes]  # the ticket and, to break a tie that will never come, the leaf


@dataclass(frozen=True)
class Stratum:
    """A risk class of the roster under a name that says nothing; `by_chance` is False where nobody may be drawn."""

    name: str
    size: int
    weight: int
    quota: int
    by_chance: bool = True


def ceil_div(a: int, b: int) -> int:
    return -(-a // b)


def quotas(total: int, sizes: Sequence[int], weights: Sequence[int]) -> list[int]:
    """How many each stratum gives of a total, in proportion to size × weight, never more than it has.

    Whole numbers only, rounded up in the strata's favour of being visited; what a full stratum cannot give the others do.
    """
    found = [0] * len(sizes)
    open_ = [i for i, (n, w) in enumerate(zip(sizes, weights, strict=True)) if n and w]
    left = min(total, sum(sizes[i] for i in open_))
    while open_:
        mass = sum(sizes[i] * weights[i] for i in open_)
        full = [i for i in open_ if left * weights[i] >= mass]
        if not full:
            for i in open_:
                found[i] = ceil_div(left * sizes[i] * weights[i], mass)
            return found
        for i in full:
            found[i] = sizes[i]
        left -= sum(sizes[i] for i in full)
        open_ = [i for i in open_ if i not in full]
    return found


def floor_count(population: int, floor_ppm: int) -> int:
    """How many the pure chance draws from the whole roster whatever their class."""
    return ceil_div(population * floor_ppm, PPM)


def ticket(seed: bytes, leaf_hash: bytes) -> bytes:
    """The lot of one row: SHA-256 over the seed's 32 and the handle's 16 bytes."""
    return hashlib.sha256(seed + handle(leaf_hash)).digest()


@dataclass(frozen=True)
class Drawn:
    """The outcome: rows of each stratum in the order of their tickets, and the last ticket that was drawn in each."""

    strata: dict[str, list[bytes]]
    cutoffs: dict[str, bytes]
    chance_cutoff: bytes

    def __len__(self) -> int:
        return sum(map(len, self.strata.values()))


def select(seed: bytes, strata: Sequence[Stratum], leaves: Mapping[str, Sequence[bytes]], floor_ppm: int = 0) -> Drawn:
    """The draw itself, in plain Python; `engine.select` does the same in SQL for millions."""
    tickets = {s.name: sorted((ticket(seed, leaf), leaf) for leaf in leaves[s.name]) for s in strata}
    everybody = [t for s in strata if s.by_chance for t in tickets[s.name]]
    chance = nsmallest(floor_count(len(everybody), floor_ppm), everybody)
    bound: Ticket = chance[-1] if chance else (b"", b"")
    drawn, cutoffs = {}, {}
    for s in strata:
        mine = tickets[s.name]
        count = max(s.quota, sum(t <= bound for t in mine) if s.by_chance else 0)
        drawn[s.name] = [leaf for _ticket, leaf in mine[:count]]
        cutoffs[s.name] = mine[count - 1][0] if count else b""
    return Drawn(drawn, cutoffs, bound[0])


def inclusion_ppm(population: int, size: int, quota: int, floor_ppm: int) -> int:
    """At least this chance in a million has a row of a stratum of being drawn; what its entity is told."""
    return max(quota * PPM // size if size else 0, floor_count(population, floor_ppm) * PPM // max(population, 1))
