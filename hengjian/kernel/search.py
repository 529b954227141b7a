"""Finding subjects by name, part of a name, full pinyin, initials or code; served by indexes, ranked in memory."""

from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from .later import Later
from .models import Subject

if TYPE_CHECKING:
    from pypinyin import core as pypinyin
else:
    pypinyin = Later("pypinyin.core")

CANDIDATES = 200


class Keys(TypedDict):
    """The columns a subject is found by."""

    pinyin: str
    initials: str
    grams: list[str]


def keys(name: str) -> Keys:
    """The columns a subject is found by: full pinyin, initials, and pairs of characters and of initials."""
    syllables = [s for word in _pinyin().seg(name) for s in _syllables(word)]
    initials = "".join(s[0] for s in syllables if s).lower()
    return {
        "pinyin": "".join(syllables).lower()[:600],
        "initials": initials[:200],
        "grams": sorted(grams(name) | {f"~{g}" for g in grams(initials[:60], 3)}),
    }


@cache
def _pinyin() -> Any:  # it loads its dictionary when it is made
    return pypinyin.Pinyin()


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> tuple[str, ...]:
    """The syllables of one word; names are made of the same few thousand."""
    return tuple(_pinyin().lazy_pinyin(word))


def grams(text: str, size: int = 2) -> set[str]:
    """Overlapping pieces of a text; a text shorter than a piece is a piece itself."""
    folded = "".join(text.split()).lower()
    if len(folded) <= size:
        return {folded} if folded else set()
    if size == 2:
        return {a + b for a, b in pairwise(folded)}
    return {folded[i : i + size] for i in range(len(folded) - size + 1)}


def candidates(text: str) -> QuerySet[Subject]:
    """Subjects that may be meant; every branch is served by an index."""
    word = "".join(text.split())
    if not word:
        return Subject.objects.none()
    if not word.isascii():
        whole = Q(name=word)
        return Subject.objects.filter(
            whole | Q(grams__contains=sorted(grams(word))) if len(word) > 1 else Q(name__startswith=word)
        )
    lower = word.lower()
    found = Q(code=word.upper()) | _starts("pinyin", lower) | _starts("initials", lower)
    if len(word) >= 3:
        found |= Q(grams__contains=[f"~{g}" for g in sorted(grams(lower, 3))])
    if len(word) >= 6:
        found |= _starts("code", word.upper())
    return Subject.objects.filter(found)


def _starts(field: str, text: str) -> Q:
    # A range, not LIKE: it uses the index under collation "C" whatever the parameter is.
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + "\U0010ffff"})


def find(text: str, most: int = 20) -> list[Subject]:
    """The best matches first: exact, then beginning, then likeness."""
    word = "".join(text.split())

    def rank(subject: Subject) -> tuple[bool, bool, float, str]:
        exact = word in (subject.name, subject.code)
        begins = subject.name.startswith(word) or subject.initials.startswith(word.lower())
        return (not exact, not begins, -fuzz.partial_ratio(word, subject.name), subject.name)

    return sorted(candidates(word)[:CANDIDATES], key=rank)[:most]
