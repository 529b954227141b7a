"""Reading tables of labelled texts. Only the command loads this."""

from pathlib import Path

import pandas as pd

from .store import BadTexts


def read(path: Path) -> pd.DataFrame:
    """A table of texts from CSV, TSV, JSON lines or Parquet."""
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        if path.suffix in (".jsonl", ".ndjson"):
            return pd.read_json(path, lines=True)
        return pd.read_csv(path, sep="\t" if path.suffix == ".tsv" else ",")
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise BadTexts(f"{path} cannot be read: {error}") from error


def columns(table: pd.DataFrame, text: str, label: str = "") -> tuple[list[str], list[str]]:
    """Texts and labels of the named columns; several text columns are joined by a plus sign."""
    names = text.split("+")
    if missing := [n for n in (*names, *([label] if label else [])) if n not in table]:
        raise BadTexts(f"the table has no column {', '.join(missing)}; it has {', '.join(map(str, table.columns))}")
    kept = table.dropna(subset=[label]) if label else table
    texts = ["。".join(str(v) for v in row if str(v) != "nan") for row in kept[names].itertuples(index=False)]
    labels = [str(v) for v in kept[label]] if label else []
    if label and len(set(labels)) < 2:
        raise BadTexts("two labels at least are needed to learn from")
    return texts, labels
