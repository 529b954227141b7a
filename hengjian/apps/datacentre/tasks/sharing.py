"""By the clock: quality is measured, open files are made, shares whose day is over end, old files go."""

import logging
from importlib import import_module
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from hengjian.apps.datacentre.procedures import DataShare
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as

log = logging.getLogger("hengjian.datacentre")


def _heavy(name: str) -> Any:
    """A module with engines behind it, which the web must not load at its start."""
    return import_module(f"hengjian.apps.datacentre.actions.{name}")


@app.periodic(cron="20 3 * * *")
@app.task(name="datacentre.measure_quality", queueing_lock="datacentre.measure_quality")
def measure_quality(timestamp: int) -> None:
    """After the nightly export: every check of every dataset, kept as the day's scores."""
    log.info("quality of %d datasets", len(_heavy("measuring").measure(timezone.localdate())))


@app.task(name="datacentre.catch_up", queueing_lock="datacentre.catch_up")
def catch_up() -> None:
    """Once after a first load: what the nights before would have done, copies in the lake and then their quality."""
    copies = import_module("hengjian.lake.tasks").everything()
    log.info("%d copies; quality of %d datasets", len(copies), len(_heavy("measuring").measure(timezone.localdate())))


@app.periodic(cron="50 3 * * *")
@app.task(name="datacentre.publish_open_data", queueing_lock="datacentre.publish_open_data")
def publish_open_data(timestamp: int) -> None:
    """The bulk files of open data, without what was withdrawn since."""
    log.info("%d open files", len(_heavy("opening").publish()))


@app.periodic(cron="10 4 * * 1")
@app.task(name="datacentre.measure_models", queueing_lock="datacentre.measure_models")
def measure_models(timestamp: int) -> None:
    """Once a week: drift of the registered models, and the tests that can be done here."""
    log.info("%d figures of models", len(_heavy("drifting").measure_models(timezone.localdate())))


@app.periodic(cron="15 5 * * *")
@app.task(name="datacentre.run_out_shares", queueing_lock="datacentre.run_out_shares")
def run_out_shares(timestamp: int) -> None:
    """End the shares whose last day is over; the same morning twice is once."""
    log.info("%d shares ended", end_over())


def end_over() -> int:
    """Gives how many ended."""
    today = timezone.localdate()
    with acting_as(CLOCKWORK) as machine:
        over = list(DataShare.objects.filter(state="granted", held="", until__lt=today).values_list("pk", flat=True))
        for pk in over:
            perform("datacentre.data_share.run_out", pk, {}, machine, key=f"run_out:{pk}:{today:%Y%m%d}")
    return len(over)


@app.periodic(cron="25 * * * *")
@app.task(name="datacentre.sweep_shared", queueing_lock="datacentre.sweep_shared")
def sweep_shared(timestamp: int) -> None:
    """Delete files whose last day is over."""
    with acting_as(CLOCKWORK):
        log.info("%d files deleted", _heavy("delivering").sweep(timezone.now()))
