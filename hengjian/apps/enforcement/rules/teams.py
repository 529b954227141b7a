"""分类执法: the type of team that a matter belongs to, by its field of law, the items of a check, or what was found."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from hengjian.kernel import catalogues


@cache
def _kinds() -> dict[str, dict[str, str]]:
    """For fields, categories and causes: each value with its type of team."""
    found: dict[str, dict[str, str]] = {"fields": {}, "categories": {}, "causes": {}}
    kinds: dict[str, Any] = catalogues.tree("enforcement_teams.yaml")["kinds"]
    for kind, lists in kinds.items():
        for what, values in lists.items():
            found[what] |= dict.fromkeys(values, kind)
    return found


def kind_of(field: str = "", items: Iterable[str] = (), cause: str = "") -> str:
    """The type of team; empty where nothing tells it, and then anybody takes the matter."""
    known = _kinds()
    if field in known["fields"]:
        return known["fields"][field]
    kinds = [known["categories"].get(item.rpartition("-")[0], "") for item in items]
    told = [kind for kind in kinds if kind]
    return max(told, key=told.count) if told else known["causes"].get(cause, "")
