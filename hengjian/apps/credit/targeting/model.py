"""The model: a regularised regression and two boosted forests, their log-odds averaged; the nuisance averaged out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, QuantileTransformer

from .table import RARE, Columns, inputs, outcome

LEVELS = 60  # the nuisance is averaged over its commonest values
STEPS = 100


def _regression(columns: Columns) -> Pipeline:
    words = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=RARE)
    numbers = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        QuantileTransformer(n_quantiles=STEPS, random_state=0),
    )
    shape = ColumnTransformer([("words", words, list(columns.words)), ("numbers", numbers, list(columns.numbers))])
    return make_pipeline(shape, LogisticRegression(C=0.3, max_iter=1000))


def _forest(columns: Columns, leaves: int, trees: int, rate: float) -> Pipeline:
    words = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, min_frequency=RARE, max_categories=250)
    shape = ColumnTransformer(
        [("words", words, list(columns.words)), ("numbers", "passthrough", list(columns.numbers))]
    )
    forest = HistGradientBoostingClassifier(
        learning_rate=rate,
        max_iter=trees,
        max_leaf_nodes=leaves,
        min_samples_leaf=40,
        l2_regularization=5.0,
        categorical_features=list(range(len(columns.words))),
        random_state=0,
    )
    return make_pipeline(shape, forest)


@dataclass
class Targeting:
    """A trained model. `levels` and `shares`: the values of the nuisance it averages over, and how common each is."""

    columns: Columns
    parts: list[Pipeline]
    levels: list[str]
    shares: list[float]

    def scores(self, table: pd.DataFrame, include_nuisance: bool = False) -> np.ndarray:
        """The chance of a finding in each row; by default as if every inspector went in their usual shares."""
        given = inputs(table, self.columns)
        if include_nuisance or not self.columns.nuisance:
            return self._chance(given)
        total = np.zeros(len(given))
        for level, share in zip(self.levels, self.shares, strict=True):
            total += share * self._chance(given.assign(**{self.columns.nuisance: level}))
        return total

    def _chance(self, given: pd.DataFrame) -> np.ndarray:
        odds = np.zeros(len(given))
        for part in self.parts:
            chance = np.clip(part.predict_proba(given)[:, 1], 1e-6, 1 - 1e-6)
            odds += np.log(chance / (1 - chance))
        return np.asarray(1 / (1 + np.exp(-odds / len(self.parts))))

    def as_dict(self) -> dict[str, Any]:
        """Plain parts for storage."""
        return {"columns": asdict(self.columns), "parts": self.parts, "levels": self.levels, "shares": self.shares}


def fit(table: pd.DataFrame, columns: Columns) -> Targeting:
    """Learn from every row of the table."""
    given, found = inputs(table, columns), outcome(table, columns)
    parts: Sequence[Pipeline] = (_regression(columns), _forest(columns, 8, 200, 0.03), _forest(columns, 4, 150, 0.05))
    for part in parts:
        part.fit(given, found)
    counts = given[columns.nuisance].value_counts().head(LEVELS) if columns.nuisance else pd.Series(dtype=float)
    total = float(counts.sum())
    return Targeting(columns, list(parts), [str(i) for i in counts.index], [float(c) / total for c in counts])
