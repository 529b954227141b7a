"""Believable plans, values and campaigns in every state, by declared acts at moments of the past. All synthetic."""

from collections.abc import Iterator

from . import board, campaigns, evaluation, plans, programmes

AFTER = ("registry",)  # whose businesses it tells of; what it has from the other rooms comes when all are loaded


def load(entities: int, seed: int) -> Iterator[str]:
    """Load the room's demo; yields a line of progress a step."""
    yield from plans.load(entities, seed)
    yield from evaluation.load(entities, seed)
    yield from campaigns.load(entities, seed)
    yield from programmes.load(entities, seed)


def settle() -> Iterator[str]:
    """What needs the other rooms: the experts of one, the matters of all."""
    yield from programmes.named()
    yield from plans.figures()
    yield from board.ask()
