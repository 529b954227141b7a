"""Reader of the catalogues that lie beside the law: tables as CSV, trees as YAML."""

import csv
from importlib import resources
from typing import Any

import yaml


def text(name: str) -> str:
    """A file of `hengjian/law/catalogues`, whole."""
    return resources.files("hengjian.law").joinpath(f"catalogues/{name}").read_text(encoding="utf-8")


def tree(name: str) -> Any:
    """A YAML catalogue. The loader in C reads the large ones some ten times as fast as the one in Python."""
    return yaml.load(text(name), yaml.CSafeLoader)


def rows(name: str) -> list[dict[str, str]]:
    """A CSV catalogue, one mapping a row."""
    return list(csv.DictReader(text(name).splitlines()))


def table(section: dict[str, Any]) -> list[dict[str, Any]]:
    """A section written as `cols` and `rows`, one mapping a row."""
    return [dict(zip(section["cols"], row, strict=True)) for row in section["rows"]]
