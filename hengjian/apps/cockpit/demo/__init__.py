"""What the demonstration shows of the room, by declared acts at moments of the past. All synthetic."""

from collections.abc import Iterator


def load(entities: int, seed: int) -> Iterator[str]:
    """Load the room's demo; yields a line of progress a step."""
    yield from ()
