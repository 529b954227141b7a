"""What classing everybody costs beside reading the facts once, and beside the same scorecard in pandas and on Spark."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hengjian.apps.credit.queries.risk_system import packaged
from hengjian.apps.credit.rules import risk_lake
from hengjian.apps.credit.rules.risk import assess
from hengjian.apps.credit.rules.risk_system import GRADES, Indicator, System
from hengjian.kernel.bench import Result, Say, median
from hengjian.lake.engine import DUCKDB, SPARK, Engine, NoEngine
from hengjian.lake.export import ROWS, writer

RUNS = 5
BLOCK = 1_000_000
PANDAS_MOST = 2_000_000  # more does not fit beside the rest; the time is scaled by rows
SPARK_MOST = 1_000_000
SAMPLE = 2_000
CLEAN = 0.88  # of the values of an indicator so many lie in its best band


def risk(scale: int | None, say: Say) -> Result:
    """Class `scale` made-up entities by every indicator of the packaged system."""
    count, system = scale or 1_000_000, packaged()
    with tempfile.TemporaryDirectory(prefix="hengjian-bench-") as folder:
        file = Path(folder) / "facts.parquet"
        say(f"{count} rows of facts …\n")
        make(file, count, system)
        engine = Engine(DUCKDB)
        facts = engine.files([file])
        graded = risk_lake.graded(facts, system)
        summed = graded.aggregate([graded.score.sum().name("score"), (graded.grade == "D").sum().name("d")])
        read = facts.aggregate([touched(facts[i.id], i).name(i.id) for i in system.indicators])
        say("scan, score, score and write …\n")
        times = _times(
            {
                "scan": lambda: engine.arrow(read),
                "score": lambda: engine.arrow(summed),
                "written": lambda: engine.write(graded, Path(folder) / "grades.parquet"),
            }
        )
        say("pandas …\n")
        share = min(count, PANDAS_MOST)
        table = pq.read_table(file).slice(0, share)
        began = perf_counter()
        by_pandas = scorecard(table.to_pandas(), system)
        pandas_seconds = (perf_counter() - began) * count / share
        quality = {
            "indicators": len(system.indicators),
            "pandas_rows": share,
            "equal_to_pandas": _same(engine, graded.filter(graded.subject < share), by_pandas),
            "equal_to_the_rule": _by_the_rule(table.slice(0, SAMPLE), system, by_pandas),
            **_spark(file, Path(folder), engine, graded, count, system, say),
        }
    ratios = {
        "score/scan": times["score"] / times["scan"],
        "written/scan": times["written"] / times["scan"],
        "pandas/score": pandas_seconds / times["score"],
    }
    yardsticks = {
        "duckdb_scan_of_the_same_columns": times["scan"],
        "written": times["written"],
        "pandas": pandas_seconds,
    }
    return Result("risk", count, times["score"], yardsticks, ratios, quality)


def _times(work: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Median seconds of each, measured in turns so that a busy moment hits all alike."""
    found: dict[str, list[float]] = {name: [] for name in work}
    for _run in range(RUNS + 1):
        for name, one in work.items():
            began = perf_counter()
            one()
            found[name].append(perf_counter() - began)
    return {name: median(times[1:]) for name, times in found.items()}  # the first reads the file into memory


def touched(column: Any, one: Indicator) -> Any:
    """The cheapest aggregate that must look at every value."""
    return column.max() if one.words else column.sum()


def make(file: Path, count: int, system: System) -> None:
    """Facts as the lake keeps them: most of most entities are clean, some are unknown."""
    dice = np.random.default_rng(1)
    out: pq.ParquetWriter | None = None
    for start in range(0, count, BLOCK):
        rows = min(BLOCK, count - start)
        columns: dict[str, pa.Array] = {"subject": pa.array(np.arange(start, start + rows))}
        columns |= {one.id: _values(dice, one, rows) for one in system.indicators}
        columns["state"] = pa.array(
            dice.choice(["registered", "dormant", "licence_revoked"], rows, p=[0.97, 0.02, 0.01])
        )
        table = pa.table(columns)
        out = out or writer(file, table.schema)
        out.write_table(table, row_group_size=ROWS)
    if out:
        out.close()


def _values(dice: Any, one: Indicator, rows: int) -> pa.Array:
    unknown = dice.random(rows) < 0.02
    if one.words:
        words = list(one.words)
        shares = [CLEAN, *[(1 - CLEAN) / (len(words) - 1)] * (len(words) - 1)]
        return pa.array(dice.choice(words, rows, p=shares), mask=unknown)
    top = max((bound for bound, _score in one.bands if bound is not None), default=1)
    spread = dice.random(rows) * float(top) * 1.5
    whole = all(bound is None or bound == int(bound) for bound, _score in one.bands)
    values = np.where(dice.random(rows) < CLEAN, 0 if one.bands[0][1] == 0 else float(top) * 1.2, spread)
    if whole and one.id != "B01":
        return pa.array(values.astype("int64"), mask=unknown)
    return pa.array(values, mask=unknown).cast(pa.decimal128(18, 4), safe=False)


def scorecard(facts: pd.DataFrame, system: System) -> pd.DataFrame:
    """The same formula as a skilled hand writes it in pandas: whole columns, by bins and maps."""
    score = np.zeros(len(facts), dtype="int64")
    for one in system.indicators:
        column = facts[one.id]
        if one.words:
            band = column.map(dict(one.words)).fillna(0).to_numpy()
        else:
            numbers = pd.to_numeric(column).to_numpy(dtype="float64", na_value=np.nan)
            bounds = [float(bound) for bound, _score in one.bands if bound is not None]
            scores = np.array([s for _bound, s in one.bands] + [0])
            at = np.searchsorted(bounds, numbers, side="right")
            band = scores[np.where(np.isnan(numbers), len(scores) - 1, at)]
        score += band.astype("int64") * one.weight
    rank = np.searchsorted([b.least for b in system.bounds], score, side="right") - 1
    for floor in system.floors:
        column = facts[floor.indicator]
        if isinstance(floor.value, tuple):
            holds = column.isin(list(floor.value)).to_numpy()
        else:
            holds = (pd.to_numeric(column) >= float(floor.value)).fillna(False).to_numpy(dtype=bool)
        rank = np.where(holds, np.maximum(rank, GRADES.index(floor.grade)), rank)
    return pd.DataFrame({"subject": facts["subject"], "score": score, "grade": np.array(list(GRADES))[rank]})


def _same(engine: Engine, graded: Any, other: pd.DataFrame) -> bool:
    mine = engine.arrow(graded.select("subject", "score", "grade").order_by("subject")).to_pandas()
    return bool((mine["score"].to_numpy() == other["score"].to_numpy()).all()
                and (mine["grade"].to_numpy() == other["grade"].to_numpy()).all())  # fmt: skip


def _by_the_rule(table: pa.Table, system: System, other: pd.DataFrame) -> bool:
    """Whether the rule for one entity says the same of some thousand of them."""
    found = [assess(row, system) for row in table.to_pylist()]
    return [(a.score, a.grade) for a in found] == list(
        other.head(len(found))[["score", "grade"]].itertuples(index=False, name=None)
    )


def _spark(
    file: Path, folder: Path, engine: Engine, graded: Any, count: int, system: System, say: Say
) -> dict[str, Any]:
    """The same expression on Spark, over at most a million rows; what is not there is said."""
    try:
        spark = Engine(SPARK)
    except (NoEngine, RuntimeError) as error:
        return {"equal_to_spark": f"not run: {error}"}
    rows = min(count, SPARK_MOST)
    say(f"Spark, {rows} rows …\n")
    few, theirs = folder / "few.parquet", folder / "by-spark"
    pq.write_table(pq.read_table(file).slice(0, rows), few)
    began = perf_counter()
    spark.write(risk_lake.graded(spark.files([few]), system), theirs)
    seconds = perf_counter() - began
    other = pq.read_table(theirs).sort_by("subject").to_pandas()
    return {"equal_to_spark": _same(engine, graded.filter(graded.subject < rows), other), "spark_rows": rows,
            "spark_seconds_with_write": round(seconds, 3)}  # fmt: skip
