"""What the demonstration shows of the room, by declared acts at moments of the past. All synthetic."""

from collections.abc import Iterator

from . import sharing
from .ingestion import load_sources


def load(entities: int, seed: int) -> Iterator[str]:
    """Load the room's demo; yields a line of progress a step."""
    yield from load_sources()
    yield from sharing.load(entities, seed)
