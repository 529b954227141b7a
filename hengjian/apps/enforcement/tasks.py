"""What workers do for the room: fetching a page that an officer wants captured."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from hengjian.kernel import files
from hengjian.kernel.law import LawOn
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Refusal

from . import capture as web

log = logging.getLogger("hengjian.tasks")


@app.task(name="enforcement.capture")
def capture(proceeding_id: int, url: str) -> None:
    """Fetch the page once; what came of it, either way, is an act of the matter."""
    law = LawOn(timezone.localdate())
    seconds = law.value("capture.most_seconds").amount
    megabytes = law.value("capture.most_megabytes").amount
    try:
        page = web.fetch(url, seconds=seconds, most=megabytes * 1024 * 1024)
    except web.NotCaptured as fault:
        return _act("fail_capture", proceeding_id, {"fault": str(fault)[:500]})
    picture, why = web.picture(page, seconds)
    given = {
        "status": page.status,
        "media_type": page.media_type[:100],
        "size": len(page.body),
        "sha256": page.sha256,
        "addresses": "、".join(page.addresses)[:300],
        "picture": why[:300],
    }
    with acting_as(CLOCKWORK):
        given["warc"] = files.store(page.warc, "application/octet-stream").sha256
        if picture:
            given["screenshot"] = files.store(picture, "image/png").sha256
    return _act("keep_capture", proceeding_id, given)


def _act(verb: str, proceeding_id: int, given: dict[str, object]) -> None:
    with acting_as(CLOCKWORK) as machine:
        try:
            perform(f"enforcement.web_capture.{verb}", proceeding_id, given, machine, key=f"capture:{proceeding_id}")
        except Refusal as refusal:
            log.warning("capture of %s refused: %s", proceeding_id, refusal.fact)
