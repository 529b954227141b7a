"""A linear classifier over character n-grams: learnt in seconds, told in words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from hengjian.apps.consumer.rules.classify import Learnt
from hengjian.apps.consumer.rules.telling import folded

WORDS = 6  # so many pieces are told as reasons
MOST = 100_000  # pieces kept at most
MANY = 500  # texts from which a piece must occur twice
SHARP = 3.0  # distances from the line as odds
LONGEST = 3


@dataclass
class TextModel:
    """What was learnt: two sets of weights of pieces by label. Where texts are few they err differently, so both are heard."""

    pieces: TfidfVectorizer
    labels: list[str]
    line: np.ndarray
    bias: np.ndarray
    bayes: np.ndarray

    def chances(self, texts: Sequence[str]) -> np.ndarray:
        """The chance of each label, a row a text."""
        given = self.pieces.transform([folded(t) for t in texts])
        return (_even(SHARP * (given @ self.line.T + self.bias)) + _even(given @ self.bayes.T)) / 2

    def labelled(self, texts: Sequence[str]) -> list[str]:
        """The likeliest label of each text."""
        return [self.labels[n] for n in self.chances(texts).argmax(axis=1)]

    def says(self, text: str) -> Learnt:
        """The likeliest label with its chance and the pieces that weighed most for it."""
        chances = self.chances([text])[0]
        best = int(chances.argmax())
        given = self.pieces.transform([folded(text)])
        weights = given.multiply(self.line[best]).tocoo()
        names = self.pieces.get_feature_names_out()
        kept: list[str] = []
        for n in np.argsort(-weights.data, kind="stable"):
            word = str(names[weights.col[n]])
            if weights.data[n] > 0 and len(word) > 1 and not any(word in k or k in word for k in kept):
                kept.append(word)
        return Learnt(self.labels[best], float(chances[best]), kept[:WORDS])


def fit(texts: Sequence[str], labels: Sequence[str]) -> TextModel:
    """Learn from labelled texts; rare labels weigh as much as frequent ones."""
    pieces = vectorizer(2 if len(texts) >= MANY else 1)
    given = pieces.fit_transform([folded(t) for t in texts])
    line = LinearSVC(class_weight="balanced", random_state=1).fit(given, list(labels))
    bayes = ComplementNB(alpha=0.3).fit(given, list(labels))
    weights, bias = line.coef_, line.intercept_
    if len(weights) == 1:  # of two labels the line of the second is told only
        weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
    return TextModel(pieces, [str(label) for label in line.classes_], weights, bias, bayes.feature_log_prob_)


def vectorizer(least: int = 1, vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    """Pieces of one to three characters, weighed by how rare they are."""
    return TfidfVectorizer(
        analyzer="char",
        ngram_range=(1, LONGEST),
        sublinear_tf=True,
        min_df=least,
        max_features=None if vocabulary else MOST,
        vocabulary=vocabulary,
    )


def _even(odds: np.ndarray) -> np.ndarray:
    """Odds as chances that sum to one a row."""
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
