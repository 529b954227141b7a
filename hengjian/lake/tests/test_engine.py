"""One expression, two engines, equal answers; an engine that is not there says so."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import LazySettings

from hengjian.lake.engine import DUCKDB, SPARK, Engine, NoEngine
from hengjian.lake.export import writer
from hengjian.lake.tests.engines import engine_named

ROWS = pa.table(
    {
        "n": pa.array([1, 2, None, 4], pa.int64()),
        "amount": pa.array([Decimal("1.5000"), None, Decimal("-3.2500"), Decimal("0.0001")], pa.decimal128(18, 4)),
        "word": pa.array(["甲", "〔乙〕", None, ""]),
    }
)


def files(folder: Path) -> list[Path]:
    found = []
    for n in range(2):
        found.append(folder / f"place={n}" / "a.parquet")
        found[-1].parent.mkdir()
        out = writer(found[-1], ROWS.schema)
        out.write_table(ROWS)
        out.close()
    return found


@pytest.mark.parametrize("name", [DUCKDB, SPARK])
def test_several_files_are_one_table_without_the_names_of_their_folders(name: str, tmp_path: Path) -> None:
    base = engine_named(name)
    table = base.files(files(tmp_path))
    assert table.columns == ("n", "amount", "word")
    grouped: Any = table.group_by("word").agg(rows=table.count(), total=table.amount.sum())
    found = {r["word"]: (r["rows"], r["total"]) for r in base.arrow(grouped).to_pylist()}
    assert found == {
        "甲": (2, Decimal("3.0000")),
        "〔乙〕": (2, None),
        None: (2, Decimal("-6.5000")),
        "": (2, Decimal("0.0002")),
    }


@pytest.mark.parametrize("name", [DUCKDB, SPARK])
def test_an_answer_is_written_as_parquet(name: str, tmp_path: Path) -> None:
    base = engine_named(name)
    table = base.files(files(tmp_path)[:1])
    base.write(table.filter(table.n > 1).select("n"), tmp_path / "out.parquet")
    assert sorted(pq.read_table(tmp_path / "out.parquet").column("n").to_pylist()) == [2, 4]


def test_the_engine_is_chosen_by_a_setting(settings: LazySettings) -> None:
    assert Engine().name == DUCKDB
    settings.HENGJIAN_LAKE_ENGINE = "abacus"
    with pytest.raises(NoEngine, match="must be duckdb or spark"):
        Engine()
