"""The room keeps the figures of all rooms; told to the kernel, whose command computes and checks them."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from hengjian.apps.planning.actions.board import refresh
from hengjian.apps.planning.queries.board import differing
from hengjian.kernel.indicator import tell_board


class Kept:
    """The board of this room."""

    def compute(self, codes: list[str] | None, on: date, say: Callable[[str], object]) -> int:
        """The figures of a day, as the rows tell them now."""
        return refresh(codes, timezone.now(), say=say, on=on)

    def differing(self, codes: list[str], on: date) -> list[str]:
        """What is kept for the day and is not what the rows say now."""
        return differing(codes, on)


tell_board(Kept())
