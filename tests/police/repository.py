"""The files of the repository, as the police tests read them."""

import ast
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hengjian.project.loading import for_good

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "hengjian"
ROOMS = sorted(p for p in (PACKAGE / "apps").iterdir() if (p / "__init__.py").exists())
MADE = {".venv", ".git", "build", "dist", "node_modules", "__pycache__"}  # what tools leave behind, by name
TEXT = {".py", ".md", ".html", ".css", ".js", ".typ", ".yaml", ".toml", ".sql", ".txt", ".po", ".csv", ".svg", ".json"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the repository."""
    found: list[Path] = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [d for d in inner if d not in MADE and not d.startswith(".") and not d.endswith(".egg-info")]
        found += [Path(folder) / name for name in names if not name.endswith((".pyc", ".mo"))]
    return tuple(sorted([*found, *(ROOT / ".ci").glob("*")]))


def named(*suffixes: str, below: Path = ROOT) -> list[Path]:
    """Files with one of the endings."""
    return [f for f in files() if f.suffix in suffixes and f.is_relative_to(below)]


def python(below: Path = ROOT) -> list[Path]:
    """Python files that people write: migrations are written by Django."""
    return [f for f in named(".py", below=below) if "migrations" not in f.parts]


def product() -> list[Path]:
    """Python files of the product itself, without its tests."""
    return [f for f in python(PACKAGE) if "tests" not in f.parts]


def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return _trees()[path]


@cache
def _trees() -> dict[Path, ast.Module]:
    """All stay, so the garbage collector need not look at them again and again, which took four times as long."""
    with for_good():
        return {f: ast.parse(f.read_text(encoding="utf-8")) for f in named(".py")}


@cache
def openapi() -> dict[str, Any]:
    """The API's description as committed, which the test of the generated documents holds against the API."""
    found: dict[str, Any] = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    return (n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def place(path: Path, line: int = 0) -> str:
    """`file:line`, as editors open it."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))
