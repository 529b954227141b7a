"""Keeping a model in a file that cannot carry code: unlike a pickle, it is read by a list of known types."""

import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from skops import io as skops

from .judge import Judgement
from .model import Targeting
from .table import BadTable, Columns

FORMAT = "hengjian-targeting-v1"
# What skops does not trust by itself. A partial is only as good as the function in it, and that is checked by name too.
TRUSTED = [
    "functools.partial",
    "numpy.dtype",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.utils.validation.check_array",
]


def save(model: Targeting, judged: tuple[Judgement, Judgement], path: Path) -> None:
    """Write the model, how it was judged, and what it reads."""
    told = {"format": FORMAT, "columns": asdict(model.columns), "levels": model.levels, "shares": model.shares,
            "judged": [asdict(j) for j in judged]}  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.json", json.dumps(told, ensure_ascii=False, indent=1))
        for n, part in enumerate(model.parts):
            archive.writestr(f"part-{n}.skops", skops.dumps(part))


def load(path: Path) -> Targeting:
    """Read a model back; `BadTable` says why not."""
    try:
        with zipfile.ZipFile(path) as archive:
            told: dict[str, Any] = json.loads(archive.read("model.json"))
            if told.get("format") != FORMAT:
                raise BadTable(f"{path} is not a model of this program")
            names = sorted(n for n in archive.namelist() if n.endswith(".skops"))
            parts = [skops.loads(archive.read(name), trusted=TRUSTED) for name in names]
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadTable(f"{path} is not a model that can be read: {error}") from error
    kept = told["columns"]
    columns = Columns(**kept | {"words": tuple(kept["words"]), "numbers": tuple(kept["numbers"])})
    return Targeting(columns, parts, told["levels"], told["shares"])
