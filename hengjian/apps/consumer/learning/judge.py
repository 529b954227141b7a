"""How good a model is, always on texts it has not seen. Which texts those are follows from the texts, not from chance."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import f1_score, precision_recall_fscore_support

from hengjian.apps.consumer.rules.telling import folded

from .fitting import fit

FOLDS = 5
RULE = "fold = first 8 bytes of SHA-256 of the folded text, mod 5; equal texts never stand on both sides"


@dataclass(frozen=True)
class Judgement:
    """Held-out figures: one fold kept apart, and every row held out once with its predictions pooled."""

    rows: int
    labels: int
    held_out: int
    macro_f1: float
    accuracy: float
    macro_f1_each_once: float
    by_label: dict[str, tuple[float, float, float, int]]
    split: str = RULE


def fold_of(text: str) -> int:
    """The fold a text belongs to."""
    return int.from_bytes(hashlib.sha256(folded(text).encode()).digest()[:8], "big") % FOLDS


def judge(texts: Sequence[str], labels: Sequence[str]) -> Judgement:
    """Macro-F1 on fold 0 with the rest for learning, and over all folds in turn."""
    folds = np.array([fold_of(text) for text in texts])
    said = np.empty(len(texts), dtype=object)
    for fold in range(FOLDS):
        inside, outside = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(inside):
            model = fit([texts[int(n)] for n in outside], [labels[int(n)] for n in outside])
            said[inside] = model.labelled([texts[int(n)] for n in inside])
    truth = np.array(list(labels), dtype=object)
    first = folds == 0
    names = sorted(set(labels))
    parts = precision_recall_fscore_support(truth, said, labels=names, zero_division=0)
    by_label = {
        name: (round(float(p), 4), round(float(r), 4), round(float(f), 4), int(n))
        for name, p, r, f, n in zip(names, *parts, strict=True)
    }
    return Judgement(
        len(texts),
        len(names),
        int(first.sum()),
        round(float(f1_score(truth[first], said[first], average="macro", zero_division=0)), 4) if first.any() else 0.0,
        round(float((truth[first] == said[first]).mean()), 4) if first.any() else 0.0,
        round(float(f1_score(truth, said, average="macro", labels=names, zero_division=0)), 4),
        by_label,
    )
