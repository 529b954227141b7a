"""The facts that weigh in discretion: those of the law, and those the table names for a cause."""

from dataclasses import dataclass
from functools import cache

from .packaged import tree

# What a cause's own table says in other words is the general fact.
SAME = {
    "首次": "first",
    "初次": "first",
    "初次违法": "first",
    "立即改正": "corrected",
    "及时改正": "corrected",
    "改正": "corrected",
    "改正快": "corrected",
    "无危害": "no_harm",
    "无危害后果": "no_harm",
    "无后果": "no_harm",
    "未造成危害": "no_harm",
    "危害后果轻微": "slight_harm",
    "两年内再犯": "repeated",
}
OWN = "samr_discretion_opinion"
LENIENT = ("none", "mitigated", "light")


@dataclass(frozen=True)
class Fact:
    """One fact: its key, how it weighs, its words, its article, how sure that is."""

    id: str
    effect: str
    text: str
    basis: str = OWN
    check: str = "low"


@dataclass(frozen=True)
class Lenient:
    """One way into a lenient band: all of these facts."""

    band: str
    facts: tuple[Fact, ...]


@cache
def general() -> dict[str, Fact]:
    """Facts that weigh whatever the cause (处罚法 30-33, 49; 裁量指导意见)."""
    rows = tree("discretion.yaml")["general"]
    return {r["id"]: Fact(r["id"], r["effect"], r["zh"], r["basis"], r["check"]) for r in rows}


@cache
def own(cause_id: str) -> dict[str, Fact]:
    """Facts that the table names for the cause; what is a general fact in other words is left out."""
    found: dict[str, Fact] = {}
    for band, texts in _texts(cause_id):
        for text in texts:
            if text not in SAME:
                key = f"{cause_id}.{_key(cause_id, text)}"
                found.setdefault(key, Fact(key, band if band == "heavy" else "", text))
    return found


@cache
def ways(cause_id: str, barred: bool = False) -> tuple[Lenient, ...]:
    """Ways into the lenient bands of a cause; with `barred` those bands it has none for, marked with a dash."""
    table = tree("discretion.yaml")["causes"].get(cause_id, {})
    if barred:
        return tuple(Lenient(f"-{band}", ()) for band in table.get("barred", ()))
    known = general() | own(cause_id)
    return tuple(
        Lenient(band, tuple(known[_id(cause_id, text)] for text in way))
        for band in LENIENT
        for way in table.get(band, ())
    )


def _texts(cause_id: str) -> list[tuple[str, list[str]]]:
    table = tree("discretion.yaml")["causes"].get(cause_id, {})
    flat = [(band, way) for band in LENIENT for way in table.get(band, ())]
    return flat + [(band, table.get(band, [])) for band in ("ordinary", "heavy")]


def _id(cause_id: str, text: str) -> str:
    return SAME.get(text) or f"{cause_id}.{_key(cause_id, text)}"


@cache
def _key(cause_id: str, text: str) -> int:
    """The place of the text among the cause's facts, which is its key."""
    texts = dict.fromkeys(t for _band, band in _texts(cause_id) for t in band)
    return list(texts).index(text) + 1
