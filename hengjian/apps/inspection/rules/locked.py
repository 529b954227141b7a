"""A published plan and its leaves as the draw needs them again: what was frozen comes from the plan, never from now."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from .bundle import Locked, Rule, Team
from .roster import OfficerRow
from .seed import Party
from .selection import Stratum

WIDTH = 32


def salt(key: bytes, ident: str) -> str:
    """The salt of one row, derived from the draw's secret: SHA-256 over 32 secret bytes and the row's id."""
    return hashlib.sha256(key + ident.encode()).hexdigest()


def joined(locked: Locked) -> bytes:
    """All leaves, stratum after stratum in the plan's order."""
    return b"".join(b"".join(locked.leaves[s.name]) for s in locked.strata)


def parted(plan: Mapping[str, Any], leaves: bytes) -> dict[str, list[bytes]]:
    """The leaves of each stratum again."""
    out, at = {}, 0
    for stratum in plan["strata"]:
        end = at + WIDTH * stratum["size"]
        out[stratum["name"]] = [leaves[n : n + WIDTH] for n in range(at, end, WIDTH)]
        at = end
    return out


def strata_of(plan: Mapping[str, Any]) -> tuple[Stratum, ...]:
    """The strata with their quotas as published."""
    return tuple(Stratum(s["name"], s["size"], s["weight"], s["quota"], s["weight"] > 0) for s in plan["strata"])


def reopened(plan: Mapping[str, Any], leaves: bytes, officers: Sequence[OfficerRow]) -> Locked:
    """The plan as `bundle.draw` and `bundle.files` take it."""
    rule = Rule(
        plan["draw"], plan["title"], plan["authority"], tuple(plan["basis"]), plan["as_of"], plan["total"],
        {s["name"]: s["weight"] for s in plan["strata"]}, plan["floor_ppm"], Team(plan["team"]["size"], plan["team"]["skill"]),
    )  # fmt: skip
    parties = tuple(Party(p["name"], p["role"], p["commitment"], p["source"]) for p in plan["parties"])
    return Locked(rule, parties, parted(plan, leaves), strata_of(plan), tuple(officers), dict(plan))


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The way from a leaf to the root of its stratum (RFC 9162, section 2.1.3.1), level by level."""
    out: list[bytes] = []
    level, at = list(leaves), index
    while len(level) > 1:
        sibling = at ^ 1
        if sibling < len(level):
            out.append(level[sibling])
        level = [
            hashlib.sha256(b"\1" + level[n] + level[n + 1]).digest() if n + 1 < len(level) else level[n]
            for n in range(0, len(level), 2)
        ]
        at //= 2
    return out
