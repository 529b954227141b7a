"""Believable inspections in every state. All synthetic, and marked so."""

from collections.abc import Iterator

from . import checks


def load(entities: int, seed: int) -> Iterator[str]:
    """What the room's modules load, a line each."""
    yield from checks.load(entities, seed)
