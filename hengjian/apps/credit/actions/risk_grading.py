"""Writing classes: of one subject after something was done about it, or of many after a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from hengjian.apps.credit.models import RiskChange, RiskGrade
from hengjian.apps.credit.queries import risk_facts
from hengjian.apps.credit.queries.risk_system import system_on
from hengjian.apps.credit.rules import risk as rules
from hengjian.apps.credit.rules.risk_system import System, Value
from hengjian.kernel.followers import after_acts
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.write import merge

TASK = "credit.reclassify"
after_acts(TASK)


@dataclass(frozen=True)
class Graded:
    """The outcome for one subject and the facts it rests on."""

    subject: int
    grade: str
    score: int
    coverage: int
    values: dict[str, Value]


def reclassify(subject: int, cause: str) -> RiskGrade | None:
    """Reckon one subject's class from its facts as they are now, nobody else's; None if it is not on the register."""
    with acting_as(CLOCKWORK):
        at, system = timezone.now(), system_on()
        values = risk_facts.facts_now(subject, system)
        if values is None:
            return None
        for name in risk_facts.set_aside([subject]).get(subject, ()):
            values.pop(name, None)
        found = rules.assess(values, system)
        keep([Graded(subject, found.grade, found.score, found.coverage, values)], system, cause, at)
        return RiskGrade.objects.get(pk=subject)


def keep(rows: Sequence[Graded], system: System, cause: str, at: datetime) -> int:
    """Write classes that differ from those kept, and what changed by them; gives how many differ."""
    known = RiskGrade.objects.select_for_update().in_bulk([row.subject for row in rows])
    differing = [row for row in rows if _differs(row, known.get(row.subject), system)]
    RiskChange.objects.bulk_create(
        change for row in differing if (change := _change(row, known.get(row.subject), system, cause, at))
    )
    merge(RiskGrade._meta.db_table, "subject_id", [_row(row, system, at) for row in differing])
    return len(differing)


def _row(row: Graded, system: System, at: datetime) -> dict[str, Any]:
    kept = {"subject_id": row.subject, "grade": row.grade, "score": row.score, "version": system.version}
    return kept | {"graded_at": at.isoformat(), "coverage": row.coverage, "inputs": risk_facts.written(row.values)}


def _differs(row: Graded, was: RiskGrade | None, system: System) -> bool:
    if was is None:
        return True
    kept = (was.grade, was.score, was.coverage, was.version)
    return kept != (row.grade, row.score, row.coverage, system.version)


def _change(row: Graded, was: RiskGrade | None, system: System, cause: str, at: datetime) -> RiskChange | None:
    """The line of the history, where the class is another one or the score has jumped; a first class is no change."""
    if was is None:
        return None
    warning = rules.warns(was.grade, was.score, row.grade, row.score, system.jump)
    if was.grade == row.grade and not warning:
        return None
    why = rules.changes(was.inputs, risk_facts.written(row.values), system)
    return RiskChange(
        subject_id=row.subject,
        at=at,
        was=was.grade,
        grade=row.grade,
        was_score=was.score,
        score=row.score,
        version=system.version,
        cause=cause[:40],
        why=[[c.id, c.before, c.after, c.points] for c in why],
        warning=warning,
    )
