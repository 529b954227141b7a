"""The words of names, read once from the catalogues of the law and indexed for parsing and comparing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from hengjian.kernel import catalogues

BRANCH = "branch"


@dataclass(frozen=True)
class Prohibited:
    """A ground of art. 11: its words, and whether they bar or are looked at by an officer."""

    item: int
    zh: str
    en: str
    words: tuple[str, ...]
    bars: bool


@dataclass(frozen=True)
class Lexicon:
    """The catalogues, indexed. `industries` gives the group of a word; a word without one says no industry."""

    forms: Mapping[str, frozenset[str]]
    branch_forms: frozenset[str]
    industries: Mapping[str, str]
    weak: frozenset[str]
    longest: int
    groups: Mapping[str, str]
    near: frozenset[frozenset[str]]
    prohibited: tuple[Prohibited, ...]
    innocent: Mapping[str, tuple[str, ...]]
    absolute: tuple[str, ...]
    titles: frozenset[str]
    foreign_places: frozenset[str]
    zones: tuple[str, ...]
    ethnic: tuple[str, ...]
    polyphones: Mapping[str, tuple[str, ...]]
    glyphs: Mapping[str, str]
    standard: Mapping[str, str]
    suggested: str
    worked_pairs: tuple[dict[str, Any], ...]
    version: str

    def tail(self, text: str, form: str = "") -> str:
        """The longest descriptive word that ends the text; with the form, where both make one word (药店, 酒厂)."""
        for size in range(min(self.longest, len(text)), 0, -1):
            word = text[-size:]
            if word in self.industries or word in self.weak or (form and word + form in self.industries):
                return word
        return ""

    def says_industry(self, word: str) -> bool:
        """Is the word nothing but a description of what a firm does?"""
        return word in self.industries or word in self.weak

    def group(self, word: str, form: str = "") -> str:
        """The industry group of a word, alone or together with the form."""
        return self.industries.get(word + form, "") or self.industries.get(word, "")


@cache
def lexicon() -> Lexicon:
    """The packaged words."""
    base, own = catalogues.tree("name_lexicon.yaml"), catalogues.tree("name_words.yaml")
    groups = {r["group"]: f"{r['gbt4754']} {r['gbt_name']}" for r in rows(base["industry_groups"])}
    industries = {_fold(w): r["group"] for r in reversed(list(rows(base["industry_groups"]))) for w in r["words"]}
    weak = {r["word"] for r in rows(base["weak_industry_words"]) if r["effect"] != "trade-name part"} - {"中"}
    for group, words in own["words"]["groups"].items():
        if group == "none":
            weak |= set(words)
        else:
            industries = {**dict.fromkeys(words, group), **industries}
    industries = {**{word: word for word in own["single"]["words"]}, **industries}
    weak |= set(own["broad"]["words"])
    forms = {_fold(r["word"]): frozenset(r["entity_types"]) for r in rows(base["organisation_forms"])}
    branches = {_fold(r["word"]) for r in rows(base["organisation_forms"]) if r["class"] == BRANCH}
    return Lexicon(
        forms={**dict.fromkeys(own["forms"]["words"], frozenset({"individual_business"})), **forms},
        branch_forms=frozenset(branches),
        industries=industries,
        weak=frozenset(weak - set(industries)),
        longest=max(map(len, industries)),
        groups=groups,
        near=frozenset(frozenset((r["group_a"], r["group_b"])) for r in rows(base["near_groups"])),
        prohibited=_prohibited(base),
        innocent={word: tuple(within) for word, within in own["innocent"]["within"].items()},
        absolute=tuple(own["absolute"]["words"]),
        titles=frozenset(own["titles"]["words"]),
        foreign_places=frozenset(own["foreign_places"]["words"]),
        zones=_longest_first(own["zones"]["words"]),
        ethnic=_longest_first(own["ethnic_groups"]["words"]),
        polyphones={c: tuple(dict.fromkeys(r)) for c, r in own["polyphones"]["readings"].items()},
        glyphs=_glyphs(),
        standard={
            old: row["standard"] for row in catalogues.rows("traditional_characters.csv") for old in row["traditional"]
        },
        suggested=own["suggested"]["characters"],
        worked_pairs=tuple(rows(base["worked_pairs"])),
        version=f"{base['version']}",
    )


def rows(table: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """Rows of a `{cols, rows}` table as dictionaries."""
    return (dict(zip(table["cols"], row, strict=True)) for row in table["rows"])


def _prohibited(base: Mapping[str, Any]) -> tuple[Prohibited, ...]:
    return tuple(
        Prohibited(r["ground"], r["zh"], r["en"], _longest_first(r["words"]), r["effect"] == "block")
        for r in rows(base["prohibited_words"])
    )


def _glyphs() -> dict[str, str]:
    """To each character those that look like it, the most alike first."""
    found: dict[str, str] = {}
    for row in catalogues.rows("similar_glyphs.csv"):
        for one, other in ((row["a"], row["b"]), (row["b"], row["a"])):
            found[one] = found.get(one, "") + other
    return found


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def _fold(word: str) -> str:
    return word.replace("(", "（").replace(")", "）")
