"""What workers do for the lake by the clock."""

import logging

from procrastinate.contrib.django import app

from . import discover
from .export import Disagrees, export

log = logging.getLogger("hengjian.lake")


@app.periodic(cron="41 2 * * *")
@app.task(name="lake.export", queueing_lock="lake.export", pass_context=False)
def nightly(timestamp: int) -> None:
    """Bring the whole lake in line with the database; what fails is said and does not hold up the rest."""
    for name in everything():
        log.info("exported %s", name)


def everything() -> list[str]:
    """Export every dataset; gives the names of those that agree."""
    done = []
    for one in discover.datasets().values():
        try:
            done.append(export(one).name)
        except (Disagrees, OSError):
            log.exception("the export of %s failed", one.name)
    return done
