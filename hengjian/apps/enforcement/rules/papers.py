"""The set of papers: what must stand in each, by which article; what is missing; which evidence carries it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from hengjian.kernel import catalogues

Value = str | list[str]
# Which evidence carries which element; the others rest on the record of the procedure itself.
CARRIED = {
    "party": ("party",),
    "conduct": ("conduct",),
    "evidence": ("party", "conduct", "amount", "harm", "fault", "corrected"),
    "nature": ("conduct", "harm"),
    "discretion": ("amount", "harm", "fault", "corrected"),
    "no_penalty": ("harm", "fault", "corrected"),
}


@dataclass(frozen=True)
class Element:
    """What must stand in a paper: words, the sentence that leads to it, the article that asks for it; `many` has lines."""

    key: str
    zh: str
    en: str
    lead: str
    article: str
    many: bool = False


@dataclass(frozen=True)
class Sheet:
    """A paper of the set: title, layout, number, elements in their order.

    `by_hand` says at which stages officers issue it by themselves: open or decided; empty where an act of its own does.
    `internal` papers stay in the second volume.
    """

    id: str
    zh: str
    en: str
    layout: str
    number: str
    elements: tuple[Element, ...]
    by_hand: str = ""
    internal: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the matrix: the element, the fact that fills it, the evidence that carries the fact."""

    element: Element
    value: Value
    evidence: tuple[int, ...]

    @property
    def filled(self) -> bool:
        return bool(self.value)


@cache
def sheets() -> dict[str, Sheet]:
    """The set by id."""
    raw: dict[str, Any] = catalogues.tree("case_papers.yaml")
    words = raw["elements"]

    return {p["id"]: _sheet(p, words) for p in raw["papers"]}


def _sheet(raw: dict[str, Any], words: dict[str, Any]) -> Sheet:
    elements = tuple(
        Element(k, words[k]["zh"], words[k]["en"], words[k].get("lead", ""), article, words[k].get("many", False))
        for k, article in raw["elements"].items()
    )
    by_hand, internal = raw.get("by_hand", ""), raw.get("internal", False)
    return Sheet(raw["id"], raw["zh"], raw["en"], raw["layout"], raw["number"], elements, by_hand, internal)


def internal_sheets() -> frozenset[str]:
    """Ids of the papers that never leave the office."""
    return frozenset(one.id for one in sheets().values() if one.internal)


def lacking(sheet: Sheet, facts: Mapping[str, Value]) -> list[Element]:
    """Elements that nothing fills."""
    return [e for e in sheet.elements if not facts.get(e.key)]


def matrix(sheet: Sheet, facts: Mapping[str, Value], proofs: Iterable[tuple[int, Sequence[str]]]) -> list[Line]:
    """Element by element: its fact, and the numbers of the evidence that proves it. `proofs`: number → what it proves."""
    known = list(proofs)
    return [
        Line(
            e,
            facts.get(e.key, ""),
            tuple(n for n, proves in known if set(proves) & set(CARRIED.get(e.key, ()))),
        )
        for e in sheet.elements
    ]


def unproved(lines: Iterable[Line]) -> list[Element]:
    """Elements that must rest on evidence and do not."""
    return [line.element for line in lines if line.element.key in ("party", "conduct") and not line.evidence]
