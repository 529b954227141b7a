"""What sounds or looks alike: readings of a trade name, and trade names that differ in one similar character."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

from hengjian.kernel.later import Later

from .lexicon import lexicon

if TYPE_CHECKING:
    import pypinyin
else:
    pypinyin = Later("pypinyin")

MOST_READINGS = 8


@lru_cache(maxsize=4096)
def readings(trade_name: str) -> frozenset[str]:
    """Every living reading without tones; a character of several readings gives several (comparison rule 4(2))."""
    usual = pypinyin.lazy_pinyin(trade_name, v_to_u=False)
    if len(usual) != len(trade_name):  # what is no Chinese character is read in one piece
        return frozenset({" ".join(usual).lower()})
    known = lexicon().polyphones
    choices = [tuple(dict.fromkeys((own, *known.get(c, ())))) for c, own in zip(trade_name, usual, strict=True)]
    return frozenset(" ".join(one) for one in islice(product(*choices), MOST_READINGS))


def sound_alike(one: str, other: str) -> bool:
    """Do two trade names have a reading in common?"""
    return len(one) == len(other) and not readings(one).isdisjoint(readings(other))


def look_alike(one: str, other: str) -> bool:
    """Do two trade names differ in one character only, and that by a similar glyph (comparison of 末 and 未)?"""
    if len(one) != len(other):
        return False
    unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(unlike) == 1 and unlike[0][1] in lexicon().glyphs.get(unlike[0][0], "")


def written_alike(trade_name: str) -> Iterator[str]:
    """Trade names that look like this one."""
    glyphs = lexicon().glyphs
    for at, character in enumerate(trade_name):
        for similar in glyphs.get(character, ""):
            yield trade_name[:at] + similar + trade_name[at + 1 :]


def pieces(trade_name: str) -> list[str]:
    """Parts of a trade name that could be another's: two characters or more, and not the whole."""
    size = len(trade_name)
    return sorted(
        {trade_name[a:b] for a in range(size) for b in range(a + 2, size + 1) if b - a < size},
        key=len,
        reverse=True,
    )
