"""Is this the same matter told again? Pieces of the text weighed by rarity, facts that agree or contradict, one score with reasons.

A telling is kept as hashes of its pieces of two and three characters and of its facts. It is looked up by its rarest
longer pieces and by its facts, and compared by all with what that finds. Where nothing is known about rarity the choice
falls on the smallest hashes, which is a MinHash sketch. Nothing here refuses or merges: two persons keep two matters.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .telling import Facts, folded

SIZES = (2, 3)
LONG = np.uint32(1 << 31)  # set in the hashes of the longer pieces
BUCKETS = 1 << 20
KEPT = 20  # rarest pieces a telling is found by
ASKED = 28  # rarest pieces it is looked up by
MOST_CANDIDATES = 2000  # expected rows behind the pieces of a look-up
COMPARED = 120  # candidates compared in full
SAME, ALIKE = 40, 30  # points from which it is the same matter, and from which it is shown
BEHIND = (
    20  # points behind the likest from which it is another matter like it: one matter has seldom several first tellings
)
_MIX = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], dtype=np.uint64)


@dataclass(frozen=True)
class Sketch:
    """A telling as it is compared: sorted hashes of pieces, facts as hashes by kind, and who it is about."""

    pieces: np.ndarray
    facts: dict[str, frozenset[int]]
    subject: int | None
    day: int  # days since 1970

    @property
    def packed(self) -> bytes:
        return self.pieces.tobytes()


@dataclass(frozen=True)
class Rarity:
    """How often each bucket of pieces occurred among so many tellings."""

    counts: np.ndarray
    tellings: int

    @classmethod
    def unknown(cls) -> "Rarity":
        return cls(np.zeros(BUCKETS, dtype=np.uint32), 0)

    def of(self, pieces: np.ndarray) -> np.ndarray:
        """How many tellings hold each piece."""
        return np.asarray(self.counts[pieces & np.uint32(BUCKETS - 1)])

    def worth(self, often: np.ndarray) -> np.ndarray:
        """What pieces weigh that occur so often: the rarer the more."""
        if not self.tellings:
            return np.ones(len(often))
        return np.asarray(np.log((self.tellings + 50) / (often + 0.5)).clip(0.05))


def pieces_of(text: str) -> np.ndarray:
    """Hashes of the pieces of the folded text, each once, in order."""
    codes = np.frombuffer(folded(text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    codes = np.pad(codes, (0, max(0, SIZES[-1] - len(codes))))
    return np.unique(np.concatenate([_hashed(codes, size) for size in SIZES]))


def _hashed(codes: np.ndarray, size: int) -> np.ndarray:
    ends = len(codes) - size + 1
    mixed = np.full(ends, size, dtype=np.uint64)
    for n in range(size):
        mixed += codes[n : n + ends] * _MIX[n]
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    short = (mixed >> np.uint64(33)).astype(np.uint32)
    return short | LONG if size == SIZES[-1] else short


def fact_key(salt: bytes, kind: str, value: object) -> int:
    """A fact as a signed 32-bit number that does not tell it: telephones and orders are personal data."""
    digest = hashlib.blake2b(f"{kind}:{value}".encode(), key=salt[:64], digest_size=4).digest()
    return int.from_bytes(digest, "big", signed=True)


def sketch(text: str, facts: Facts, subject: int | None, day: int, salt: bytes) -> Sketch:
    """The telling as it is kept."""
    values: dict[str, Iterable[object]] = {
        "order": facts.orders,
        "phone": facts.phones,
        "amount": facts.amounts,
        "day": facts.days,
    }
    hashed = {kind: frozenset(fact_key(salt, kind, v) for v in found) for kind, found in values.items()}
    return Sketch(pieces_of(text), hashed, subject, day)


def rarest(one: Sketch, rarity: Rarity, most: int) -> np.ndarray:
    """The rarest of the longer pieces, the smaller hash first among equals."""
    long = one.pieces[one.pieces >= LONG]
    return np.asarray(long[np.lexsort((long, rarity.of(long)))[:most]])


def keys_of(one: Sketch, rarity: Rarity) -> list[int]:
    """What the telling is found by: its rarest pieces, its order numbers, its telephones together with another fact."""
    return [*map(int, rarest(one, rarity, KEPT).view(np.int32)), *by_facts(one)]


def look_up(one: Sketch, rarity: Rarity) -> list[int]:
    """Its rarest pieces to look a telling up by besides its facts, as long as they do not lead to too many."""
    chosen = rarest(one, rarity, ASKED)
    often = np.cumsum(rarity.of(chosen))
    kept = chosen[: max(6, int(np.searchsorted(often, MOST_CANDIDATES)))]
    return list(map(int, kept.view(np.int32)))


def by_facts(one: Sketch) -> list[int]:
    """Order numbers, and pairs of facts: what few others share."""
    found = [*one.facts["order"]]
    found += [_both(p, a) for p in one.facts["phone"] for a in one.facts["amount"] | one.facts["day"]]
    found += [_both(a, d) for a in one.facts["amount"] for d in one.facts["day"]]
    if one.subject:
        found += [_both(one.subject, a) for a in one.facts["amount"]]
    return sorted(set(found))


def _both(a: int, b: int) -> int:
    """Two keys as one, signed 32 bits."""
    mixed = (a * 0x9E3779B1 ^ (b & 0xFFFFFFFF) * 0x85EBCA77) & 0xFFFFFFFF
    return mixed - (1 << 32) if mixed >= 1 << 31 else mixed


@dataclass(frozen=True)
class Likeness:
    """Points with what made them: a word for each reason and what it gave; how many it is behind the likest that was found."""

    points: int
    why: tuple[tuple[str, int], ...]
    behind: int = 0

    @property
    def same(self) -> bool:
        return self.points >= SAME and self.behind <= BEHIND


# What agreement and contradiction give: fitted to generated pairs of other seeds than those it is measured by, then rounded.
# Among a million complaints amount and day agree by chance, so who it is about counts as much as what is stated.
START = -50
AGREE = {"subject": 48, "order": 25, "phone": 28, "amount": 39, "day": 35}
DIFFER = {"subject": -29, "order": -10, "phone": -24, "amount": -44, "day": -40}
STATED = ("order", "phone", "amount", "day")
NAMED, NOBODY = 25, -15  # rare words in common, such as a shop's name, or hardly any
NAMED_FROM, NOBODY_BELOW = 15.0, 5.0
NEAR_DAYS, NEAR = 20, 29
# Shared pieces by the share of tellings that hold them: points for each unit of rarity, and at most so many.
BANDS = ((0.001, 0.094, 4.0), (0.005, 0.18, 11.0), (0.03, 0.19, 17.0))
WITHIN = 9.0  # for the shorter telling lying wholly within the other
FEW = 20_000  # tellings below which shares are reckoned as if there were so many


def compare(a: Sketch, b: Sketch, rarity: Rarity) -> Likeness:
    """How much speaks for one matter told twice, of a hundred points."""
    text, rare = _by_text(a, b, rarity)
    why = [("text", text), *_by_name(a, b, rare), *_by_statements(a, b)]
    if abs(a.day - b.day) <= NEAR_DAYS:
        why.append(("near", NEAR))
    told = tuple((reason, points) for reason, points in why if points)
    return Likeness(max(0, min(100, START + sum(points for _why, points in told))), told)


def _by_name(a: Sketch, b: Sketch, rare: float) -> list[tuple[str, int]]:
    """Whether both are about the same: by the register, else by what is written."""
    if a.subject and a.subject == b.subject:
        return [_said("subject", True)]
    why = [("named", NAMED)] if rare >= NAMED_FROM else [("nobody", NOBODY)] if rare < NOBODY_BELOW else []
    return [*why, _said("subject", False)] if a.subject and b.subject else why


def _by_statements(a: Sketch, b: Sketch) -> list[tuple[str, int]]:
    """What both state, and whether it agrees."""
    pairs = ((kind, a.facts[kind], b.facts[kind]) for kind in STATED)
    return [_said(kind, bool(mine & theirs)) for kind, mine, theirs in pairs if mine and theirs]


def _said(kind: str, agree: bool) -> tuple[str, int]:
    return (kind, AGREE[kind]) if agree else (f"other_{kind}", DIFFER[kind])


def _by_text(a: Sketch, b: Sketch, rarity: Rarity) -> tuple[int, float]:
    """Points for what both texts say, and the rarity of the rarest of it together."""
    if not (len(a.pieces) and len(b.pieces)):
        return 0, 0.0
    at = np.searchsorted(b.pieces, a.pieces)
    both = a.pieces[b.pieces[np.minimum(at, len(b.pieces) - 1)] == a.pieces]
    often = rarity.of(both)
    weights, share = rarity.worth(often), often / max(FEW, rarity.tellings)
    points, low, sums = 0.0, -1.0, []
    for bound, worth, most in BANDS:
        sums.append(float(weights[(share > low) & (share <= bound)].sum()))
        points += min(worth * sums[-1], most)
        low = bound
    return round(points + WITHIN * len(both) / min(len(a.pieces), len(b.pieces))), sums[0]
