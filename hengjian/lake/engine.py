"""Ibis over the lake: DuckDB in the process by default, Spark where `HENGJIAN_LAKE_ENGINE=spark` and the extra is there.

An expression is written once. What it may use is what both engines answer alike: integers and decimals, no floats, no
division without `nullif`, orders that say where empty values go (docs/adr/0017-lake-and-engines.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from hengjian.kernel.later import Later

from . import store

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa
else:
    ibis = Later("ibis")

DUCKDB, SPARK = "duckdb", "spark"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.driver.memory": "4g",
}


class NoEngine(RuntimeError):
    """The engine that is asked for is not installed."""


class Engine:
    """A connection and the tables of the lake on it."""

    def __init__(self, name: str = "") -> None:
        self.name = name or settings.HENGJIAN_LAKE_ENGINE
        self.base: Any = _connect(self.name)

    def table(self, name: str) -> Any:
        """A dataset of the lake."""
        return self.files(store.paths(name))

    def files(self, paths: Sequence[str | Path]) -> Any:
        """Parquet files of one shape as one table."""
        found = [str(path) for path in paths]
        if self.name == DUCKDB:
            return self.base.read_parquet(found, hive_partitioning=False)
        return self.base.read_parquet(found[0]) if len(found) == 1 else _union(self.base, found)

    def arrow(self, expression: Any) -> pa.Table:
        """The answer as an Arrow table."""
        return expression.to_pyarrow() if self.name == DUCKDB else self.base.to_pyarrow(expression)

    def write(self, expression: Any, path: Path) -> None:
        """The answer as Parquet: one file by DuckDB, a folder of them by Spark."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.base.to_parquet(expression, str(path))


def _union(base: Any, paths: list[str]) -> Any:
    return ibis.union(*(base.read_parquet(path) for path in paths))


def _connect(name: str) -> Any:
    if name == DUCKDB:
        return ibis.duckdb.connect()
    if name == SPARK:
        return _spark()
    raise NoEngine(f"HENGJIAN_LAKE_ENGINE is {name!r}; it must be {DUCKDB} or {SPARK}")


@cache
def _spark() -> Any:
    # One session a process: it takes seconds to start.
    if find_spec("pyspark") is None:
        raise NoEngine('Spark is not installed: pip install "hengjian[spark]", and Java 17')
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[*]").appName("hengjian")
    for key, value in SETTINGS.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)
