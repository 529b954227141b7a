"""办案指引: for a cause, what has to be proved, with which evidence, on which papers."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from .causes import cause
from .packaged import tree


@dataclass(frozen=True)
class Element:
    """One thing to prove: its key, its words in both languages, and what it needs."""

    id: str
    zh: str
    en: str
    need: str


@dataclass(frozen=True)
class Guide:
    """The guide of one cause, put together from what is common, of its field and its own."""

    elements: tuple[Element, ...]
    evidence: tuple[str, ...]
    papers: tuple[str, ...]


@cache
def guide(cause_id: str) -> Guide:
    """Elements of the cause itself come first, then those of its field, then the common ones."""
    data = tree("penalty_guides.yaml")
    parts: list[dict[str, Any]] = [data["common"]]
    if own := data["fields"].get(cause(cause_id).field):
        parts.insert(0, own)
    if mine := data["causes"].get(cause_id):
        parts.insert(0, mine)
    elements = tuple(Element(**e) for part in parts for e in part["elements"])
    evidence = tuple(dict.fromkeys(e for part in reversed(parts) for e in part["evidence"]))
    papers = tuple(dict.fromkeys(p for part in reversed(parts) for p in part["papers"]))
    return Guide(elements, evidence, papers)
