"""To whom was a file given? Marks of rows, the order of rows, and what a file says of itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from .sharing import order_of, row_mark

LEAST = 12  # rows below which an order proves nothing
CERTAIN = 4.0  # standard deviations; one such order in thirty thousand comes about by chance


@dataclass(frozen=True)
class Order:
    """How far rows stand in the order of one file: pairs that rise, pairs in all, and how unlikely that is by chance."""

    rising: int
    pairs: int

    @property
    def deviations(self) -> float:
        """Of a chance order, in which half the pairs rise with a variance of (n + 1) / 12."""
        if not self.pairs:
            return 0.0
        return (self.rising - self.pairs / 2) / sqrt((self.pairs + 2) / 12)

    @property
    def told(self) -> bool:
        return self.pairs >= LEAST - 1 and self.deviations >= CERTAIN


def order(file: str, keys: Sequence[str]) -> Order:
    """Compare the order in which keys stand with that of the file."""
    places = [order_of(file, key) for key in keys]
    pairs = list(pairwise(places))
    return Order(sum(a < b for a, b in pairs), len(pairs))


def marked(share: int, keys: Iterable[str], cells: Sequence[Sequence[str]]) -> int:
    """How many rows bear the mark of the share in any of their cells."""
    return sum(row_mark(share, key) in row for key, row in zip(keys, cells, strict=True))
