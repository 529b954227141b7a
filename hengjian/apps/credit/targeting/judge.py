"""How good a model is, always on a period later than all it has seen."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from .model import fit
from .table import Columns, days, outcome

LAST = 0.2  # the share of rows, the latest ones, by which a model is judged
CLASSES = 4


@dataclass(frozen=True)
class Judgement:
    """Found by a time split. Shares are of all findings of the later period; `days_earlier` is the mean over findings."""

    rows: int
    findings: int
    since: str
    first_half: float
    first_half_as_done: float
    days_earlier: float
    auc: float
    calibration: tuple[tuple[float, float, int], ...]


def split(table: pd.DataFrame, columns: Columns) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Earlier and later rows; a day is never split."""
    at = days(table, columns)
    bound = np.sort(at)[int(len(at) * (1 - LAST))]
    return table[at < bound], table[at >= bound]


def first_half(scores: np.ndarray, found: np.ndarray) -> float:
    """The share of findings among the half with the highest scores; rows of equal score keep their order."""
    order = np.argsort(-scores, kind="stable")
    return float(found[order][: len(found) // 2].sum() / max(found.sum(), 1))


def days_earlier(scores: np.ndarray, found: np.ndarray, at: np.ndarray) -> float:
    """How much earlier findings come if the highest scores take the earliest of the dates that were worked."""
    planned = np.empty(len(at))
    planned[np.argsort(-scores, kind="stable")] = np.sort(at)
    return float((at - planned)[found == 1].mean())


def calibration(scores: np.ndarray, found: np.ndarray) -> tuple[tuple[float, float, int], ...]:
    """For quarters of rising score: mean score, share found, rows."""
    parts = np.array_split(np.argsort(scores, kind="stable"), CLASSES)
    return tuple((float(scores[p].mean()), float(found[p].mean()), len(p)) for p in parts if len(p))


def judge(table: pd.DataFrame, columns: Columns) -> tuple[Judgement, Judgement]:
    """With the nuisance as a known input, and with its effect taken out."""
    earlier, later = split(table, columns)
    later = later.assign(**{"\0at": days(later, columns)}).sort_values("\0at", kind="stable")
    model, found, at = fit(earlier, columns), outcome(later, columns), days(later, columns)
    as_done = first_half(-np.arange(len(found), dtype=float), found)
    since = str(pd.to_datetime(later[columns.date]).min().date())

    def told(scores: np.ndarray) -> Judgement:
        return Judgement(
            len(found),
            int(found.sum()),
            since,
            first_half(scores, found),
            as_done,
            days_earlier(scores, found, at),
            float(roc_auc_score(found, scores)),
            calibration(scores, found),
        )

    return told(model.scores(later, include_nuisance=True)), told(model.scores(later))
