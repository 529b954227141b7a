"""The field of law that a breach belongs to, told from what the filing says, so that a lead reaches the team of its type."""

from functools import cache
from typing import Any

from hengjian.kernel import catalogues


@cache
def _table() -> dict[str, dict[str, str]]:
    found: dict[str, Any] = catalogues.tree("consumer_fields.yaml")
    return {name: found[name] for name in ("breaches", "problems", "goods", "otherwise")}


def field_of(breach: str = "", problem: str = "", category: str = "") -> str:
    """A report's kind of breach tells it; else the problem, the goods, and the problem again; empty where nothing does."""
    table = _table()
    return (
        table["breaches"].get(breach, "")
        or table["problems"].get(problem, "")
        or _of_goods(category, table["goods"])
        or table["otherwise"].get(problem, "")
    )


def _of_goods(category: str, goods: dict[str, str]) -> str:
    """The field of the longest beginning of a category that has one."""
    return next((goods[category[:n]] for n in range(len(category), 0, -1) if category[:n] in goods), "")
