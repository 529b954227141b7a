"""The selection of `rules.selection` in SQL, for rosters of millions: DuckDB, PostgreSQL and Spark give the same rows.

The roster is a table with the columns `stratum` (text), `leaf` (32 bytes) and `handle` (its first 16 bytes). Counting
comes first; then only rows below a cut-off that chance hardly ever exceeds are kept and ranked, because a ranking of all
rows costs several times as much as the hashing. Where a cut-off was too low it is doubled: it cannot change the result.
"""

from collections.abc import Callable, Sequence
from math import isqrt
from typing import Any

from .rules.selection import Drawn, Stratum, floor_count, ticket

Rows = Sequence[tuple[Any, ...]]
Run = Callable[[str], Rows]

# The ticket of a row, in lower-case hexadecimal, as each engine spells it; {seed} is hexadecimal too.
TICKET = {
    "duckdb": "sha256(unhex('{seed}') || handle)",
    "postgresql": "encode(sha256('\\x{seed}'::bytea || handle), 'hex') COLLATE \"C\"",
    "spark": "sha2(concat(unhex('{seed}'), handle), 256)",
}


def reach(count: int) -> int:
    """How many tickets may lie below the cut-off that is meant to leave `count`: six standard deviations more."""
    return count + 6 * isqrt(count) + 16


def cutoff(count: int, size: int, times: int = 1) -> str:
    """A ticket below which about `reach(count)` of `size` lie."""
    share = min(2**256 - 1, 2**256 * reach(count) * times // max(size, 1))
    return f"{share:064x}"


def select(
    run: Run, dialect: str, seed: bytes, strata: Sequence[Stratum], floor_ppm: int = 0, table: str = "roster"
) -> Drawn:
    """The draw by the engine behind `run`, which answers a query with its rows."""
    population = sum(s.size for s in strata if s.by_chance)
    lucky = floor_count(population, floor_ppm)
    times = 1
    while True:
        found = run(_query(dialect, seed.hex(), strata, table, lucky, population, times))
        drawn = _drawn(found, seed, strata, lucky)
        if drawn is not None:
            return drawn
        times *= 2


def _query(
    dialect: str, seed: str, strata: Sequence[Stratum], table: str, lucky: int, population: int, times: int
) -> str:
    chance = cutoff(lucky, population, times) if lucky else ""
    bounds = {
        s.name: max(cutoff(s.quota, s.size, times) if s.quota else "", chance if s.by_chance else "") for s in strata
    }
    cases = " ".join(f"WHEN '{name}' THEN '{bound}'" for name, bound in bounds.items())
    # The first comparison is with a constant: it is cheap and leaves few rows for the second.
    return f"""
        SELECT stratum, leaf FROM
          (SELECT stratum, leaf, {TICKET[dialect].format(seed=seed)} AS ticket FROM {table}) AS lots
        WHERE ticket <= '{max(bounds.values(), default="")}' AND ticket <= CASE stratum {cases} ELSE '' END
        ORDER BY ticket, leaf"""


def _drawn(found: Rows, seed: bytes, strata: Sequence[Stratum], lucky: int) -> Drawn | None:
    """The outcome from the candidates in their order, or None where the cut-off left too few of them."""
    open_ = {s.name for s in strata if s.by_chance}
    groups: dict[str, list[bytes]] = {s.name: [] for s in strata}
    left, last = lucky, b""
    by_chance = dict.fromkeys(groups, 0)
    for stratum, leaf in found:
        groups[stratum].append(leaf)
        if left and stratum in open_:
            left, last = left - 1, leaf
            by_chance[stratum] += 1
    counts = {s.name: max(s.quota, by_chance[s.name]) for s in strata}
    if left or any(len(groups[name]) < count for name, count in counts.items()):
        return None
    drawn = {name: [bytes(leaf) for leaf in groups[name][:count]] for name, count in counts.items()}
    cutoffs = {name: ticket(seed, leaves[-1]) if leaves else b"" for name, leaves in drawn.items()}
    return Drawn(drawn, cutoffs, ticket(seed, bytes(last)) if last else b"")
