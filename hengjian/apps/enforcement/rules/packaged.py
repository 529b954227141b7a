"""Reading the catalogues that the package carries, once and not before they are asked for."""

import re
from functools import cache
from typing import Any

from hengjian.kernel import catalogues
from hengjian.kernel.law import OFFICIAL, LawUnknown, cite

_PART = re.compile(r"(?P<id>[a-z][a-z0-9_]*) (?P<arts>\d+(?:[-,]\d+)*)")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file by column."""
    return tuple(catalogues.rows(name))


@cache
def tree(name: str) -> Any:
    """What a YAML file holds."""
    return catalogues.tree(name)


def articles(statute: str, numbers: str, lang: str = OFFICIAL) -> str:
    """`food_law`, "34 price_law:14" → the articles in words; the statute alone where no article is known."""
    found = []
    for part in numbers.split():
        other, colon, number = part.rpartition(":")
        found.append(cite(f"{other if colon else statute} art. {number}").text(lang))
    return ("、" if lang.startswith("zh") else "; ").join(found or [cite(statute).text(lang)])


def basis_words(text: str, lang: str = OFFICIAL) -> str:
    """The basis of a catalogue row in words; a part that names no registered instrument stays as it was written."""
    return ("、" if lang.startswith("zh") else "; ").join(_part(part.strip(), lang) for part in text.split(";"))


def _part(text: str, lang: str) -> str:
    match = _PART.fullmatch(text)
    try:
        if match is None:
            return cite(text).text(lang)
        return articles(match["id"], re.sub(r"[-,]", " ", match["arts"]), lang)
    except LawUnknown:
        return text
