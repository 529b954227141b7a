"""Where the rows of a dataset come from and who reads them, found from what is declared and written in the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.apps import apps

from hengjian.kernel.diagram import own_acts
from hengjian.kernel.indicator import indicators
from hengjian.kernel.procedure import Procedure
from hengjian.lake import discover
from hengjian.lake.offer import Dataset, Refers, SubjectFacts

TABLE = re.compile(r"\b(?:FROM|JOIN)\s+([a-z][a-z0-9]*_[a-z0-9_]+)", re.IGNORECASE)
QUOTED = re.compile(r"[\"']([a-z]+\.[a-z_]+)[\"']")


@dataclass(frozen=True)
class End:
    """One end of a line: what stands there, of which room, and more about it in a few words."""

    kind: str  # table, procedure, dataset, score, indicator, code, share
    name: str
    label: str
    room: str
    more: str = ""


def tables_of(one: Dataset) -> list[str]:
    """The tables that the query of a dataset reads, in their order."""
    return list(dict.fromkeys(TABLE.findall(one.query)))


def writers(one: Dataset) -> list[End]:
    """Tables behind a dataset; where a procedure writes the table, its acts are what makes the rows."""
    by_table: dict[str, Any] = {model._meta.db_table: model for model in apps.get_models()}
    found = [_written(by_table[table]) for table in tables_of(one) if table in by_table]
    own = [end for end in found if end.room == one.name.partition(".")[0]]
    return own + [end for end in found if end not in own]


def _written(model: Any) -> End:
    room, table = model._meta.app_label, model._meta.db_table
    if issubclass(model, Procedure):
        acts = [str(act.label) for act in own_acts(model)]
        return End("procedure", model.key, str(model.label), room, "、".join(acts))
    return End("table", table, (model.__doc__ or "").partition("\n")[0].partition(":")[0].strip() or table, room)


def readers(one: Dataset) -> list[End]:
    """Who reads the rows: datasets that refer to them, the risk score, indicators over the same tables, other code."""
    return [*_referring(one), *_scoring(one), *_reckoning(one), *_coded(one)]


def _referring(one: Dataset) -> Iterator[End]:
    for other in discover.datasets().values():
        targets = [rule.to for rule in other.rules if isinstance(rule, Refers)]
        if any(to.rpartition(".")[0] == one.name for to in targets):
            yield End("dataset", other.name, str(other.what), other.name.partition(".")[0])


def _scoring(one: Dataset) -> Iterator[End]:
    if isinstance(one, SubjectFacts):
        numbers = [c.name for c in one.columns if c.name not in one.grain and c.name[:1].isupper()]
        if numbers:
            yield End("score", "credit.risk", "、".join(numbers), "credit")


def _reckoning(one: Dataset) -> Iterator[End]:
    """Indicators whose formula names a procedure or table of the room that the dataset reads too."""
    room = one.name.partition(".")[0]
    tables = set(tables_of(one))
    mine = {m.__name__ for m in apps.get_models() if m._meta.db_table in tables and m._meta.app_label == room}
    for indicator in indicators().values():
        if mine & set(indicator.formula.__code__.co_names):
            yield End("indicator", indicator.id, str(indicator.label), indicator.id.partition(".")[0])


def _coded(one: Dataset) -> Iterator[End]:
    for module in sorted(named_in().get(one.name, ())):
        short = module.removeprefix("hengjian.").removeprefix("apps.")
        yield End("code", module, short, short.partition(".")[0])


@cache
def named_in() -> dict[str, frozenset[str]]:
    """Modules of the product that name a dataset, apart from those that declare datasets; read once a process."""
    known, root = set(discover.datasets()), Path(str(files("hengjian")))
    found: dict[str, set[str]] = {}
    for path in root.rglob("*.py"):
        parts = path.relative_to(root).with_suffix("").parts
        if {"facts", "tests", "migrations", "datacentre"} & set(parts):
            continue
        for name in known.intersection(QUOTED.findall(path.read_text(encoding="utf-8"))):
            found.setdefault(name, set()).add(".".join(("hengjian", *parts)).removesuffix(".__init__"))
    return {name: frozenset(modules) for name, modules in found.items()}
