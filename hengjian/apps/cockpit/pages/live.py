"""The live line of the screen: server-sent events, held open without a connection to the database."""

import asyncio
import json
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from hengjian.apps.cockpit.queries import pulse
from hengjian.apps.cockpit.rules import asked
from hengjian.web.access import Request, officers

HEARTBEAT = 15.0  # seconds: proxies close what is silent for longer
LASTS = 300.0  # the browser comes back by itself, and its range is looked at again
RETRY = "retry: 5000\n\n"


@officers
@require_GET
def live(request: Request) -> HttpResponseBase:
    """Tells a screen when newer figures are stored, and how many matters are late in its place."""
    who = request.principal
    code = asked.place(request.GET.get("code", ""), who.sees) or who.place
    answer = StreamingHttpResponse(events(code), content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    return answer


async def events(code: str, lasts: float = LASTS) -> AsyncIterator[str]:
    """What the pulse sees, as events; a comment where nothing happens; ends by itself after a while."""
    await sync_to_async(give_back)()
    ours, clock = pulse.pulse(), asyncio.get_running_loop().time
    ours.join()
    try:
        yield RETRY
        begun, spoke, last = clock(), clock(), ""
        beat = ours.beat
        while not ours.ended and clock() - begun < lasts:
            said = told(beat, code) if beat else ""
            if said and said != last:
                last, spoke = said, clock()
                yield said
            elif clock() - spoke >= HEARTBEAT:
                spoke = clock()
                yield ": still here\n\n"
            beat = await ours.next(HEARTBEAT)
    finally:
        ours.leave()


def told(beat: pulse.Beat, code: str) -> str:
    """One event; two looks that saw the same say the same."""
    said = beat.said(code)
    said.pop("at")
    return f"event: beat\ndata: {json.dumps(said)}\n\n"


def give_back() -> None:
    """The request's own connection, which would else stay taken until the browser goes."""
    if not connection.in_atomic_block:
        connection.close()


urlpatterns = [path("cockpit/live/", live, name="live")]
