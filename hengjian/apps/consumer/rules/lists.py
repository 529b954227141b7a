"""The room's lists as packaged: categories of goods and services, problems, channels. Read when first asked for."""

from functools import cache
from typing import Any

from hengjian.kernel import catalogues
from hengjian.kernel.law import current


@cache
def packaged() -> dict[str, Any]:
    """The catalogue; rows as lists in the order of `cols`."""
    found: dict[str, Any] = catalogues.tree("consumer_categories.yaml")
    return found


@cache
def names(section: str) -> dict[str, str]:
    """Key → Chinese name of a section such as `leaves`, `problem_categories` or `channels`."""
    held = packaged()[section]
    key, name = 0, held["cols"].index("zh")
    return {row[key]: row[name] for row in held["rows"]}


@cache
def categories() -> tuple[tuple[str, str], ...]:
    """Code and name of every lowest category, its group before a colon so that a form folds them."""
    held, groups = packaged()["leaves"], names("level2")
    return tuple((row[0], f"{groups[row[1]]}：{row[2]}") for row in held["rows"])


def category_name(code: str) -> str:
    """食品 for G01…: the name of a category, empty for none."""
    return names("leaves").get(code, "")


def group_name(code: str) -> str:
    """The name of the highest group a category belongs to."""
    return names("level1").get(code[:3], "")


def problem_name(key: str) -> str:
    return names("problem_categories").get(key, "")


def regime(instrument: str) -> str:
    """The measures in full."""
    return current().instruments[instrument].text("zh-hans")
