"""What a draw costs beside hashing its column once."""

import secrets
from time import perf_counter

import duckdb

from hengjian.kernel.bench import Measure, Result, Say, median

from . import engine
from .rules.selection import Stratum, quotas, select

WEIGHTS = {"1": 1, "2": 2, "3": 4, "4": 8}
SHARES = (34, 83, 97, 100)  # of a hundred rows so many have the stratum's number or a lower one
RUNS = 5


def draw(scale: int | None, say: Say) -> Result:
    """Select five in a hundred of `scale` rows in four strata with a floor of pure chance."""
    count = scale or 1_000_000
    base = duckdb.connect()
    say(f"{count} rows under commitment …\n")
    began = perf_counter()
    _roster(base, count)
    committing = perf_counter() - began
    sizes = dict(base.execute("SELECT stratum, count(*) FROM roster GROUP BY 1").fetchall())
    shares = quotas(count // 20, [sizes[n] for n in WEIGHTS], list(WEIGHTS.values()))
    strata = [Stratum(n, sizes[n], w, q) for (n, w), q in zip(WEIGHTS.items(), shares, strict=True)]
    times: dict[str, list[float]] = {"draw": [], "hash": []}
    for _run in range(RUNS):
        seed = secrets.token_bytes(32)
        began = perf_counter()
        drawn = engine.select(lambda q: base.execute(q).fetchall(), "duckdb", seed, strata, 10_000)
        times["draw"].append(perf_counter() - began)
        began = perf_counter()
        base.execute("SELECT max(sha256(handle)) FROM roster").fetchall()
        times["hash"].append(perf_counter() - began)
    quality = {
        "drawn": len(drawn),
        "commitments_seconds": round(committing, 3),
        "equal_to_python": _equal(base, strata),
    }
    ours, yard = median(times["draw"]), median(times["hash"])
    return Result("draw", count, ours, {"duckdb_sha256_once": yard}, {"draw/duckdb_sha256_once": ours / yard}, quality)


def _roster(base: duckdb.DuckDBPyConnection, count: int) -> None:
    """Rows with salts and leaves, made as `rules.roster.Row` makes them."""
    a, b, c, _all = SHARES
    base.execute(f"""
        CREATE TABLE roster AS SELECT stratum, leaf, leaf[1:16] AS handle FROM
         (SELECT stratum, unhex(sha256('\\x00'::BLOB || encode('hengjian-row-v1\n411600-2026-31\n' || id || '\n' || stratum
             || '\n411602\n' || sha256('salt' || id) || '\n'))) AS leaf FROM
           (SELECT '92411602MD' || lpad(i::VARCHAR, 8, '0') AS id,
                   CASE WHEN i % 100 < {a} THEN '1' WHEN i % 100 < {b} THEN '2' WHEN i % 100 < {c} THEN '3' ELSE '4' END AS stratum
            FROM range({count}) AS t(i)))""")


def _equal(base: duckdb.DuckDBPyConnection, strata: list[Stratum]) -> bool:
    """Whether plain Python draws the same from every thousandth of the roster, at most ten thousand rows."""
    base.execute(
        "CREATE TABLE few AS SELECT * FROM roster WHERE rowid % greatest(1, (SELECT count(*) FROM roster) // 10000) = 0"
    )
    leaves = {
        s.name: [r[0] for r in base.execute("SELECT leaf FROM few WHERE stratum = ?", [s.name]).fetchall()]
        for s in strata
    }
    small = [Stratum(s.name, len(leaves[s.name]), s.weight, len(leaves[s.name]) // 10) for s in strata]
    seed = secrets.token_bytes(32)
    mine = engine.select(lambda q: base.execute(q).fetchall(), "duckdb", seed, small, 10_000, "few")
    return mine == select(seed, small, leaves, 10_000)


measures: dict[str, Measure] = {"draw": draw}
