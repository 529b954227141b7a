"""Handing work to the worker in the transaction of the request: the job exists if, and only if, its cause does."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from hengjian.kernel.principal import Principal
from hengjian.kernel.write import Batch, jsonb

from .access import Request


def later(task: str, arguments: dict[str, Any], lock: str | None = None, priority: int = 0) -> None:
    """Let a worker run the task after commit, before all of a lower priority; of those with one lock, one at a time."""
    batch = Batch()
    job = {"queue_name": "default", "task_name": task, "priority": priority, "lock": lock, "args": jsonb(arguments)}
    batch.insert("procrastinate_jobs", [job])
    batch.run()


def replayed(principal: Principal, query: str) -> Request:
    """A request as the person made it, for the worker that goes on with it: address and scope, nothing else."""
    request = Request()
    request.GET, request.principal = QueryDict(query), principal
    return request
