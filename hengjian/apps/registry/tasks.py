"""What workers of the registry do by the clock: empty the outbox, tell of the register, follow openings."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from .actions import exchange, opening

# Three seconds, nine, twenty-seven … about six minutes in all; then an officer is shown it.
BACKING_OFF = RetryStrategy(max_attempts=exchange.MOST_ATTEMPTS, exponential_wait=3)


@app.periodic(cron="* * * * * */5")
@app.task(name="registry.sweep", queueing_lock="registry.sweep")
def sweep(timestamp: int) -> None:
    """Follow openings and the register, then give every waiting message a job of its own, so that none holds another."""
    opening.follow()
    exchange.announce()
    for pk in exchange.waiting():
        try:
            send.configure(lock=f"dispatch:{pk}", queueing_lock=f"dispatch:{pk}").defer(dispatch=pk)
        except AlreadyEnqueued:  # it waits for its next attempt
            continue


@app.task(name="registry.send", retry=BACKING_OFF)
def send(dispatch: int) -> None:
    """Send one message of the outbox."""
    exchange.deliver(dispatch)


@app.periodic(cron="23 * * * *")
@app.task(name="registry.announce_late", queueing_lock="registry.announce_late")
def announce_late(timestamp: int) -> None:
    """Tell of versions that committed out of order."""
    exchange.announce(late=True)
