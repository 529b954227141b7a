"""Lots among few: experts, files. The roster is frozen first; the seed is the log's next root, which nobody knew then."""

import hashlib
from collections.abc import Sequence

PURPOSE = "hengjian-lots-v1"


def frozen(purpose: str, roster: Sequence[str]) -> str:
    """What the roster is called in the ledger before anything is drawn."""
    text = "\n".join((PURPOSE, purpose, *sorted(roster)))
    return hashlib.sha256(text.encode()).hexdigest()


def seed(root: str, name: str) -> bytes:
    """The seed: the root that was signed after the roster stood in the log, bound to that roster."""
    return hashlib.sha256(bytes.fromhex(root) + bytes.fromhex(name)).digest()
