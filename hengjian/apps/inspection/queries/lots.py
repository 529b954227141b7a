"""Lots for other rooms, by the tickets of the draw (`docs/draw.md`, section 5): one stratum, no quotas."""

from collections.abc import Sequence

from hengjian.apps.inspection.rules.roster import leaf
from hengjian.apps.inspection.rules.selection import Stratum, select


def lots(seed: bytes, members: Sequence[str], count: int) -> list[str]:
    """The members with the smallest tickets, in their order."""
    leaves = {leaf(member.encode()): member for member in dict.fromkeys(members)}
    stratum = Stratum("lots", len(leaves), 1, min(count, len(leaves)))
    drawn = select(seed, [stratum], {stratum.name: list(leaves)})
    return [leaves[one] for one in drawn.strata[stratum.name]]
