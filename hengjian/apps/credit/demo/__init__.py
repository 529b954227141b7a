"""Believable credit files: reports, lists, penalties, repairs, commitments in every state. All synthetic, marked so."""

from collections.abc import Iterator

from hengjian.apps.credit.models import CreditEntry

from . import lists, reports
from .stage import stage_of


def load(entities: int, seed: int) -> Iterator[str]:
    """Make reports, then what follows from missing ones, penalties and what repairs them; yields a line a step."""
    stage = stage_of(entities, seed)
    if len(stage.firms) < stage.LEAST:
        return
    reports.load(stage)
    lists.load(stage)
    yield f"{CreditEntry.objects.count()} 条信用记录"
