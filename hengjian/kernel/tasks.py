"""What workers do after commit and by the clock. Every task may run twice; a key makes its effect happen once."""

import logging
from typing import Any

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import inbox, issue
from .act import act_named
from .ledger.sequencer import seal as seal_log
from .models import Clock
from .perform import perform
from .principal import CLOCKWORK, acting_as
from .procedure import concrete
from .refusal import Refusal

log = logging.getLogger("hengjian.tasks")
# Two seconds, four, eight … to half an hour: a database that restarts, or a disk that is full over lunch, loses no work.
PATIENT = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name="kernel.do", retry=PATIENT)
def do(name: str, proceeding_id: int | None, given: dict[str, Any], key: str) -> None:
    """Do an act that another act asked for."""
    with acting_as(CLOCKWORK) as machine:
        try:
            perform(name, proceeding_id, given, machine, key=key)
        except Refusal as refusal:
            log.warning("%s on %s refused: %s %s", name, proceeding_id, refusal, refusal.fact)


@app.task(name="kernel.tell", retry=PATIENT)
def tell(proceeding_id: int, act_id: int, messages: list[dict[str, str]]) -> None:
    """Put notices into inboxes and hand them to the other channels."""
    with acting_as(CLOCKWORK):
        inbox.deliver(proceeding_id, act_id, messages)


@app.task(name="kernel.issue_papers", retry=PATIENT)
def issue_papers(act_id: int) -> None:
    """Render, sign and store the papers of an act."""
    with acting_as(CLOCKWORK):
        issue.papers_of(act_id)


@app.periodic(cron="* * * * * */5")  # the sixth field is seconds
@app.task(name="kernel.seal", queueing_lock="seal", pass_context=False)
def seal(timestamp: int) -> None:
    """Integrate new acts into each log and sign a checkpoint; each log in a transaction of its own."""
    for name in settings.HENGJIAN_LOGS:
        seal_log(name)


@app.periodic(cron="7 * * * *")
@app.task(name="kernel.seal_late", queueing_lock="seal_late")
def seal_late(timestamp: int) -> None:
    """Find acts that committed so late that the quick pass no longer looks at their ids."""
    for name in settings.HENGJIAN_LOGS:
        seal_log(name, everything=True)


@app.periodic(cron="* * * * *")
@app.task(name="kernel.lapse", queueing_lock="lapse")
def lapse(timestamp: int) -> None:
    """Let every time limit that has run out take effect, once."""
    run_clock()


def run_clock(most: int = 500) -> int:
    """Do the clock's act on every proceeding whose running limit is over. Gives the number of acts done."""
    with acting_as(CLOCKWORK):
        due = list(Clock.objects.filter(ended_at=None, due__lte=timezone.now()).order_by("due")[:most])
    return sum(_lapse_one(clock) for clock in due)


def _lapse_one(clock: Clock) -> bool:
    with acting_as(CLOCKWORK) as machine:
        row = concrete(clock.proceeding)
        if not row.stage.lapses or row.due_limit != clock.limit:
            return False
        declared = act_named(f"{row.key}.{row.stage.lapses}")
        key = f"lapse:{clock.pk}:{clock.due:%Y%m%d%H%M}" if clock.due else f"lapse:{clock.pk}"
        try:
            return not perform(declared, row.pk, {}, machine, key=key).replayed
        except Refusal as refusal:
            log.warning("clock act %s on %s refused: %s", declared.name, row.pk, refusal.fact)
            return False


@app.periodic(cron="* * * * * */10")
@app.task(name="kernel.requeue_stalled", queueing_lock="stalled")
async def requeue_stalled(timestamp: int) -> None:
    """A killed worker leaves its job marked as running for ever; put such jobs back."""
    silent = settings.PROCRASTINATE_WORKER_DEFAULTS["stalled_worker_timeout"]
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent):
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="kernel.prune", queueing_lock="prune")
async def prune(timestamp: int) -> None:
    """Delete finished jobs older than three days."""
    await app.job_manager.delete_old_jobs(nb_hours=72)
