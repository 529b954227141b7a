"""The people and firms of the demo's credit files, and acts at moments of the past."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hengjian.kernel.deadline import calendar
from hengjian.kernel.demo import COUNTY, moment
from hengjian.kernel.models import Subject, SubjectMember, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as


@dataclass
class Stage:
    """The people of the demo, chance, and the firms that are still untouched."""

    LEAST = 40
    chance: random.Random
    handler: Principal
    second: Principal
    head: Principal
    city: Principal
    firms: list[Subject]
    now: datetime
    last: int = 0  # the act that the machine follows

    def take(self, count: int) -> list[Subject]:
        """Firms nobody has used yet."""
        taken, self.firms = self.firms[:count], self.firms[count:]
        return taken

    def ago(self, days: int, hour: int = 10) -> datetime:
        """A working moment about so many days ago."""
        return self.on(timezone.localtime(self.now).date() - timedelta(days=days), hour)

    def on(self, day: date, hour: int = 10) -> datetime:
        """A working moment on or before a day."""
        while not calendar().is_workday(day):
            day -= timedelta(days=1)
        at = timezone.make_aware(datetime.combine(day, time(hour, self.chance.randint(0, 59))))
        return min(at, self.now)

    def do(self, who: Principal, at: datetime, name: str, pk: Any = None, **given: Any) -> Any:
        """One act at a moment; gives the matter."""
        with moment(at), acting_as(who):
            done = perform(f"credit.{name}", pk, given, who)
        self.last = done.act_id
        return done.proceeding

    def acting_for(self, firm: Subject) -> Principal:
        """The agent, who acts for this firm too from now on."""
        with acting_as(CLOCKWORK):
            user = User.objects.get(username="agent")
            SubjectMember.objects.get_or_create(subject=firm, user=user)
            return principal_for(user)

    def machine(self, at: datetime, name: str, pk: Any = None, nth: int = 0, **given: Any) -> Any:
        """What the worker would do after the last act; with the worker's own key, so that it is not done twice."""
        with moment(at), acting_as(CLOCKWORK):
            return perform(f"credit.{name}", pk, given, CLOCKWORK, key=f"after:{self.last}:{nth}").proceeding


def stage_of(entities: int, seed: int) -> Stage:
    """Firms of the county that are in business for years and have no open matter."""
    names = ("county", "county2", "countyhead", "city")
    rows = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True, entity__isnull=False)
    rows = rows.filter(opened_on__lt=timezone.localdate() - timedelta(days=3 * 366), proceedings__isnull=True)
    firms = list(rows.order_by("-kind", "pk")[: min(70, entities // 8)])
    agent = User.objects.get(username="agent")
    chance = random.Random(seed + 5)
    chance.shuffle(firms)
    SubjectMember.objects.bulk_create([SubjectMember(subject=s, user=agent) for s in firms[:3]], ignore_conflicts=True)
    handler, second, head, city = (principal_for(User.objects.get(username=name)) for name in names)
    return Stage(chance, handler, second, head, city, firms, timezone.now())
