"""Believable inspections in every state: plans of the year, draws, checks. All synthetic, marked so, by declared acts."""

from collections.abc import Iterator

from . import checks, draws, visits


def load(entities: int, seed: int) -> Iterator[str]:
    """Load the room's demo; yields a line of progress a step."""
    yield from draws.load(entities, seed)
    yield from checks.load(entities, seed)
    visits.load(seed)
