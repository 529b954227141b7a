"""Learning a classifier of texts from labelled ones, in seconds (scikit-learn). Only the command loads this."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from hengjian.apps.consumer.rules.telling import folded

from .model import LONGEST, TextModel

MOST = 100_000  # pieces kept at most
MANY = 500  # texts from which a piece must occur twice


def fit(texts: Sequence[str], labels: Sequence[str]) -> TextModel:
    """Learn from labelled texts; rare labels weigh as much as frequent ones."""
    least = 2 if len(texts) >= MANY else 1
    pieces = TfidfVectorizer(
        analyzer="char", ngram_range=(1, LONGEST), sublinear_tf=True, min_df=least, max_features=MOST
    )
    given = pieces.fit_transform([folded(t) for t in texts])
    line = LinearSVC(class_weight="balanced", random_state=1).fit(given, list(labels))
    bayes = ComplementNB(alpha=0.3).fit(given, list(labels))
    weights, bias = line.coef_, line.intercept_
    if len(weights) == 1:  # of two labels the line of the second is told only
        weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
    names = [str(name) for name in pieces.get_feature_names_out()]
    return TextModel(names, pieces.idf_, [str(c) for c in line.classes_], weights, bias, bayes.feature_log_prob_)
