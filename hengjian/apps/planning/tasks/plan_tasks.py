"""Each morning: tasks of plans that became overdue are supervised, those due soon are reminded of."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hengjian.apps.planning.queries.tasks import to_watch
from hengjian.kernel.law import LawOn
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as


@app.periodic(cron="35 5 * * *")
@app.task(name="planning.watch_plan_tasks", queueing_lock="planning.watch_plan_tasks")
def watch_plan_tasks(timestamp: int) -> None:
    """Look at every task whose day is near or over; the same day twice is one look."""
    look()


def look() -> int:
    """Gives how many were looked at."""
    today = timezone.localdate()
    near = int(LawOn(today).value("planning.task_near").amount)
    with acting_as(CLOCKWORK) as machine:
        found = to_watch(today, near)
        for pk in found:
            perform("planning.plan_task.watch_task", pk, {}, machine, key=f"watch:{pk}:{today:%Y%m%d}")
    return len(found)
