"""The facts a class is reckoned from: what every room offers of a subject, one at a time or all at once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hengjian.apps.credit.models import RiskSetAside
from hengjian.apps.credit.rules.risk_system import System, Value
from hengjian.lake import discover, store
from hengjian.lake.engine import Engine
from hengjian.lake.export import rows_of
from hengjian.lake.offer import Kind, SubjectFacts

BASE = "registry.risk"  # one row of it for each entity that is classed
OWN = ("subject", "division", "industry", "state")


def sources() -> list[SubjectFacts]:
    """What rooms offer, the register's first."""
    found = discover.subject_facts()
    return sorted(found, key=lambda one: (one.name != BASE, one.name))


def facts_now(subject: int, system: System) -> dict[str, Value] | None:
    """The facts of one subject as the database has them now; None if it is not (or no longer) on the register."""
    base, *others = sources()
    rows = rows_of(base, subject)
    if not rows:
        return None
    found = dict(rows[0])
    for one in others:
        there = rows_of(one, subject)
        found |= {
            column: value
            for column, value in (there[0] if there else _nought(one, system)).items()
            if found.get(column) is None
        }
    return {name: plain(value) for name, value in found.items() if name not in ("subject", "division", "industry")}


def plain(value: Any) -> Value:
    """A value as rules take it: numbers as decimals, flags as nought or one."""
    if value is None or isinstance(value, str | Decimal):
        return value
    return Decimal(int(value))


def written(values: dict[str, Value]) -> dict[str, str]:
    """Facts as they are kept with the class: what is known, numbers without needless digits."""
    return {
        name: value if isinstance(value, str) else format(value.normalize(), "f")
        for name, value in values.items()
        if value is not None and name not in OWN[:3]
    }


def _nought(one: SubjectFacts, system: System) -> dict[str, Any]:
    """What no row means: nought of everything, the word for none, or nothing known."""
    if not one.zero:
        return {}
    words = {i.id: i.nought or None for i in system.indicators}
    return {c.name: words.get(c.name) if c.kind is Kind.TEXT else 0 for c in one.columns if c.name not in OWN}


def everything(engine: Engine, system: System) -> Any:
    """The facts of all subjects as one table of the lake: the same merging as `facts_now`."""
    base, *others = sources()
    table = engine.table(base.name)
    for one in others:
        if store.read(one.name) is None:
            continue
        names = [c.name for c in one.columns if c.name not in OWN]
        right = engine.table(one.name)
        right = right.select(subject_there=right.subject, **{f"{n}_there": right[n] for n in names})
        joined = table.left_join(right, table.subject == right.subject_there)
        nought = _nought(one, system)
        table = joined.select(
            *(joined[n] for n in table.columns if n not in names),
            **{n: _joined(joined, n, n in table.columns, nought.get(n)) for n in names},
        )
    return table


def _joined(joined: Any, name: str, had: bool, nought: Any) -> Any:
    """A value of the table before, else of the room's row, else nought where it has no row."""
    there = joined[f"{name}_there"]
    value = there if nought is None else joined.subject_there.isnull().ifelse(nought, there)
    return joined[name].coalesce(value) if had else value


def set_aside(subjects: Iterable[int] | None = None) -> dict[int, set[str]]:
    """Facts on which classes do not rest today, by subject; of all subjects without a choice."""
    today = timezone.localdate()
    rows = RiskSetAside.objects.filter(since__lte=today, until__gte=today)
    found: dict[int, set[str]] = {}
    for subject, indicator in (rows if subjects is None else rows.filter(subject_id__in=subjects)).values_list(
        "subject_id", "indicator"
    ):
        found.setdefault(subject, set()).add(indicator)
    return found
