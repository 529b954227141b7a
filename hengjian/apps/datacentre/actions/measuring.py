"""Measuring: quality of every resource by its checks, kept as history. Done by the worker; a second run of a day replaces."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from hengjian.apps.datacentre.models import QualityScore
from hengjian.apps.datacentre.queries.bases import element_of
from hengjian.apps.datacentre.rules.quality import Checked, Scored, scores
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.lake import discover, quality, store
from hengjian.lake.engine import Engine
from hengjian.lake.offer import Dataset


def checked(one: Dataset, engine: Engine) -> list[Checked]:
    """The lake's checks of a dataset, and the formats of the data elements that its columns are."""
    found = [Checked(c.kind, c.of, c.rows, c.broken) for c in quality.check(one, engine)]
    return [*found, *_formats(one, engine)] if store.read(one.name) else found


def _formats(one: Dataset, engine: Engine) -> Iterator[Checked]:
    known = [(c.name, e) for c in one.columns if (e := element_of(one.name, c.name)) and e.pattern]
    if not known:
        return
    table = engine.table(one.name)
    sums: list[Any] = []
    for name, element in known:
        column = table[name].cast("string")
        sums.append(column.notnull().sum().name(f"{name} rows"))
        sums.append((column.notnull() & ~column.re_search(element.pattern)).sum().name(f"{name} broken"))
    counted = engine.arrow(table.aggregate(sums)).to_pylist()[0]
    for name, element in known:
        of = f"{name}: {element.element}"
        yield Checked("format", of, int(counted[f"{name} rows"] or 0), int(counted[f"{name} broken"] or 0))


def measure(on: date, names: Iterable[str] = ()) -> dict[str, list[Scored]]:
    """Check datasets, all of them without names, and keep the scores of the day."""
    engine, known = Engine(), discover.datasets()
    found = {name: scores(checked(known[name], engine)) for name in names or known}
    rows = [
        QualityScore(
            resource=name, on=on, dimension=s.dimension, checks=s.checks, rows=s.rows, broken=s.broken, score=s.score,
            worst=s.worst[:200],
        )
        for name, scored in found.items() for s in scored
    ]  # fmt: skip
    with acting_as(CLOCKWORK):
        keep_scores(rows)
    return found


def keep_scores(rows: list[QualityScore]) -> None:
    """Write scores; those of the same resource, day and dimension are replaced."""
    QualityScore.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["resource", "on", "dimension"],
        update_fields=["checks", "rows", "broken", "score", "worst"],
    )
