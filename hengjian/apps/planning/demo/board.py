"""The headlines are among the worker's first jobs, so that the cockpit of a fresh demo soon shows numbers; the night does the rest."""

from collections.abc import Iterator

from hengjian.apps.planning.queries.board import headlines
from hengjian.kernel.demo import FIRST_JOBS
from hengjian.web.jobs import later


def ask() -> Iterator[str]:
    """Ask for figures of the headlines for every authority, by span, week and month."""
    later("planning.compute_headlines", {}, FIRST_JOBS, priority=10)
    yield f"驾驶舱{len(headlines())}项要点指标由后台随即计算"
