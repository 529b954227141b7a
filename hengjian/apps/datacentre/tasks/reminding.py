"""Each morning: whoever must answer or report soon is reminded."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from hengjian.apps.datacentre.actions import reminding

log = logging.getLogger("hengjian.datacentre")


@app.periodic(cron="25 5 * * *")
@app.task(name="datacentre.remind", queueing_lock="datacentre.remind")
def remind(timestamp: int) -> None:
    """Deadlines of corrections and of reports that end soon; the same deadline twice is once."""
    log.info("%d deadlines are near", reminding.remind(timezone.localdate()))
