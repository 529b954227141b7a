"""What a room offers to the lake: datasets with grain, columns and privacy class, declared in its `facts.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

WHERE, TODAY = "{where}", "{today}"
# The database's own day is that of UTC, to which the first eight hours of a day in China do not belong yet.
DAY_IN_CHINA = "(now() AT TIME ZONE 'Asia/Shanghai')::date"
_OPEN = ("where", "and", "or", "on", "(")


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
class Refers:
    """Quality: every value of the column is one of another dataset's column (`room.rows.column`)."""

    column: str
    to: str


@dataclass(frozen=True)
class Within:
    """Quality: every value of the column lies between the bounds, both included."""

    column: str
    at_least: int | str | None = None
    at_most: int | str | None = None


@dataclass(frozen=True)
class OneOf:
    """Quality: every value of the column is one of these."""

    column: str
    values: tuple[str, ...]


Rule = Refers | Within | OneOf


@dataclass(frozen=True)
class Dataset:
    """Rows that a room offers.

    `query` is a SELECT for PostgreSQL that yields `columns` in their order. It holds the placeholder `{where}` once, where
    a condition on `{key}` may be put; so the same query gives all rows, those changed since, or those of one subject.
    `{today}` in it becomes the day in China.
    `grain` names the columns that make a row unique.

    `place` names a column with a division code, by whose first four characters the files are parted. `since` names an
    instant by whose month rows are kept in batches: only for rows that are added and never changed. Without it every
    export writes the whole anew. `rules` are checked besides grain and empty values; `fresh` is the most hours that may
    have passed since the last export.
    """

    name: str  # room.rows, as in inspection.checks
    what: str | Promise
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    query: str
    subject: str = "subject"  # SQL expression of the subject's number, for `{where}`
    place: str = ""
    since: str = ""
    rules: tuple[Rule, ...] = ()
    fresh: int = 26

    def sql(self, condition: str = "") -> str:
        """The query with the condition in its place: after WHERE or AND as it stands, else as a WHERE of its own."""
        before, _, after = self.query.replace(TODAY, DAY_IN_CHINA).partition(WHERE)
        if before.rstrip().lower().endswith(_OPEN):
            return f"{before}({condition}){after}" if condition else f"{before}true{after}"
        return f"{before}WHERE {condition}{after}" if condition else before + after

    def of_subject(self, subject: int) -> str:
        """The query for the rows of one subject."""
        return self.sql(f"{self.subject} = {int(subject)}")


@dataclass(frozen=True)
class SubjectFacts(Dataset):
    """Facts of one row a subject whose columns bear the numbers of risk indicators (S01, D06 …), at the grain subject.

    A subject without a row has none of these facts: the score counts its values as missing, unless the dataset says by
    `zero` that no row means nought.
    """

    zero: bool = True
