"""Keeping a model in a file that cannot carry code."""

import io
import json
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from .model import TextModel

FORMAT = "hengjian-texts-v1"


class BadTexts(ValueError):
    """The data or the model cannot be used, and why."""


def save(model: TextModel, judged: Mapping[str, Any], path: Path) -> None:
    """Write the model and the figures of how it was judged: names as JSON, weights as plain arrays."""
    told = {"format": FORMAT, "labels": model.labels, "judged": dict(judged),
            "pieces": list(model.pieces)}  # fmt: skip
    arrays: dict[str, Any] = {"rarity": model.rarity, "line": model.line, "bias": model.bias, "bayes": model.bayes}
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
            weights = (arrays[name] for name in ("line", "bias", "bayes"))
            return TextModel(told["pieces"], arrays["rarity"], told["labels"], *weights)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadTexts(f"{path} is not a model that can be read: {error}") from error
