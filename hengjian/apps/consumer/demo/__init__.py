"""Believable complaints, reports and settlements in every state, by declared acts at moments of the past. All synthetic."""

from collections.abc import Iterator

from . import complaints, reports, services, settling, signals
from .stage import stage_of

AFTER = ("registry", "licensing", "credit")  # no complaint of the demo goes back to a draw, a check or a case


def load(entities: int, seed: int) -> Iterator[str]:
    """Load the room's demo; yields a line of progress a step."""
    stage = stage_of(entities, seed)
    if len(stage.shops) < stage.LEAST:
        return
    settling.stations(stage)
    yield from complaints.load(stage)
    yield from reports.load(stage)
    yield from settling.load(stage)
    yield from services.load(stage)
    yield from signals.load(entities, seed)
