"""A linear classifier over pieces of text as the product applies it: plain arithmetic, so that no process has to load the
library that learnt it (scikit-learn, see `fitting`)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hengjian.apps.consumer.rules.classify import Learnt
from hengjian.apps.consumer.rules.telling import folded

WORDS = 6  # so many pieces are told as reasons
SHARP = 3.0  # distances from the line as odds
LONGEST = 3
SPACES = re.compile(r"\s\s+")


@dataclass
class TextModel:
    """What was learnt: two sets of weights of pieces by label. Where texts are few they err differently, so both are heard.

    `pieces` are the texts of one to `LONGEST` characters that are looked for, `rarity` their inverse document frequency;
    `line` and `bayes` have a row a label and a column a piece.
    """

    pieces: Sequence[str]
    rarity: np.ndarray
    labels: list[str]
    line: np.ndarray
    bias: np.ndarray
    bayes: np.ndarray

    @cached_property
    def places(self) -> dict[str, int]:
        return {piece: n for n, piece in enumerate(self.pieces)}

    def weighed(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The pieces that stand in a text, by place, and what each weighs: 1 + ln of how often, times rarity, to length one.

        The same weights as scikit-learn's `TfidfVectorizer(analyzer="char", sublinear_tf=True)`.
        """
        told = SPACES.sub(" ", folded(text).lower())
        cut = (told[n : n + size] for size in range(1, LONGEST + 1) for n in range(len(told) - size + 1))
        found = Counter(self.places[piece] for piece in cut if piece in self.places)
        at = np.array(sorted(found), dtype=np.intp)
        weights = (1 + np.log([found[n] for n in at])) * self.rarity[at]
        return at, weights / (np.linalg.norm(weights) or 1)

    def chances(self, texts: Sequence[str]) -> np.ndarray:
        """The chance of each label, a row a text."""
        return np.vstack([self._chances(*self.weighed(text)) for text in texts])

    def _chances(self, at: np.ndarray, weights: np.ndarray) -> np.ndarray:
        line, bayes = self.line[:, at] @ weights + self.bias, self.bayes[:, at] @ weights
        return (_even(SHARP * line) + _even(bayes)) / 2

    def labelled(self, texts: Sequence[str]) -> list[str]:
        """The likeliest label of each text."""
        return [self.labels[n] for n in self.chances(texts).argmax(axis=1)]

    def says(self, text: str) -> Learnt:
        """The likeliest label with its chance and the pieces that weighed most for it."""
        at, weights = self.weighed(text)
        chances = self._chances(at, weights)
        best = int(chances.argmax())
        spoke = weights * self.line[best, at]
        kept: list[str] = []
        for n in np.argsort(-spoke, kind="stable"):
            word = self.pieces[at[n]]
            if spoke[n] > 0 and len(word) > 1 and not any(word in k or k in word for k in kept):
                kept.append(word)
        return Learnt(self.labels[best], float(chances[best]), kept[:WORDS])


def _even(odds: np.ndarray) -> np.ndarray:
    """Odds as chances that sum to one."""
    raised = np.exp(odds - odds.max())
    return np.asarray(raised / raised.sum())
