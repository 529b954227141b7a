"""Believable credit files in every state, all synthetic and marked so; and the risk classes that follow from them."""

from collections.abc import Iterator

from hengjian.apps.credit.models import CreditEntry

from . import lists, reports, risk
from .stage import stage_of


def load(entities: int, seed: int) -> Iterator[str]:
    """Make reports, then what follows from missing ones, penalties and what repairs them, then the classes."""
    stage = stage_of(entities, seed)
    if len(stage.firms) >= stage.LEAST:
        reports.load(stage)
        lists.load(stage)
        yield f"{CreditEntry.objects.count()} 条信用记录"
    yield from risk.load()
