"""SQL draws what plain Python draws, whatever the engine."""

import hashlib
from collections.abc import Iterator

import duckdb
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from hengjian.apps.inspection import engine
from hengjian.apps.inspection.rules.selection import Drawn, Stratum, quotas, select
from hengjian.lake.tests.engines import engine_named

SEED = hashlib.sha256("种子〔2026〕".encode()).digest()


def _leaves(count: int) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {"1": [], "2": [], "x": []}
    for n in range(count):
        found["12x"[n % 3]].append(hashlib.sha256(f"样{n}Ａ".encode()).digest())
    return found


def _strata(leaves: dict[str, list[bytes]], total: int) -> list[Stratum]:
    sizes, weights = [len(leaves[n]) for n in leaves], [1, 3, 0]
    shares = quotas(total, sizes, weights)
    return [Stratum(n, s, w, q, w > 0) for n, s, w, q in zip(leaves, sizes, weights, shares, strict=True)]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 400), st.integers(0, 200), st.sampled_from([0, 10_000, 300_000]))
def test_duckdb_draws_the_same(count: int, total: int, floor: int) -> None:
    leaves = _leaves(count)
    strata = _strata(leaves, total)
    base = duckdb.connect()
    base.execute("CREATE TABLE roster (stratum VARCHAR, leaf BLOB, handle BLOB)")
    rows = [(name, leaf, leaf[:16]) for name, some in leaves.items() for leaf in some]
    if rows:
        base.executemany("INSERT INTO roster VALUES (?, ?, ?)", rows)
    drawn = engine.select(lambda q: base.execute(q).fetchall(), "duckdb", SEED, strata, floor)
    assert drawn == select(SEED, strata, leaves, floor)


@pytest.fixture
def roster(db: None) -> Iterator[dict[str, list[bytes]]]:
    leaves = _leaves(3000)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE roster (stratum text, leaf bytea, handle bytea)")
        rows = [(name, leaf, leaf[:16]) for name, some in leaves.items() for leaf in some]
        cursor.executemany("INSERT INTO roster VALUES (%s, %s, %s)", rows)
    yield leaves
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE roster")


def test_postgresql_draws_the_same(roster: dict[str, list[bytes]]) -> None:
    def run(query: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    strata = _strata(roster, 150)
    assert engine.select(run, "postgresql", SEED, strata, 10_000) == select(SEED, strata, roster, 10_000)


def test_spark_draws_the_same() -> None:
    leaves = _leaves(600)
    session = engine_named("spark").base._session
    rows = [(name, bytearray(leaf), bytearray(leaf[:16])) for name, some in leaves.items() for leaf in some]
    shape = "stratum string, leaf binary, handle binary"
    session.createDataFrame(rows, schema=shape).createOrReplaceTempView("roster")

    def run(query: str) -> list[tuple[object, ...]]:
        return [(row[0], bytes(row[1])) for row in session.sql(query).collect()]

    strata = _strata(leaves, 150)
    assert engine.select(run, "spark", SEED, strata, 10_000) == select(SEED, strata, leaves, 10_000)


def test_a_cutoff_that_was_too_low_is_raised_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    leaves = _leaves(300)
    strata = _strata(leaves, 60)
    asked: list[str] = []

    def run(query: str) -> list[tuple[object, ...]]:
        asked.append(query)
        rows = [(n, leaf, leaf[:16]) for n, some in leaves.items() for leaf in some]
        base = duckdb.connect()
        base.execute("CREATE TABLE roster (stratum VARCHAR, leaf BLOB, handle BLOB)")
        base.executemany("INSERT INTO roster VALUES (?, ?, ?)", rows)
        return base.execute(query).fetchall()

    monkeypatch.setattr(engine, "reach", lambda count: max(1, count // 4))
    drawn: Drawn = engine.select(run, "duckdb", SEED, strata, 10_000)
    assert len(asked) > 1
    assert drawn == select(SEED, strata, leaves, 10_000)
