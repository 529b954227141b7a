"""What the package carries about checks: questions of the checklists, codes of results, kinds of orders to correct."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from hengjian.kernel import catalogues
from hengjian.kernel.law import OFFICIAL, cite


@dataclass(frozen=True)
class Question:
    """One question of a checklist. `fault` says which answer to a yes-or-no question is a fault; judge: the officer."""

    key: str
    item: str
    ask: str
    kind: str
    fault: str
    basis: str
    check: str
    choices: tuple[str, ...] = ()
    article: Any = None


@dataclass(frozen=True)
class Result:
    """A code of the national list of results, and what follows: a lead with its cause, an order, or that no visit was."""

    code: str
    zh: str
    en: str
    lead: str = ""
    order: bool = False
    standing: bool = False
    food: bool = False


@dataclass(frozen=True)
class Correction:
    """A kind of order to correct; `term` is the law's id of its time, `any` where the officer sets it."""

    key: str
    zh: str
    en: str
    term: str
    cite: str
    check: str


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = catalogues.tree(name)
    return found


def _question(raw: dict[str, Any]) -> Question:
    articles = [cite(text) for text in raw.get("cite", "").split("; ") if text]
    official = [a.text(OFFICIAL) for a in articles] + ([f"《{raw['text']}》"] if raw.get("text") else [])
    return Question(
        raw["key"],
        raw["item"],
        raw["ask"],
        raw["kind"],
        raw["fault"],
        "、".join(official),
        raw["check"],
        tuple(raw.get("choices", ())),
        articles[0] if articles else None,
    )


@cache
def questions() -> dict[str, Question]:
    """Every question by its key, in the order of the lists."""
    return {raw["key"]: _question(raw) for raw in _read("checklists.yaml")["questions"]}


@cache
def by_item() -> dict[str, tuple[Question, ...]]:
    """The questions of each item."""
    found: dict[str, list[Question]] = {}
    for one in questions().values():
        found.setdefault(one.item, []).append(one)
    return {item: tuple(rows) for item, rows in found.items()}


GENERAL = "general"


def of_item(item: str) -> tuple[Question, ...]:
    """The questions of an item; one without a list of its own is judged as a whole."""
    own = by_item().get(item)
    return own or (_whole(item),)


def _whole(item: str) -> Question:
    article = cite("double_random_state_council")
    return Question(f"{item}-q00", item, "本事项检查情况", "yn_na", "no", article.text(OFFICIAL), "low", (), article)


def question(key: str) -> Question | None:
    """The question of that key; that of an item judged as a whole ends in q00."""
    item, _dash, number = key.rpartition("-")
    return questions().get(key) or (_whole(item) if item and number == "q00" and item not in by_item() else None)


@cache
def results() -> dict[str, Result]:
    """The codes of results."""
    names = Result.__dataclass_fields__
    rows = _read("check_results.yaml")["results"]
    return {raw["code"]: Result(**{k: v for k, v in raw.items() if k in names}) for raw in rows}


@cache
def corrections() -> dict[str, Correction]:
    """The kinds of orders."""
    return {raw["key"]: Correction(**raw) for raw in _read("check_results.yaml")["corrections"]}


KIND_NAMES = {key: one.zh for key, one in corrections().items()}
FOOD = ("food_production", "food_sales", "catering")


def is_food(items: list[str]) -> bool:
    """Whether the result is also one of the three of food checks (食品生产经营监督检查管理办法)."""
    return any(item.rpartition("-")[0] in FOOD for item in items)
