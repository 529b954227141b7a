"""Believable credit files in every state, all synthetic and marked so; and the risk classes that follow from them."""

from collections.abc import Iterator

from hengjian.apps.credit.actions.risk_grading import TASK
from hengjian.apps.credit.models import CreditEntry
from hengjian.kernel import bulk
from hengjian.kernel.demo import FIRST_JOBS
from hengjian.web.jobs import later

from . import lists, reports, risk, ties
from .stage import stage_of


def load(entities: int, seed: int) -> Iterator[str]:
    """Make reports, then what follows from missing ones, penalties and what repairs them, then the classes."""
    stage = stage_of(entities, seed)
    if len(stage.firms) >= stage.LEAST:
        reports.load(stage)
        lists.load(stage)
        ties.load(stage)
        yield f"{CreditEntry.objects.count()} 条信用记录"
    yield from risk.load()


def settle() -> Iterator[str]:
    """Classes after the matters of all rooms: one job for all instead of one a subject, and the first that is done."""
    with bulk.as_owner() as owner:
        owner.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [TASK])
    later("credit.reclassify_all", {"timestamp": 0}, FIRST_JOBS, priority=10)
    yield "办件引起的分类变化由后台随即一次重算"
