"""The public test set of name pairs (`benchmarks/names`): verdict and kind against what is expected, by kind."""

import csv
import os
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

from rapidfuzz import fuzz

from hengjian.apps.registry.naming.comparing import Effect, judge
from hengjian.kernel.bench import Result, Say, median

SET = Path(__file__).parents[4] / "benchmarks" / "names" / "pairs.csv"
THRESHOLDS = range(50, 100)


def read(file: Path | None = None) -> list[dict[str, str]]:
    """The rows of the set; another one can be named by `HENGJIAN_NAME_PAIRS`."""
    chosen = file or Path(os.environ.get("HENGJIAN_NAME_PAIRS", SET))
    with chosen.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def shares(wanted: list[bool], found: list[bool]) -> tuple[float, float]:
    """Precision and recall."""
    both = sum(w and f for w, f in zip(wanted, found, strict=True))
    return both / max(sum(found), 1), both / max(sum(wanted), 1)


def name_pairs(scale: int | None, say: Say) -> Result:
    """Judge every pair; beside it the best that a plain likeness of texts could do with one threshold for all."""
    rows = read()
    times, effects = [], []
    for row in rows:
        began = perf_counter()
        effects.append(judge(row["a"], row["b"])[1].value)
        times.append(perf_counter() - began)
    wanted = [row["effect"] != Effect.PASS for row in rows]
    precision, recall = shares(wanted, [e != Effect.PASS for e in effects])
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for row, effect in zip(rows, effects, strict=True):
        by_kind[row["kind"]].append(effect == row["effect"])
    likeness, fuzzy_times = [], []
    for row in rows:
        began = perf_counter()
        likeness.append(fuzz.ratio(row["a"], row["b"]))
        fuzzy_times.append(perf_counter() - began)
    best = max((shares(wanted, [r >= t for r in likeness]) for t in THRESHOLDS), key=lambda pr: pr[0] + pr[1])
    quality: dict[str, Any] = {f"right {kind}": f"{sum(ok)}/{len(ok)}" for kind, ok in sorted(by_kind.items())}
    quality |= {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "rapidfuzz precision at its best threshold": round(best[0], 4),
        "rapidfuzz recall at its best threshold": round(best[1], 4),
        "wrong": [f"{r['a']} | {r['b']}" for r, e in zip(rows, effects, strict=True) if r["effect"] != e],
    }
    ours, theirs = median(times), median(fuzzy_times)
    return Result(
        "name_pairs", len(rows), ours, {"rapidfuzz, one pair": theirs}, {"ours / rapidfuzz": ours / theirs}, quality
    )
