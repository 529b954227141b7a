"""The people and firms of the demo's credit files, and acts at moments of the past."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hengjian.kernel.demo import COUNTY, Past, agent_for, as_of, cast
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal


@dataclass
class Stage(Past):
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

    def do(self, who: Principal, at: datetime, name: str, pk: Any = None, **given: Any) -> Any:
        """One act at a moment; gives the matter."""
        with as_of(at, who):
            done = perform_within(f"credit.{name}", pk, given, who)
        self.last = done.act_id
        return done.proceeding

    def machine(self, at: datetime, name: str, pk: Any = None, nth: int = 0, **given: Any) -> Any:
        """What the worker would do after the last act; with the worker's own key, so that it is not done twice."""
        with as_of(at, CLOCKWORK):
            return perform_within(f"credit.{name}", pk, given, CLOCKWORK, key=f"after:{self.last}:{nth}").proceeding


def stage_of(entities: int, seed: int) -> Stage:
    """Firms of the county that are in business for years and have no open matter."""
    rows = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True, entity__isnull=False)
    rows = rows.filter(opened_on__lt=timezone.localdate() - timedelta(days=3 * 366), proceedings__isnull=True)
    firms = list(rows.order_by("-kind", "pk")[: min(70, entities // 8)])
    chance = random.Random(seed + 5)
    chance.shuffle(firms)
    agent_for(*firms[:3])
    handler, second, head, city = cast("county", "county2", "countyhead", "city")
    return Stage(chance, handler, second, head, city, firms, timezone.now())
