"""Where the lake lies: a folder a dataset, one file a batch and place, and a manifest that says which of them count."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from .offer import Dataset

MANIFEST = "manifest.json"


@dataclass
class Batch:
    """One export: how many rows the database gave, and the files with the rows that each holds."""

    rows: int
    files: dict[str, int]
    at: str  # instant, ISO


@dataclass
class Manifest:
    """What counts of a dataset. `shape` is a hash of its declaration: a changed one is exported anew."""

    name: str
    shape: str
    batches: dict[str, Batch] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(batch.rows for batch in self.batches.values())

    @property
    def at(self) -> datetime | None:
        """When the lake last agreed with the database."""
        return max((datetime.fromisoformat(b.at) for b in self.batches.values()), default=None)

    def files(self) -> list[str]:
        return [name for batch in self.batches.values() for name in batch.files]


def root() -> Path:
    """The lake's folder."""
    return Path(settings.HENGJIAN_LAKE)


def folder(name: str) -> Path:
    return root() / name


def shape_of(one: Dataset) -> str:
    """A hash of what decides how the files look."""
    told = [one.query, one.place, one.since, *(f"{c.name} {c.kind} {c.privacy}" for c in one.columns)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def read(name: str) -> Manifest | None:
    """The manifest of a dataset; None before its first export."""
    file = folder(name) / MANIFEST
    if not file.exists():
        return None
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    batches = {key: Batch(**batch) for key, batch in told.pop("batches").items()}
    return Manifest(**told, batches=batches)


def write(manifest: Manifest) -> None:
    """Put the manifest in the place of the old one, which stays whole until then."""
    there = folder(manifest.name)
    aside = there / f".{MANIFEST}.{os.getpid()}"
    aside.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    aside.replace(there / MANIFEST)


def paths(name: str) -> list[str]:
    """The files that count; FileNotFoundError names a dataset that was never exported."""
    manifest = read(name)
    if manifest is None:
        raise FileNotFoundError(f"{name} is not in the lake; run `hengjian lake export {name}`")
    return [str(folder(name) / file) for file in manifest.files()]


def sweep(name: str, keep: set[str]) -> None:
    """Remove files that no manifest names: of broken exports and of batches that were replaced."""
    there = folder(name)
    for file in there.rglob("*.parquet*"):
        if str(file.relative_to(there)) not in keep:
            file.unlink(missing_ok=True)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One export of a dataset at a time on this machine; the next one waits."""
    there = folder(name)
    there.mkdir(parents=True, exist_ok=True)
    with (there / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
