"""Measuring the registered models: drift of what they see, and tests that can be done again here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hengjian.apps.datacentre.models import ModelMeasure
from hengjian.apps.datacentre.queries.register import Registered, registered
from hengjian.apps.datacentre.rules.drift import stability
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.lake import discover, linkage, store
from hengjian.lake.engine import Engine
from hengjian.lake.offer import Kind

WINDOW = timedelta(days=90)
RECORDS, SEED = 200, 7  # of the linkage's own test


def measure_models(on: date, names: Iterable[str] = (), *, tests: bool = True) -> list[ModelMeasure]:
    """Measure models, all of them without names, and keep the figures of the day."""
    found: list[ModelMeasure] = []
    engine = Engine()
    for model in [registered()[name] for name in names] or registered().values():
        drift = _drift(model, on, engine)
        found += [drift] if drift else []
        if tests and model.measure == "linkage":
            found += _linkage(model, on)
    with acting_as(CLOCKWORK):
        ModelMeasure.objects.bulk_create(
            found, update_conflicts=True, unique_fields=["model", "what", "on"], update_fields=["value", "rows", "told"]
        )
    return found


def _drift(model: Registered, on: date, engine: Engine) -> ModelMeasure | None:
    """The last ninety days against the ninety before."""
    if model.drift is None or store.read(model.drift["dataset"]) is None:
        return None
    since = on - WINDOW
    now, before = (_shares(model.drift, day, day + WINDOW, engine) for day in (since, since - WINDOW))
    value = stability(before, now)
    if value is None:
        return None
    told = {"since": since.isoformat(), "until": on.isoformat(), "before": before, "now": now}
    return ModelMeasure(model=model.id, what="psi", on=on, value=value, rows=sum(now.values()), told=told)


def _shares(drift: dict[str, str], since: date, until: date, engine: Engine) -> dict[str, int]:
    table: Any = engine.table(drift["dataset"])
    at, column = table[drift["at"]], table[drift["column"]]
    lo, hi = _bounds(drift, since), _bounds(drift, until)
    rows = table.filter((at >= lo) & (at < hi) & column.notnull())
    counted = engine.arrow(rows.group_by(seen=column.cast("string")).agg(n=lambda t: t.count())).to_pylist()
    return {row["seen"]: int(row["n"]) for row in counted}


def _bounds(drift: dict[str, str], day: date) -> date | datetime:
    kinds = {c.name: c.kind for c in discover.datasets()[drift["dataset"]].columns}
    return day if kinds[drift["at"]] is Kind.DATE else datetime.combine(day, time())


def _linkage(model: Registered, on: date) -> list[ModelMeasure]:
    judged = linkage.judge(RECORDS, SEED)
    rows, told = int(judged["records"]), {"register": judged["register"], "seed": SEED, "generated": True}
    return [
        ModelMeasure(model=model.id, what=what, on=on, value=Decimal(str(judged[what])), rows=rows, told=told)
        for what in ("precision", "recall")
    ]
