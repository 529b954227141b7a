"""People of a story, acts at moments of the past, and what the worker would do after each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hengjian.kernel import issue
from hengjian.kernel.demo import moment, working
from hengjian.kernel.models import Officer, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.tasks import do


class StoryBroken(Exception):
    """Something did not turn out as the story says it must."""


@dataclass
class Stage:
    """Who acts, what was told, and the acts done so far."""

    say: Callable[[str], None]
    acts: list[int] = field(default_factory=list)
    checks: int = 0

    def someone(self, username: str) -> Principal:
        with acting_as(CLOCKWORK):
            return principal_for(User.objects.get(username=username))

    def officer(self, pk: int) -> Principal:
        with acting_as(CLOCKWORK):
            return principal_for(Officer.objects.select_related("user").get(pk=pk).user)

    def ago(self, days: int) -> datetime | None:
        """Ten in the morning of a working day about so many days ago; None is now."""
        if not days:
            return None
        return working(timezone.localdate() - timedelta(days=days), time(10), timezone.now())

    def do(self, who: Principal, act: str, pk: int | None = None, /, *, days: int = 0, **given: Any) -> Any:
        """One act, and everything that follows from it; gives the matter."""
        at = self.ago(days)
        with moment(at) if at else nullcontext():
            with acting_as(who):
                done = perform(act, pk, given, who)
            self._follow(done)
        return done.proceeding

    def _follow(self, done: Done) -> None:
        """What the worker does: papers, and the acts that this one asked for, with the worker's own keys."""
        self.acts.append(done.act_id)
        with acting_as(CLOCKWORK):
            issue.papers_of(done.act_id)
        # The queue belongs to no scope: it is read as the worker reads it.
        asked = ProcrastinateJob.objects.filter(
            task_name="kernel.do", scheduled_at=None, args__key__startswith=f"after:{done.act_id}:"
        )
        for job in asked.order_by("id"):
            do(**job.args)

    def must(self, holds: bool, what: str) -> None:
        """Check a statement and tell it; what does not hold ends the story."""
        if not holds:
            raise StoryBroken(what)
        self.checks += 1
        self.say(f"   ✓ {what}")
