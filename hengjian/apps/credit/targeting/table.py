"""A table of past inspections with any columns, brought into the shape a model can learn from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .chance import CHANCE, RISK, Visit

RARE = 10  # a word seen less often is one of "the others"


class BadTable(ValueError):
    """The table cannot be used; says which column and why."""


@dataclass(frozen=True)
class Columns:
    """Which columns a model reads and how; `left_out` says why each of the others is not read."""

    target: str
    date: str
    nuisance: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def inputs(self) -> list[str]:
        return [*self.words, *self.numbers]


def read(path: Path) -> pd.DataFrame:
    """A CSV or Parquet file as a table."""
    if not path.exists():
        raise BadTable(f"there is no file {path}")
    try:
        return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    except (ValueError, OSError) as error:
        raise BadTable(f"{path} cannot be read: {error}") from error


def choose(table: pd.DataFrame, target: str, date: str, nuisance: str, exclude: Sequence[str]) -> Columns:
    """Sort the columns into words and numbers; what identifies a row or never varies is left out and named."""
    for name in filter(None, (target, date, nuisance, *exclude)):
        if name not in table:
            raise BadTable(f"the table has no column {name}")
    left_out = dict.fromkeys(exclude, "excluded")
    words, numbers = [], []
    for name in table.columns:
        if name in (target, date, *exclude):
            continue
        column, different = table[name], table[name].nunique()
        if different < 2:
            left_out[name] = "never varies"
        elif _is_number(column):
            whole = pd.api.types.is_integer_dtype(column.dtype) or bool((column.dropna() % 1 == 0).all())
            if whole and different > 0.95 * len(table):
                left_out[name] = "identifies the row"
            else:
                numbers.append(str(name))
        elif different > 0.5 * len(table):
            left_out[str(name)] = "identifies the row"
        else:
            words.append(str(name))
    if not words and not numbers:
        raise BadTable("no column is left to learn from")
    if nuisance and nuisance not in words:
        if nuisance in left_out:
            raise BadTable(f"{nuisance} {left_out[nuisance]}: it cannot be a nuisance")
        numbers.remove(nuisance)
        words.append(nuisance)
    return Columns(target, date, nuisance, tuple(words), tuple(numbers), left_out)


def _is_number(column: pd.Series) -> bool:
    return bool(
        pd.api.types.is_numeric_dtype(column.dtype)
        or pd.api.types.is_bool_dtype(column.dtype)
        or pd.api.types.is_datetime64_any_dtype(column.dtype)
    )


def inputs(table: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """The columns a model reads, in its order: words as text, numbers as floats, what is missing as such."""
    missing = [c for c in columns.inputs if c not in table]
    if missing:
        raise BadTable(f"the table lacks {', '.join(missing)}, which the model was trained with")
    found: dict[str, pd.Series] = {}
    for name in columns.words:
        found[name] = table[name].astype("object").where(table[name].notna(), "(none)").astype(str)
    for name in columns.numbers:
        column = table[name]
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            column = (column - pd.Timestamp(0)).dt.days
        found[name] = pd.to_numeric(column, errors="coerce").astype(float)
    return pd.DataFrame(found, index=table.index)


def outcome(table: pd.DataFrame, columns: Columns) -> np.ndarray:
    """The target as 0 and 1."""
    column = pd.to_numeric(table[columns.target], errors="coerce")
    if column.isna().any():
        raise BadTable(f"{columns.target} is not a number in every row")
    found = (column > 0).astype(int).to_numpy()
    if found.min() == found.max():
        raise BadTable(f"{columns.target} is the same in every row: there is nothing to learn")
    return np.asarray(found)


def days(table: pd.DataFrame, columns: Columns) -> np.ndarray:
    """The date of each row in days."""
    column = pd.to_datetime(table[columns.date], errors="coerce")
    if column.isna().any():
        raise BadTable(f"{columns.date} is not a date in every row")
    return np.asarray((column - pd.Timestamp(0)).dt.days.to_numpy())


def visits_of(table: pd.DataFrame, chosen: str, found: str, grade: str, by_chance: Sequence[str]) -> list[Visit]:
    """Visits from any table; `by_chance` are the values of `chosen` that stand for pure chance."""
    for name in (chosen, found, grade):
        if name and name not in table:
            raise BadTable(f"the table has no column {name}")
    rows: Any = zip(
        table[chosen].astype(str), table[found].astype(float) > 0, table[grade].astype(str) if grade else [""] * len(table),
        strict=True,
    )  # fmt: skip
    return [Visit(CHANCE if c in by_chance else RISK, g, bool(f)) for c, f, g in rows]
