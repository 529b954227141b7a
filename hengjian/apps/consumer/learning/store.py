"""Keeping a model in a file that cannot carry code, and reading tables of labelled texts."""

import io
import json
import zipfile
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from .judge import Judgement
from .model import TextModel, vectorizer

FORMAT = "hengjian-texts-v1"


class BadTexts(ValueError):
    """The data or the model cannot be used, and why."""


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


def save(model: TextModel, judged: Judgement, path: Path) -> None:
    """Write the model and how it was judged: names as JSON, weights as plain arrays."""
    told = {"format": FORMAT, "labels": model.labels, "judged": asdict(judged),
            "pieces": list(model.pieces.get_feature_names_out())}  # fmt: skip
    arrays = {"rarity": model.pieces.idf_, "line": model.line, "bias": model.bias, "bayes": model.bayes}
    kept = io.BytesIO()
    np.savez(kept, **{name: value.astype(np.float32) for name, value in arrays.items()})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.json", json.dumps(told, ensure_ascii=False))
        archive.writestr("weights.npz", kept.getvalue())


def load(path: Path) -> TextModel:
    """Read a model back; `BadTexts` says why not."""
    return _load(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=4)
def _load(path: Path, _changed: int) -> TextModel:
    try:
        with zipfile.ZipFile(path) as archive:
            told = json.loads(archive.read("model.json"))
            if told.get("format") != FORMAT:
                raise BadTexts(f"{path} is not a model of this program")
            arrays = np.load(io.BytesIO(archive.read("weights.npz")), allow_pickle=False)
            pieces = vectorizer(vocabulary=told["pieces"])
            pieces.idf_ = arrays["rarity"]
            return TextModel(pieces, told["labels"], arrays["line"], arrays["bias"], arrays["bayes"])
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadTexts(f"{path} is not a model that can be read: {error}") from error
