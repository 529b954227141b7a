"""Is the draw as random as it says? Inclusion, pairs, position and who can never be drawn, over many made-up seeds.

The negative control takes every k-th entity from one random offset: each entity looks equally likely, yet only k outcomes
exist, neighbours in the register share their fate, and a page offset that drifts by one leaves most of them out for ever.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from math import erfc, sqrt
from typing import Any

from .selection import Stratum, select

PAGE = 5_000  # rows a page of the faulty program
REGISTERS = (10_000, 100_000, 527_264)  # the last is Zhoukou's
STEP = 20  # five in a hundred
Sampler = Callable[[int], Sequence[int]]  # number of the run → positions drawn


@dataclass(frozen=True)
class Report:
    """What many runs of one method showed."""

    method: str
    size: int
    drawn: int
    runs: int
    inclusion_chi2: float
    inclusion_df: int
    inclusion_p: float
    pair_ratio: (
        float  # the pairs' chi-square by its degrees of freedom: 1 where pairs are independent of the register's order
    )
    front_z: float  # the front half of the register against the back half, in standard deviations
    outcomes: int  # different draws among the runs
    never_share: float  # rows that were in no run


def p_value(chi2: float, df: int) -> float:
    """Upper tail of the chi-square distribution (Wilson and Hilferty)."""
    if df <= 0:
        return 1.0
    spread = 2 / (9 * df)
    return 0.5 * erfc(((chi2 / df) ** (1 / 3) - (1 - spread)) / sqrt(spread) / sqrt(2))


def ours(size: int, count: int) -> Sampler:
    """One stratum of the draw of docs/draw.md, a new seed each run."""
    leaves = [hashlib.sha256(f"leaf {n}".encode()).digest() for n in range(size)]
    place = {leaf: n for n, leaf in enumerate(leaves)}
    strata = [Stratum("1", size, 1, count)]

    def sample(run: int) -> list[int]:
        seed = hashlib.sha256(f"seed {run}".encode()).digest()
        return [place[leaf] for leaf in select(seed, strata, {"1": leaves}).strata["1"]]

    return sample


def every_kth(size: int, count: int) -> Sampler:
    """The negative control: one offset, then every k-th in the order of the register."""
    step = size // count

    def sample(run: int) -> list[int]:
        offset = int.from_bytes(hashlib.sha256(f"offset {run}".encode()).digest()[:8], "big") % step
        return [offset + step * n for n in range(count)]

    return sample


def drawable_with_drift(size: int, step: int, page: int = PAGE) -> float:
    """Share of a register that paged sampling can ever reach when its offset slips by one at every page.

    All offsets drift together: from the page on at which they have met, they draw the same rows every time.
    """
    reached = bytearray(size)
    for start in range(step):
        at, slips = start, 0
        while at < size:
            reached[at] = 1
            ahead = at + step
            if ahead // page != at // page and start - slips > 0:
                ahead, slips = ahead - 1, slips + 1
            at = ahead
    return sum(reached) / size


def report(method: str, sampler: Sampler, size: int, runs: int) -> Report:
    """Count over the runs and compare with what independent draws of the same size would give."""
    seen, pairs = Counter[int](), Counter[tuple[int, int]]()
    outcomes: set[tuple[int, ...]] = set()
    front = count = 0
    for run in range(runs):
        drawn = sorted(sampler(run))
        count = len(drawn)
        seen.update(drawn)
        pairs.update(combinations(drawn, 2))
        outcomes.add(tuple(drawn))
        front += sum(n < size // 2 for n in drawn)
    share = count / size
    chi2 = sum((seen[n] - runs * share) ** 2 for n in range(size)) / (runs * share * (1 - share)) * (size - 1) / size
    every = size * (size - 1) / 2
    both = count * (count - 1) / (size * (size - 1))
    missing = (every - len(pairs)) * (runs * both) ** 2
    off = sum((n - runs * both) ** 2 for n in pairs.values()) + missing
    half = size // 2 / size
    spread = sqrt(runs * count * half * (1 - half) * (size - count) / (size - 1))
    return Report(
        method, size, count, runs, chi2, size - 1, p_value(chi2, size - 1), off / (runs * both * (1 - both)) / every,
        (front - runs * count * half) / spread, len(outcomes), sum(not seen[n] for n in range(size)) / size,
    )  # fmt: skip


def compare(size: int = 200, count: int = 10, runs: int = 2000) -> list[Report]:
    """Our draw and the negative control, side by side."""
    return [
        report("hengjian", ours(size, count), size, runs),
        report("every_kth", every_kth(size, count), size, runs),
    ]


def told(size: int = 200, count: int = 10, runs: int = 2000) -> dict[str, Any]:
    """The whole report as plain data, the same for everybody: what `draw stats --json` prints and benchmarks/draw keeps.

    Numbers are rounded to what a reader compares, so that another machine's last digit makes no difference.
    """
    methods = [
        {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(one).items()}
        for one in compare(size, count, runs)
    ]
    drift = [
        {"register": n, "step": STEP, "page": PAGE, "never_drawable": round(1 - drawable_with_drift(n, STEP), 4)}
        for n in REGISTERS
    ]
    return {
        "seeds": "seed N, offset N, leaf N for N from 0, by SHA-256",
        "methods": methods,
        "every_kth_with_drift": drift,
    }
