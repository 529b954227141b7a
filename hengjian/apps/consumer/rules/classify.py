"""What a telling is about: category, problem, urgency, whether many are hit, the articles; always with the words that said so.

A first guess for the officer, who may change every part of it. It refuses nobody and decides nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from . import categories

# Words that make it more than a wish for one's money back. Settings, not law; longest first where one holds another.
REPORT = ("举报", "查处", "违法", "依法处罚", "取缔", "严惩")
ENQUIRY = ("请问", "咨询", "想了解", "想问", "怎么办理", "是否合法", "如何办理")
URGENT = {
    "住院": "hurt", "昏迷": "hurt", "抢救": "hurt", "中毒": "hurt", "烫伤": "hurt", "触电": "hurt", "爆炸": "hurt",
    "起火": "hurt", "自燃": "hurt", "受伤": "hurt", "上吐下泻": "hurt", "急诊": "hurt", "煤气泄漏": "hurt",
    "跑路": "vanishing", "失联": "vanishing", "卷款": "vanishing", "人去楼空": "vanishing", "关门停业": "vanishing",
    "孕妇": "frail", "婴儿": "frail", "老人": "frail", "残疾": "frail",
}  # fmt: skip
PRESSING = {"hurt", "vanishing"}
MANY = re.compile(
    r"(?:很多|许多|大量|众多|上百|几百|数百|几十|数十|十几|多)(?:名|位|个)?(?:人|家长|业主|学员|会员|顾客|消费者|同学|邻居)"
    r"|(?<!\d)(?:[3-9]|\d{2,4})(?:名|位|个)?(?:人|家长|业主|学员|会员|顾客|消费者)(?:都|均|同时|一起|联名|要求|交)"
    r"|维权群|联名|集体投诉|大家都|我们(?:几|十)[几多]?(?:个|名|位)|全班|全小区|群里都"
)
NOUGHT = "other"


@dataclass(frozen=True)
class Guess:
    """A guess with its reasons. `category` and `problem` are codes of the catalogue, `basis` citations of the law."""

    category: str
    kind: str
    problem: str
    urgency: str
    incident: bool
    basis: list[str]
    reasons: list[str]
    confidence: float

    @property
    def category_name(self) -> str:
        return categories.called(self.category)


@dataclass(frozen=True)
class Learnt:
    """What a trained model says: a label, how sure it is, and the pieces of text that weighed most."""

    label: str
    confidence: float
    words: list[str] = field(default_factory=list)


class Model(Protocol):
    """A trained model, see `consumer.learning`."""

    def says(self, text: str) -> Learnt: ...


def hits(text: str, keywords: Iterable[str]) -> list[str]:
    """The keywords that stand in the text; one that lies within another that does is left out."""
    found = sorted({k for k in keywords if k in text}, key=len, reverse=True)
    return [k for n, k in enumerate(found) if not any(k in longer for longer in found[:n])]


def ranked(text: str, keywords: Mapping[str, Iterable[str]]) -> list[tuple[int, str, list[str]]]:
    """Keys with the words that speak for them, the strongest first: the longest word wins, then more words, then how often."""
    rows = []
    for key, words in keywords.items():
        if found := hits(text, words):
            rows.append((100 * len(found[0]) + 10 * len(found) + sum(min(text.count(w), 3) for w in found), key, found))
    return sorted(rows, key=lambda row: (-row[0], row[1]))


def guess(text: str, model: Model | None = None) -> Guess:
    """Classify a telling by the catalogue's keywords; a trained model is heard where it is there and surer."""
    reasons: list[str] = []
    category, sure = _category(text, model, reasons)
    problem, basis = _problem(text, reasons)
    return Guess(
        category,
        _kind(text, reasons),
        problem,
        _urgency(text, reasons),
        _incident(text, reasons),
        basis,
        reasons,
        round(min(0.99, sure), 2),
    )


def _category(text: str, model: Model | None, reasons: list[str]) -> tuple[str, float]:
    found = ranked(text, {leaf.code: leaf.keywords for leaf in categories.leaves().values()})
    code, sure = "", 0.0
    words: list[str] = []
    if found:
        best, code, words = found[0]
        rival = found[1][0] if len(found) > 1 else 0
        sure = 0.55 + 0.4 * (best - rival) / best if best > rival else 0.5
    learnt = model.says(text) if model else None
    if learnt and learnt.label in categories.names() and learnt.confidence > sure:
        code, sure, words = learnt.label, learnt.confidence, learnt.words
    if code:
        reasons.append(f"{categories.called(code)}：{'、'.join(words)}")
    return code, sure


def _problem(text: str, reasons: list[str]) -> tuple[str, list[str]]:
    known = categories.problems()
    found = ranked(text, {p.id: p.keywords for p in known.values() if p.id != NOUGHT})
    if not found:
        return NOUGHT, []
    _score, key, words = found[0]
    reasons.append(f"{known[key].zh}：{'、'.join(words)}")
    return key, list(known[key].basis)


def _kind(text: str, reasons: list[str]) -> str:
    if found := hits(text, REPORT):
        reasons.append(f"举报：{'、'.join(found)}")
        return "report"
    if found := hits(text, ENQUIRY):
        reasons.append(f"咨询：{'、'.join(found)}")
        return "enquiry"
    return "complaint"


def _urgency(text: str, reasons: list[str]) -> str:
    found = hits(text, URGENT)
    if not found:
        return "normal"
    reasons.append(f"紧急：{'、'.join(found)}")
    return "urgent" if {URGENT[w] for w in found} & PRESSING else "soon"


def _incident(text: str, reasons: list[str]) -> bool:
    found = MANY.search(text)
    if found:
        reasons.append(f"多人：{found[0]}")
    return found is not None
