"""A draw as it would be, before anything is frozen: strata, quotas, expected load, and whether teams can be found."""

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from hengjian.apps.inspection.models import PlannedTask
from hengjian.apps.inspection.rules import feasibility, planning
from hengjian.apps.inspection.rules.locked import salt
from hengjian.apps.inspection.rules.roster import Row
from hengjian.apps.inspection.rules.selection import PPM, Stratum, inclusion_ppm, quotas
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from . import rosters
from .items import facts_of

TRIED_UP_TO = 5_000  # rows of a roster for which whole draws are tried out


@dataclass(frozen=True)
class Preview:
    """What a draw of this task would be today."""

    counted: rosters.Counted
    weights: dict[str, int]
    strata: list[Stratum]
    total: int
    visits: int
    floor_ppm: int
    officers: list[dict[str, Any]]
    finding: Finding
    load: Counter[str]

    def lines(self) -> list[dict[str, Any]]:
        """One line a stratum: size, weight, quota, chance of a row in percent."""
        population = sum(s.size for s in self.strata if s.by_chance)
        return [
            {
                "s": s,
                "chance": inclusion_ppm(population, s.size, s.quota, self.floor_ppm) * 100 / PPM if s.by_chance else 0,
            }
            for s in self.strata
        ]


def look(task: PlannedTask, code: str, day: date, total: int | None, skill: str, law: LawOn) -> Preview:
    """Count, weigh, and try to make up teams."""
    items, _unknown = facts_of(task.items)
    weighing = planning.weights(planning.ratios(items, task.share), law.value("inspection.watch_factor").amount)
    counted = rosters.count(task, code, day, law)
    wanted = total or planning.total(counted.sizes, weighing)
    names = sorted(weighing)
    shares = quotas(wanted, [counted.sizes[n] for n in names], [weighing[n] for n in names])
    strata = [Stratum(n, counted.sizes[n], weighing[n], q, weighing[n] > 0) for n, q in zip(names, shares, strict=True)]
    floor = law.value("inspection.draw.floor").amount * PPM // 100
    visits = feasibility.expected(counted.sizes, strata, floor)
    officers = rosters.officers_on(code, day)
    size = law.value("inspection.draw.team").amount
    opened = rosters.officer_rows("", officers, {o["ident"]: "0" * 64 for o in officers})
    found = feasibility.staffing(counted.places, visits, opened, size, skill, law)
    load: Counter[str] = Counter()
    if found.clear and sum(counted.sizes.values()) <= TRIED_UP_TO:
        found, load = _try(task, code, day, strata, floor, officers, size, skill, law)
    return Preview(counted, weighing, strata, wanted, visits, floor, officers, found, load)


def _try(
    task: PlannedTask, code: str, day: date, strata: list[Stratum], floor: int, officers: list[dict[str, Any]], size: int,
    skill: str, law: LawOn,
) -> tuple[Finding, Counter[str]]:  # fmt: skip
    """Hold a few draws with made-up seeds and a made-up key; nothing of them is kept."""
    key = secrets.token_bytes(32)
    with connection.cursor() as cursor:
        cursor.execute(rosters.CHOSEN, rosters.question(task, code, day, law))
        rows = [Row("trial", ident, stratum, place, salt(key, ident)) for _pk, ident, place, stratum, *_why in cursor]
    opened = rosters.officer_rows("trial", officers, {o["ident"]: salt(key, o["ident"]) for o in officers})
    seeds = [secrets.token_bytes(32) for _n in range(feasibility.TRIALS)]
    blocked, load = feasibility.trial(seeds, {r.leaf: r for r in rows}, strata, floor, opened, size, skill)
    if blocked is None:
        return Finding(), Counter({name: -(-n // feasibility.TRIALS) for name, n in load.items()})
    fact = feasibility.told(blocked)
    ground = Ground(
        fact, law.cite("penalty_law art. 42"), _("Enrol officers who may go there, or end a recusal."), "task"
    )
    return Finding.of([ground]), load
