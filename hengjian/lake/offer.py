"""What a room offers to the lake: datasets with grain, columns and privacy class, declared in its `facts.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Privacy(StrEnum):
    """Who may read a column, from everybody to nobody without a logged act."""

    OPEN = "open"  # disclosed already
    INTERNAL = "internal"  # officers
    PERSONAL = "personal"  # tells of a person: leaves the database as a keyed hash only


class Kind(StrEnum):
    """Types that every engine spells the same. Amounts and ratios are decimals, never floats."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    INSTANT = "instant"
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    """One column of a dataset: its meaning in the reader's language, and who may read it."""

    name: str
    kind: Kind
    what: str | Promise
    privacy: Privacy = Privacy.INTERNAL
    null: bool = False


@dataclass(frozen=True)
class Dataset:
    """Rows that a room offers.

    `query` is a SELECT for PostgreSQL that yields `columns` in their order. It holds the placeholder `{where}` once, where
    a condition on `{key}` may be put; so the same query gives all rows, those changed since, or those of one subject.
    `grain` names the columns that make a row unique.
    """

    name: str  # room.rows, as in inspection.checks
    what: str | Promise
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    query: str
    subject: str = "subject"  # SQL expression of the subject's number, for `{where}`


@dataclass(frozen=True)
class SubjectFacts(Dataset):
    """Facts of one row a subject whose columns bear the numbers of risk indicators (S01, D06 …), at the grain subject.

    A subject without a row has none of these facts: the score counts its values as missing, unless the dataset says by
    `zero` that no row means nought.
    """

    zero: bool = True
