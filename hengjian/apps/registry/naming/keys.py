"""The keys under which a name is found: whatever can be the same or similar shares a key, so that one look-up finds it.

A key is 64 bits of a hash of its kind and text. Names carry them in an array under an inverted index; a look-up asks for a
few keys at once, by strength: what may block first, what warns next, what only informs last.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from .likeness import pieces, readings, written_alike
from .parsing import NameParts, standard

LONGEST = 12  # characters of a trade name that are taken apart; longer ones are sentences
TRADE, TRADE_IN, SOUND, SOUND_IN, PIECE_IN = "t", "ti", "s", "si", "pi"


def key(kind: str, text: str, group: str = "") -> int:
    """A signed number of 64 bits, as PostgreSQL keeps it."""
    told = f"{kind}\x1f{text}\x1f{group}".encode()
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big", signed=True)


def keys_of(parts: NameParts) -> list[int]:
    """The keys a name is kept under."""
    trade, group = standard(parts.trade_name)[:LONGEST], parts.group
    sounds = readings(trade)
    found = {key(TRADE, trade), key(TRADE_IN, trade, group)}
    found |= {key(SOUND, r) for r in sounds} | {key(SOUND_IN, r, group) for r in sounds}
    found |= {key(PIECE_IN, piece, group) for piece in pieces(trade)}
    return sorted(found)


@dataclass(frozen=True)
class LookUps:
    """Keys to ask for, by strength."""

    blocking: tuple[int, ...]
    sounding: tuple[int, ...]
    looking: tuple[int, ...]
    containing: tuple[int, ...]
    informing: tuple[int, ...]

    def steps(self) -> Iterable[tuple[int, ...]]:
        return (s for s in (self.blocking, self.sounding, self.looking, self.containing, self.informing) if s)


def look_ups(parts: NameParts) -> LookUps:
    """The keys under which names like this one are kept. A name without an industry is compared with those of all."""
    trade, group = standard(parts.trade_name)[:LONGEST], parts.group
    sounds, alike = readings(trade), list(written_alike(trade))
    whole = (key(TRADE, trade),)
    parts_of = [key(TRADE_IN, piece, group) for piece in pieces(trade)]
    containing = tuple(dict.fromkeys((key(PIECE_IN, trade, group), *parts_of)))
    if not group:
        return LookUps(whole, tuple(key(SOUND, r) for r in sounds), tuple(key(TRADE, a) for a in alike), containing, ())
    return LookUps(
        (key(TRADE_IN, trade, group), key(TRADE_IN, trade, "")),
        tuple(key(SOUND_IN, r, g) for r in sounds for g in (group, "")),
        tuple(key(TRADE_IN, a, g) for a in alike for g in (group, "")),
        containing,
        whole,
    )
