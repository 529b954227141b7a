"""The catalogue of categories, problems and channels as packaged: codes with words and the keywords that speak for them."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from hengjian.kernel import catalogues

# Statutes as the catalogue calls them. What is not registered here is quoted in the catalogue's own words only.
SHORT = {
    "消保法实施条例": "consumer_regulation",
    "实施条例": "consumer_regulation",
    "消保法": "consumer_law",
    "产品质量法": "product_quality_law",
    "电商法": "ecommerce_law",
    "食品安全法": "food_law",
    "广告法": "ad_law",
    "网络交易办法": "online_trading_measures",
    "直播电商监督管理办法": "live_commerce_measures",
}


@dataclass(frozen=True)
class Leaf:
    """A category of the third level: a kind of goods or service."""

    code: str
    zh: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong: with the words that speak for it and the articles it rests on."""

    id: str
    zh: str
    keywords: tuple[str, ...]
    basis: tuple[str, ...]


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = catalogues.tree("consumer_categories.yaml")
    return found


def rows(section: str) -> list[dict[str, Any]]:
    """The rows of a section by the names of its columns."""
    return catalogues.table(_file()[section])


@cache
def leaves() -> dict[str, Leaf]:
    """Categories of the third level by code."""
    return {r["code"]: Leaf(r["code"], r["zh"], tuple(r["keywords"])) for r in rows("leaves")}


@cache
def names() -> dict[str, str]:
    """What every category of each level is called."""
    return {r["code"]: r["zh"] for section in ("level1", "level2", "leaves") for r in rows(section)}


@cache
def choices() -> tuple[tuple[str, str], ...]:
    """Code and name of every lowest category, its group before a colon so that a form folds them."""
    return tuple((r["code"], f"{names()[r['parent']]}：{r['zh']}") for r in rows("leaves"))


@cache
def breaches() -> dict[str, str]:
    """What a report is about, by key."""
    return {r["id"]: r["zh"] for r in rows("report_categories")}


@cache
def trades() -> dict[str, str]:
    """Categories of the first level: the trades that figures are told by."""
    return {r["code"]: r["zh"] for r in rows("level1")}


@cache
def problems() -> dict[str, Problem]:
    """Problems by their key."""
    return {
        r["id"]: Problem(r["id"], r["zh"], tuple(r["keywords"]), cited(r["basis"])) for r in rows("problem_categories")
    }


def called(code: str) -> str:
    """The words of a category; the code itself where there is no such category."""
    return names().get(code, code)


def problem_called(key: str) -> str:
    """The words of a problem."""
    found = problems().get(key)
    return found.zh if found else key


def cited(text: str) -> tuple[str, ...]:
    """`消保法24 25;产品质量法27-32` as citations of registered instruments; a range stands for its first article."""
    found: list[str] = []
    for part in text.split(";"):
        name = next((n for n in SHORT if part.startswith(n)), "")
        if name:
            articles = re.findall(r"\d+", re.sub(r"-\d+", "", part[len(name) :]))
            found += [f"{SHORT[name]} art. {n}" for n in articles] or [SHORT[name]]
    return tuple(found)
