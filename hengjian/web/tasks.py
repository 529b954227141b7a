"""What workers do for the lists. Every task may run twice."""

import logging

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from . import batching, exporting

log = logging.getLogger("hengjian.tasks")
MOST_TRIES = 4
AGAIN = RetryStrategy(max_attempts=MOST_TRIES, exponential_wait=2)


@app.task(name="web.export", retry=AGAIN, pass_context=True)
def export(context: JobContext, export: int) -> None:
    """Make the file of a large export."""
    try:
        exporting.make(export)
    except Exception:
        if context.job.attempts + 1 >= MOST_TRIES:
            exporting.give_up(export)
        raise


@app.task(name="web.batch", retry=AGAIN)
def batch(batch: int) -> None:
    """Do one act on many rows, each in its own transaction."""
    batching.run(batch)


@app.periodic(cron="41 * * * *")
@app.task(name="web.sweep_exports", queueing_lock="sweep_exports")
def sweep_exports(timestamp: int) -> None:
    """Delete exports whose last day is over."""
    log.info("exports deleted: %d", exporting.sweep())
