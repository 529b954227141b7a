"""Reckoning every class at once over the lake: monthly by the clock, and whenever an administrator wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hengjian.apps.credit.models import RiskShare
from hengjian.apps.credit.queries import risk_facts
from hengjian.apps.credit.queries.risk_system import system_on
from hengjian.apps.credit.rules import risk_lake
from hengjian.apps.credit.rules.risk_system import GRADES, System
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.lake.engine import Engine
from hengjian.lake.export import export

if TYPE_CHECKING:
    import pyarrow as pa

from .risk_grading import Graded, keep, reclassify

ROWS = 20_000
Say = Callable[[str], object]


@dataclass(frozen=True)
class Run:
    """What a batch did: subjects looked at, classes or scores that differ from those before."""

    subjects: int
    changed: int
    version: str


def reclassify_all(cause: str = "batch", engine: Engine | None = None) -> Run:
    """Bring the facts into the lake, reckon every class there, write what differs, and the shares of each place."""
    for one in risk_facts.sources():
        export(one)
    engine = engine or Engine()
    with acting_as(CLOCKWORK):
        system, apart = system_on(), risk_facts.set_aside()
    at = timezone.now()
    facts = risk_facts.everything(engine, system)
    graded = engine.arrow(risk_lake.graded(facts, system, keep=facts.columns))
    changed = 0
    for rows in _chunks(graded):
        with acting_as(CLOCKWORK):
            changed += keep([row for row in rows if row.subject not in apart], system, cause, at)
    for subject in apart:
        reclassify(subject, cause)
    with acting_as(CLOCKWORK):
        _shares(graded, at)
    return Run(graded.num_rows, changed, system.version)


def _chunks(table: pa.Table) -> Iterator[list[Graded]]:
    """The outcome in pieces that one transaction takes."""
    for batch in table.to_batches(max_chunksize=ROWS):
        rows = []
        for row in batch.to_pylist():
            subject, grade, score, coverage = (row.pop(k) for k in ("subject", "grade", "score", "coverage"))
            values = {name: risk_facts.plain(value) for name, value in row.items()}
            rows.append(Graded(subject, grade, score, coverage, values))
        yield rows


def _shares(graded: pa.Table, at: datetime) -> None:
    """How many of each county, and of each industry in it, are in which class today."""
    day = timezone.localdate(at)
    counts: dict[tuple[str, str, str], list[int]] = {}
    columns = (graded.column(name).to_pylist() for name in ("division", "industry", "grade"))
    for division, industry, grade in zip(*columns, strict=True):
        place = division[:6]
        for kind, key in (("division", place), ("industry", industry)):
            if key:
                counts.setdefault((kind, key[:60], place), [0, 0, 0, 0])[GRADES.index(grade)] += 1
    names: dict[str, Any] = {"update_conflicts": True, "unique_fields": ["day", "kind", "key", "division"]}
    RiskShare.objects.bulk_create(
        (
            RiskShare(day=day, kind=kind, key=key, division=place, a=n[0], b=n[1], c=n[2], d=n[3])
            for (kind, key, place), n in counts.items()
        ),
        batch_size=2000,
        update_fields=["a", "b", "c", "d"],
        **names,
    )


def effect(system: System, engine: Engine | None = None) -> dict[str, int]:
    """How many subjects a proposed system would put in each class, reckoned over the lake; nothing is written."""
    engine = engine or Engine()
    facts = risk_facts.everything(engine, system)
    found = engine.arrow(risk_lake.graded(facts, system).group_by("grade").agg(n=lambda t: t.count()))
    counts = dict(zip(found.column("grade").to_pylist(), found.column("n").to_pylist(), strict=True))
    return {grade: counts.get(grade, 0) for grade in GRADES}
