"""What a benchmark says: seconds, yardsticks measured in the same run, and the ratio between them."""

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps

Say = Callable[[str], object]


@dataclass
class Result:
    """One benchmark's outcome, as `--json` prints it. Seconds are per unit of work unless the name says otherwise."""

    name: str
    scale: int
    seconds: float
    yardsticks: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)
    quality: dict[str, Any] = field(default_factory=dict)
    machine: str = ""
    commit: str = ""

    def as_json(self) -> str:
        known = asdict(self) | {"machine": self.machine or machine(), "commit": self.commit or commit()}
        return json.dumps(known, ensure_ascii=False, indent=1, default=str)


Measure = Callable[..., Result]  # scale or none, where to say how far it is; some take a seed


def measures() -> dict[str, Measure]:
    """Every room's benchmarks by name; a room declares them as `measures` of its module `bench`."""
    found: dict[str, Measure] = {}
    for room in apps.get_app_configs():
        if room.name.startswith("hengjian.apps.") and find_spec(f"{room.name}.bench"):
            found |= import_module(f"{room.name}.bench").measures
    return found


def machine() -> str:
    """Processor, cores, Python: what a number depends on."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def commit() -> str:
    """The commit measured; a plus sign marks changes that are not in it."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip() or "unknown"


def median(seconds: Sequence[float]) -> float:
    return statistics.median(seconds)


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value below which that share of the measurements lies."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
