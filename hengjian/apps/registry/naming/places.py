"""Names of divisions as names of enterprises begin with them: in full, in short, and one after the other (art. 7)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hengjian.kernel import divisions

from .lexicon import lexicon

RANKS = (
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "联合旗", "地区", "林区", "特区", "新区", "矿区",
    "省", "市", "县", "区", "州", "盟", "旗",
)  # fmt: skip
PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
LONGEST_RUN = 3


@dataclass(frozen=True)
class Place:
    """Words at the beginning of a name that name a division; `codes` from the widest to the narrowest."""

    text: str
    codes: tuple[str, ...]
    in_full: bool

    @property
    def code(self) -> str:
        return self.codes[-1] if self.codes else ""


NOWHERE = Place("", (), False)


def short(name: str) -> str:
    """A division's name without its rank and its ethnic groups, if two characters remain (恩施土家族苗族自治州: 恩施)."""
    return variants(name)[-1]


@cache
def variants(name: str) -> tuple[str, ...]:
    """The ways to write a division: in full, with the plain rank (恩施州), without it."""
    rank = next((r for r in RANKS if name.endswith(r) and len(name) - len(r) >= 2), "")
    if not rank:
        return (name,)
    stem = name[: -len(rank)]
    while ethnic := next((e for e in lexicon().ethnic if stem.endswith(e) and len(stem) - len(e) >= 2), ""):
        stem = stem[: -len(ethnic)]
    plain = stem + rank[-1] if rank.startswith("自治") and rank != "自治区" else stem
    return tuple(dict.fromkeys((name, plain, stem)))


class Places:
    """All divisions of county level and above by the words that may stand for them."""

    def __init__(self, named: dict[str, str]) -> None:
        self.names = {c: n for c, n in named.items() if 2 <= len(c) <= 6 and n not in PLACEHOLDERS}
        found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for code, name in self.names.items():
            for number, word in enumerate(variants(name)):
                found[word].append((code, number == 0))
        self.words = {word: tuple(codes) for word, codes in found.items()}
        self.longest = max(map(len, self.words), default=0)

    def is_place(self, word: str) -> bool:
        """Is the word, in full or in short, the name of a division of county level or above?"""
        return word in self.words

    def front(self, text: str, seat: str = "") -> list[Place]:
        """Readings of the beginning of the text as a place, the best first: of the seat, then the longest."""
        readings = [r for r in self._runs(text, "", 0) if self._stands_alone(r, seat)]
        return sorted(readings, key=lambda r: (not _above(r.code, seat), -len(r.text), not r.in_full, len(r.code)))

    def whole(self, text: str, seat: str = "") -> Place:
        """The text as nothing but a place."""
        fitting = [r for r in self._runs(text, "", 0) if len(r.text) == len(text)]
        return min(fitting, key=lambda r: (not _above(r.code, seat), len(r.code)), default=NOWHERE)

    def back(self, text: str, seat: str = "") -> Place:
        """The end of the text as a place (红光酒业北京有限公司); nothing but a full name or the seat's."""
        for size in range(min(self.longest, len(text) - 2), 1, -1):
            place = self.whole(text[-size:], seat)
            if place.codes and (place.in_full or (seat and _above(place.code, seat)) or len(place.code) == 2):
                return place
        return NOWHERE

    def _runs(self, text: str, within: str, depth: int) -> Iterator[Place]:
        for size in range(min(self.longest, len(text)), 1, -1):
            for code, in_full in self.words.get(text[:size], ()):
                if within and not (code.startswith(within) and code != within):
                    continue
                yield Place(text[:size], (code,), in_full)
                if depth + 1 < LONGEST_RUN:
                    for more in self._runs(text[size:], code, depth + 1):
                        yield Place(text[:size] + more.text, (code, *more.codes), in_full and more.in_full)

    def _stands_alone(self, place: Place, seat: str) -> bool:
        """Provinces, cities and whatever lies above the seat may be written short; counties and districts elsewhere may not."""
        if place.in_full or len(place.codes) > 1 or len(place.code) < 6 or (seat and _above(place.code, seat)):
            return True
        return self.names[place.code].endswith("市")


def _above(code: str, seat: str) -> bool:
    return bool(code) and seat.startswith(code)


@cache
def places() -> Places:
    """The divisions that the package carries."""
    return Places(divisions.names())
