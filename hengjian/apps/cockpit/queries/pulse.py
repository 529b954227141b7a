"""The live line: one look at the database a process, however many screens hang on it."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from dataclasses import dataclass, field
from datetime import datetime
from types import FrameType

from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone

from hengjian.apps.cockpit.rules import catalogue
from hengjian.apps.planning.queries import board
from hengjian.kernel import divisions
from hengjian.kernel.principal import CLOCKWORK, acting_as

from . import matters

EVERY = 5.0  # seconds between two looks
log = logging.getLogger("hengjian.cockpit")


@dataclass(frozen=True)
class Beat:
    """What was seen: when the newest figure was computed, how many matters are late by county, and when it was looked."""

    at: datetime
    computed_at: datetime | None
    late: dict[str, int] = field(default_factory=dict)

    def late_at(self, code: str) -> int:
        """At a place or below; an office has those of its county, as the count goes no deeper."""
        lo, hi = divisions.bounds(code[:6])
        return sum(n for county, n in self.late.items() if lo <= county < hi)

    def said(self, code: str) -> dict[str, str | int | None]:
        """What one screen is told."""
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "computed_at": self.computed_at.isoformat(timespec="seconds") if self.computed_at else None,
            "late": self.late_at(code),
        }


def look() -> Beat:
    """Look now (two queries), and give the connection back."""
    try:
        with acting_as(CLOCKWORK):
            now = timezone.now()
            year = board.spans(timezone.localtime(now).date())["year"]
            told = board.latest(catalogue.layout().ids, [divisions.NATION], [year]).values()
            newest = max((figure.computed_at for figure in told), default=None)
            return Beat(now, newest, matters.counted(now))
    finally:
        if not connection.in_atomic_block:
            connection.close()


class Pulse:
    """Looks every few seconds while anybody listens; everybody is told what the last look saw."""

    def __init__(self, every: float = EVERY) -> None:
        self.every = every
        self.listeners = 0
        self.beat: Beat | None = None
        self.task: asyncio.Task[None] | None = None
        self.turned = asyncio.Event()
        self.ended = self.heeding = False

    def join(self) -> None:
        """One more listener; the first sets the watch going."""
        self.listeners += 1
        if self.task is None or self.task.done():
            self.heeding = self.heeding or heed(self)
            self.task = asyncio.get_running_loop().create_task(self._watch())

    def leave(self) -> None:
        """One fewer; the watch ends by itself after its next look."""
        self.listeners -= 1

    def end(self) -> None:
        """The process is told to stop: nobody waits any longer, so that the server need not cut anybody off."""
        self.ended = True
        self.turned.set()

    async def next(self, seconds: float) -> Beat | None:
        """The next look, or None if it takes longer than that."""
        try:
            await asyncio.wait_for(self.turned.wait(), seconds)
        except TimeoutError:
            return None
        return self.beat

    async def _watch(self) -> None:
        while self.listeners > 0 and not self.ended:
            try:
                self.beat = await sync_to_async(look, thread_sensitive=False)()
            except Exception:
                log.exception("the live line could not look")
            else:
                self.turned.set()
                self.turned = asyncio.Event() if not self.ended else self.turned
            await asyncio.sleep(self.every)
        self.task = None


def heed(pulse: Pulse) -> bool:
    """Let the pulse hear that the process shall stop. What the server has set to hear it is called as before.

    The server hears signals through its event loop; its own handler in Python does nothing and is kept behind ours.
    """
    before, loop = signal.getsignal(signal.SIGTERM), asyncio.get_running_loop()
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        return False

    def told(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(pulse.end)
        before(number, frame)

    signal.signal(signal.SIGTERM, told)
    return True


_pulses: dict[int, Pulse] = {}


def pulse() -> Pulse:
    """The one of the running event loop."""
    loop = asyncio.get_running_loop()
    return _pulses.setdefault(id(loop), Pulse())
