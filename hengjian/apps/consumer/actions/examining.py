"""What is looked at in every new complaint and report, by whichever module of the room has something to say of it."""

from collections.abc import Callable
from typing import Any

from hengjian.apps.consumer.queries.complaints import earlier_filings
from hengjian.kernel.occasion import Occasion

Examiner = Callable[[Any, Occasion], None]
_examiners: list[Examiner] = []


def examiner(look: Examiner) -> Examiner:
    """Have `look(row, on)` called once for every new filing, in the machine's own act: it may fill columns that are empty.

    It never refuses and never changes what a person has said; what it guesses an officer can correct.
    """
    _examiners.append(look)
    return look


def look(row: Any, on: Occasion) -> None:
    """Let everybody look."""
    for one in _examiners:
        one(row, on)


@examiner
def count_earlier(row: Any, on: Occasion) -> None:
    """How often the same person has filed in twelve months: a fact beside the filing, never a ground."""
    row.earlier = earlier_filings(row.filer_print, row.opened_at, row.pk)
