"""How alike a name and place of a source are to a subject of the register, and what speaks for it, part by part."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|合伙企业|专业合作社|个人独资企业|分公司|公司|经营部|商行|店|厂|部|中心|工作室)$"
)
PLACES = re.compile(r"^(.{2,8}?(省|自治区))?(.{2,8}?市)?(.{1,8}?(区|县|市))?")
MARKS = re.compile(r"[\s()（）〔〕\[\]【】·,，。.\-—_]+")
WEIGHTS = {"name": 55, "form": 15, "place": 30}  # hundredths of the score


def plain(text: str) -> str:
    """Half-width, without blanks and marks."""
    return MARKS.sub("", unicodedata.normalize("NFKC", text))


def core(name: str) -> str:
    """What is left of a name without its place in front and its form behind."""
    whole = plain(name)
    inner = FORMS.sub("", PLACES.sub("", whole, count=1))
    return inner if len(inner) >= 2 else whole


@dataclass(frozen=True)
class Likeness:
    """The score in per cent with its parts: what distinguishes the name, its form, the place. None: nothing to compare."""

    score: int
    name: int
    form: int
    place: int | None

    def as_dict(self) -> dict[str, Any]:
        return {"score": self.score, "parts": {"name": self.name, "form": self.form, "place": self.place}}


def likeness(name: str, place: str, other: str, other_place: str) -> Likeness:
    """A record's name and place beside those of a subject; a place that is not given weighs nothing."""
    alike = round(100 * JaroWinkler.similarity(core(name), core(other)))
    form = round(fuzz.ratio(plain(name), plain(other)))
    where = round(fuzz.partial_ratio(plain(place), plain(other_place))) if place and other_place else None
    parts = {"name": alike, "form": form} | ({} if where is None else {"place": where})
    weight = sum(WEIGHTS[part] for part in parts)
    score = round(sum(WEIGHTS[part] * value for part, value in parts.items()) / weight)
    return Likeness(score, alike, form, where)
