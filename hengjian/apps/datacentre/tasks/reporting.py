"""What the clock does for reports: every hour what is due is opened and what waits is sent."""

from procrastinate.contrib.django import app

from hengjian.apps.datacentre.actions import reporting


@app.periodic(cron="35 * * * *")
@app.task(name="datacentre.send_reports", queueing_lock="datacentre.send_reports")
def send_reports(timestamp: int) -> None:
    """Reports that are due, to whoever takes them."""
    reporting.send_all()
