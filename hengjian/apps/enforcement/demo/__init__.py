"""Believable enforcement: penalty cases in every stage, then what stands around them. All synthetic, by declared acts."""

from collections.abc import Iterator

from . import around, cases


def load(entities: int, seed: int) -> Iterator[str]:
    """Load the room's demo; yields a line of progress a step."""
    around.prepare(seed)
    yield from cases.load(entities, seed)
    yield from around.load(entities, seed)
