"""The people and firms of the demo around cases, and acts at moments of the past."""

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from hengjian.kernel.demo import COUNTY, Past, as_of, cast
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.perform import perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal


@dataclass
class Stage(Past):
    """The people of the demo, chance, firms of the county, and decided penalties to challenge."""

    chance: random.Random
    people: dict[str, Principal]
    firms: list[Subject]
    decided: list[Proceeding]
    now: datetime

    def day(self, days: int) -> str:
        return self.ago(days).date().isoformat()

    def do(self, who: str, days: int, name: str, pk: Any = None, **given: Any) -> Any:
        """One act some days ago; gives the matter."""
        principal = self.people[who] if who != "machine" else CLOCKWORK
        with as_of(self.ago(days), principal):
            return perform_within(f"enforcement.{name}", pk, given, principal).proceeding


def stage_of(seed: int) -> Stage:
    """Who acts, upon whom; empty lists where the demo is too small."""
    names = ("county", "county2", "countyhead", "city", "office")
    people = dict(zip(names, cast(*names), strict=True))
    firms = list(Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True).order_by("pk")[:40])
    decided = Proceeding.objects.filter(procedure="credit.recorded_penalty", state="published", code__startswith=COUNTY)
    return Stage(random.Random(seed + 11), people, firms, list(decided.order_by("pk")[:6]), timezone.now())
