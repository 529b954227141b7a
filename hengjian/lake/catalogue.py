"""The catalogue of the lake: what each dataset is, who may read it, how many rows it has and how fresh they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from . import discover, store
from .offer import Dataset, Privacy

_ORDER = [Privacy.OPEN, Privacy.INTERNAL, Privacy.PERSONAL]


@dataclass(frozen=True)
class Entry:
    """One dataset as the catalogue shows it."""

    dataset: Dataset
    rows: int | None
    at: datetime | None
    files: int

    @property
    def privacy(self) -> Privacy:
        """The class of its most protected column."""
        return max((c.privacy for c in self.dataset.columns), key=_ORDER.index)

    @property
    def stale(self) -> bool:
        """Never exported, or longer ago than the dataset allows."""
        return self.at is None or timezone.now() - self.at > timedelta(hours=self.dataset.fresh)

    @property
    def incremental(self) -> bool:
        return bool(self.dataset.since)

    @property
    def room(self) -> str:
        return self.dataset.name.partition(".")[0]


def entries() -> list[Entry]:
    """Every dataset with the state of its copy."""
    return [entry(one) for one in discover.datasets().values()]


def entry(one: Dataset) -> Entry:
    kept = store.read(one.name)
    return Entry(one, kept.rows if kept else None, kept.at if kept else None, len(kept.files()) if kept else 0)


def as_dict(one: Entry) -> dict[str, Any]:
    """An entry as `hengjian lake catalogue --json` prints it."""
    return {
        "name": one.dataset.name,
        "what": str(one.dataset.what),
        "grain": list(one.dataset.grain),
        "privacy": one.privacy.value,
        "incremental": one.incremental,
        "rows": one.rows,
        "exported_at": one.at.isoformat() if one.at else None,
        "stale": one.stale,
        "columns": [
            {"name": c.name, "kind": c.kind.value, "what": str(c.what), "privacy": c.privacy.value, "null": c.null}
            for c in one.dataset.columns
        ],
    }
