"""Who controls whom: shares multiplied along chains, control by majority or agreement, cycles included. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hengjian.kernel.law import LawOn

ALL = Decimal(100)


@dataclass(frozen=True)
class Edge:
    """`holder` has this share, in percent, of `held`; without a share it controls by agreement or in fact."""

    holder: str
    held: str
    share: Decimal | None = None
    by: str = "share"


@dataclass(frozen=True)
class Reach:
    """What one holder has of the entity asked about: directly, along all chains, and whether it controls it."""

    holder: str
    direct: Decimal
    total: Decimal
    controls: bool
    chain: tuple[str, ...]


def shares_into(edges: Iterable[Edge]) -> dict[str, dict[str, Decimal]]:
    """Held → holder → percent."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for edge in edges:
        if edge.share is not None:
            found[edge.held][edge.holder] = found[edge.held].get(edge.holder, Decimal(0)) + edge.share
    return found


def reach(edges: Iterable[Edge], target: str, law: LawOn) -> list[Reach]:
    """Everybody with a share in the target or control of it, the largest first.

    A chain visits nobody twice, so that companies holding each other add nothing to themselves.
    """
    edges = list(edges)
    into = shares_into(edges)
    totals: dict[str, Decimal] = defaultdict(Decimal)
    chains: dict[str, tuple[Decimal, tuple[str, ...]]] = {}
    _climb(into, target, ALL, (target,), totals, chains)
    direct = into.get(target, {})
    rulers = controllers(edges, target, law)
    names = {*totals, *rulers}
    found = [
        Reach(n, direct.get(n, Decimal(0)), totals.get(n, Decimal(0)), n in rulers, chains.get(n, (Decimal(0), ()))[1])
        for n in names
    ]
    return sorted(found, key=lambda r: (-r.total, not r.controls, r.holder))


def _climb(
    into: Mapping[str, Mapping[str, Decimal]],
    at: str,
    part: Decimal,
    path: tuple[str, ...],
    totals: dict[str, Decimal],
    chains: dict[str, tuple[Decimal, tuple[str, ...]]],
) -> None:
    for holder, share in into.get(at, {}).items():
        if holder in path:
            continue
        mine = part * share / ALL
        totals[holder] += mine
        longer = (*path, holder)
        if mine > chains.get(holder, (Decimal(-1), ()))[0]:
            chains[holder] = (mine, longer[::-1])
        _climb(into, holder, mine, longer, totals, chains)


def controlled(edges: Iterable[Edge], ruler: str, law: LawOn) -> set[str]:
    """Everything somebody controls: by agreement, or by more than half, counting what the controlled hold too."""
    edges = list(edges)
    half = Decimal(str(law.value("registry.control_majority").amount))
    into = shares_into(edges)
    agreed = {(e.holder, e.held) for e in edges if e.share is None}
    ruled = {ruler}
    while True:
        more = {
            held
            for held in {e.held for e in edges} - ruled
            if any((r, held) in agreed for r in ruled)
            or sum((into[held].get(r, Decimal(0)) for r in ruled), Decimal(0)) > half
        }
        if not more:
            return ruled - {ruler}
        ruled |= more


def controllers(edges: Iterable[Edge], target: str, law: LawOn) -> set[str]:
    """Everybody who controls the target."""
    edges = list(edges)
    return {h for h in {e.holder for e in edges} - {target} if target in controlled(edges, h, law)}


def beneficial(found: Iterable[Reach], natural: Iterable[str], law: LawOn) -> list[Reach]:
    """Natural persons who, by what the register shows, are beneficial owners (Measures, art. 6): a quarter, or control."""
    quarter = Decimal(str(law.value("registry.beneficial_share").amount))
    people = set(natural)
    return [r for r in found if r.holder in people and (r.total >= quarter or r.controls)]
