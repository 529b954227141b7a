"""Classes follow the facts: one subject right after an act on it, all of them each night."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from hengjian.apps.credit.actions.risk_batch import reclassify_all
from hengjian.apps.credit.actions.risk_grading import TASK, reclassify
from hengjian.kernel.tasks import PATIENT


@app.task(name=TASK, retry=PATIENT)
def reclassify_one(subject: int) -> None:
    """Reckon one class anew. Where another such job of the subject waits, that one does it for both."""
    waiting = ProcrastinateJob.objects.filter(task_name=TASK, status="todo", args__subject=subject, scheduled_at=None)
    if not waiting.exists():
        reclassify(subject, "act")


@app.periodic(cron="11 3 * * *")
@app.task(name="credit.reclassify_all", queueing_lock="credit.reclassify_all", pass_context=False)
def nightly(timestamp: int) -> None:
    """Reckon every class anew: facts age, and neighbours' acts count too."""
    reclassify_all("batch")
