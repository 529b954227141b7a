"""Acts of the registration procedures, and the register they write."""

from . import changes, establishment, exits, filing, naming, rechecking, reductions, relocation, reorganising, signing

__all__ = [
    "changes",
    "establishment",
    "exits",
    "filing",
    "naming",
    "rechecking",
    "reductions",
    "relocation",
    "reorganising",
    "signing",
]
