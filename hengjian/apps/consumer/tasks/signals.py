"""Each night: count anew how rare pieces of text are; look at issuers of prepaid cards for early signs."""

from django.utils import timezone
from procrastinate.contrib.django import app

from hengjian.apps.consumer.actions.likeness import recount
from hengjian.apps.consumer.procedures import PrepaidIssuer
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as


@app.periodic(cron="23 2 * * *")
@app.task(name="consumer.recount_pieces", queueing_lock="consumer.recount_pieces")
def recount_pieces(timestamp: int) -> None:
    """What a telling is found by next is chosen by these counts."""
    recount()


@app.periodic(cron="41 5 * * *")
@app.task(name="consumer.watch_issuers", queueing_lock="consumer.watch_issuers")
def watch_issuers(timestamp: int) -> None:
    """Look at every issuer on the register; the same day twice is one look."""
    look_at_issuers()


def look_at_issuers() -> int:
    """Gives how many show early signs now."""
    today = timezone.localdate()
    with acting_as(CLOCKWORK) as machine:
        found = 0
        for pk in list(PrepaidIssuer.objects.filter(state="registered").values_list("pk", flat=True)):
            done = perform("consumer.prepaid_issuer.look", pk, {}, machine, key=f"look:{pk}:{today:%Y%m%d}")
            found += done.proceeding.state == "alerted"
        return found
