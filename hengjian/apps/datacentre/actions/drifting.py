"""Measuring the registered models: drift of what they see, and tests that can be done again here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hengjian.apps.datacentre.models import ModelMeasure
from hengjian.apps.datacentre.queries.register import Registered, registered
from hengjian.apps.datacentre.rules.drift import PLACES, stability
from hengjian.kernel.later import Later
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.lake import discover, store
from hengjian.lake.engine import Engine
from hengjian.lake.offer import Kind

if TYPE_CHECKING:
    from hengjian.lake import linkage
else:
    linkage = Later("hengjian.lake.linkage")

WINDOW = timedelta(days=90)
RECORDS, SEED = 200, 7  # of the linkage's own test
SCORES, SCORE_DRIFT = "scores", "score_psi"


def measure_models(on: date, names: Iterable[str] = (), *, tests: bool = True) -> list[ModelMeasure]:
    """Measure models, all of them without names, and keep the figures of the day."""
    found: list[ModelMeasure] = []
    engine = Engine()
    for model in [registered()[name] for name in names] or registered().values():
        drift = _drift(model, on, engine)
        found += [drift] if drift else []
        found += _scores(model, on, engine)
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


def _scores(model: Registered, on: date, engine: Engine) -> list[ModelMeasure]:
    """The scores as they are now, by band, and how far they have moved since an earlier measurement."""
    kept = store.read(model.scores["dataset"]) if model.scores else None
    if (
        model.scores is None
        or kept is None
        or model.scores["column"] not in engine.table(model.scores["dataset"]).columns
    ):
        return []  # not exported yet, or exported before the score was among the columns
    now, rows, mean = _banded(model.scores, engine)
    if not rows:
        return []
    measures = [ModelMeasure(model=model.id, what=SCORES, on=on, value=mean, rows=rows, told={"now": now})]
    then = _scores_before(model.id, on)
    if then is not None and (value := stability(then.told["now"], now)) is not None:
        told = {"since": then.on.isoformat(), "until": on.isoformat(), "before": then.told["now"], "now": now}
        measures.append(ModelMeasure(model=model.id, what=SCORE_DRIFT, on=on, value=value, rows=rows, told=told))
    return measures


def _banded(scores: dict[str, str], engine: Engine) -> tuple[dict[str, int], int, Decimal]:
    """Scores by the lower end of their band, how many there are, and their mean."""
    table, width = engine.table(scores["dataset"]), int(scores["band"])
    column = table[scores["column"]]
    bands = table.filter(column.notnull()).group_by(band=(column / width).floor().cast("int64"))
    counted = engine.arrow(bands.agg(n=lambda t: t.count(), total=lambda t: t[scores["column"]].sum())).to_pylist()
    rows, total = (
        sum(int(row["n"]) for row in counted),
        sum((Decimal(str(row["total"])) for row in counted), Decimal(0)),
    )
    now = {str(int(row["band"]) * width): int(row["n"]) for row in sorted(counted, key=lambda row: int(row["band"]))}
    return now, rows, (total / (rows or 1)).quantize(PLACES)


def _scores_before(model: str, on: date) -> ModelMeasure | None:
    """The newest kept at least ninety days ago; the oldest of all where none is so old."""
    with acting_as(CLOCKWORK):
        kept = ModelMeasure.objects.filter(model=model, what=SCORES, on__lt=on).order_by("-on")
        return kept.filter(on__lte=on - WINDOW).first() or kept.last()


def _linkage(model: Registered, on: date) -> list[ModelMeasure]:
    judged = linkage.judge(RECORDS, SEED)
    rows, told = int(judged["records"]), {"register": judged["register"], "seed": SEED, "generated": True}
    return [
        ModelMeasure(model=model.id, what=what, on=on, value=Decimal(str(judged[what])), rows=rows, told=told)
        for what in ("precision", "recall")
    ]
