"""What the calendar does: the public figures of how complaints are handled, every morning."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hengjian.apps.consumer.queries.figures import reckon
from hengjian.kernel.principal import CLOCKWORK, acting_as


@app.periodic(cron="20 5 * * *")
@app.task(name="consumer.figures", queueing_lock="consumer.figures")
def figures(timestamp: int) -> None:
    """Reckon what is public of every authority, overdue matters among it."""
    with acting_as(CLOCKWORK):
        reckon(timezone.now())
