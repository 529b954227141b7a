"""Subject-matter bases 主题库 and the data elements of the standard, as the catalogue lists them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from hengjian.kernel import catalogues

FILE = "subject_bases.yaml"


@dataclass(frozen=True)
class Listed:
    """One resource of the catalogue of the plans; without datasets nobody has brought it in yet."""

    code: str
    zh: str
    grain: str
    privacy: str
    refresh: str
    datasets: tuple[str, ...]


@dataclass(frozen=True)
class Base:
    """A subject-matter base: resources that belong together under one name."""

    id: str
    zh: str
    en: str
    basis: str
    check: str
    resources: tuple[Listed, ...]

    @property
    def held(self) -> list[Listed]:
        return [one for one in self.resources if one.datasets]


@dataclass(frozen=True)
class Element:
    """Which element of the data standard a column is; `pattern` is what its values look like, if the standard says so."""

    column: str
    datasets: tuple[str, ...]  # none: wherever a column has this name
    element: str
    zh: str
    standard: str
    pattern: str
    check: str


@cache
def bases() -> tuple[Base, ...]:
    return tuple(_base(row) for row in catalogues.tree(FILE)["bases"])


def _base(row: dict[str, Any]) -> Base:
    resources = tuple(Listed(**one | {"datasets": tuple(one["datasets"])}) for one in row["resources"])
    return Base(row["id"], row["name"]["zh"], row["name"]["en"], row["basis"], row["check"], resources)


@cache
def elements() -> tuple[Element, ...]:
    return tuple(Element(**row | {"datasets": tuple(row["datasets"])}) for row in catalogues.tree(FILE)["elements"])


def element_of(dataset: str, column: str) -> Element | None:
    """The element that a column of a dataset is, if the standard knows it."""
    fitting = [one for one in elements() if one.column == column and (not one.datasets or dataset in one.datasets)]
    return next(iter(fitting), None)


def listed_as(dataset: str) -> list[tuple[Base, Listed]]:
    """Where a dataset stands in the bases."""
    return [(base, one) for base in bases() for one in base.resources if dataset in one.datasets]
