"""What workers do for what comes in: run a file, and go on judging the parties that a run had no time for."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hengjian.apps.datacentre.actions import linking, loading
from hengjian.apps.datacentre.models import ImportedTable
from hengjian.kernel.principal import CLOCKWORK, acting_as

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=2)


@app.task(name="datacentre.ingest", retry=AGAIN)
def ingest(run: int) -> None:
    """Take a file in, from wherever its run stands."""
    loading.load(run)


@app.periodic(cron="20 2 * * *")
@app.task(name="datacentre.link_on", queueing_lock="datacentre.link_on")
def link_on(timestamp: int) -> None:
    """Look again at rows whose subject is in the register by now, and judge more parties of every table that has some left."""
    linking.link_later()
    with acting_as(CLOCKWORK):
        tables = list(ImportedTable.objects.all())
    for table in tables:
        linking.resolve(table)
