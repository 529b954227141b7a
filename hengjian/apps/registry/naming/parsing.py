"""Taking a name apart: division, trade name, industry and form, whatever their order (Regulation, arts. 6-10, 13, 14).

The parsing steps n1 to n5 of the lexicon. What cannot be known from the words alone stays with the trade name.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from .lexicon import lexicon
from .places import NOWHERE, Place, places

BRACKETS = re.compile(r"（([^（）]*)）")
GROUP, CHINA = "集团", "中国"
MARKS = frozenset({"普通合伙", "特殊普通合伙", "有限合伙", "个人独资"})
PART_OF = ("大学", "学院")
DOTS = "·.•・‧"
LONGEST_BEFORE = 2
IN_SHORT = re.compile(r"（简称[^（）]*）$")


@dataclass(frozen=True)
class NameParts:
    """A name taken apart. `industry` is written as in the name, `words` are its pieces from the form backwards.

    `place` is the code of the division named, `group` the key of the industry (empty: none is stated), `groups` all that
    its pieces speak of.
    """

    whole: str
    region: str = ""
    place: str = ""
    zone: str = ""
    trade_name: str = ""
    industry: str = ""
    words: tuple[str, ...] = ()
    group: str = ""
    groups: tuple[str, ...] = ()
    form: str = ""
    holding: bool = False
    china: bool = False
    brackets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    branch: str = ""
    parent: str = ""

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Kind and text of the parts in the order of the rules, as a page shows them."""
        found = [("region", self.region + self.zone), ("trade_name", self.trade_name), ("industry", self.industry)]
        return [*found, ("form", self.form), ("branch", self.branch)]

    @cached_property
    def stem(self) -> tuple[str, ...]:
        """What the industry words say beside their wording: 酒业发展 and 发展酒业 are one, so are 酒业 and 酒."""
        return tuple(sorted({w.removesuffix("业") or w for w in self.words}))

    @property
    def weak(self) -> bool:
        """Descriptive words without an industry of their own (实业, 发展)."""
        return bool(self.words) and not self.group


def normal(name: str) -> str:
    """One spelling: compatibility forms folded, blanks and dots removed, full-width brackets."""
    folded = unicodedata.normalize("NFKC", name)
    kept = "".join(c for c in folded if not c.isspace() and c not in DOTS)
    for old, new in (("(", "（"), (")", "）"), ("[", "（"), ("]", "）"), ("〔", "（"), ("〕", "）")):
        kept = kept.replace(old, new)
    return IN_SHORT.sub("", kept)


def standard(text: str) -> str:
    """Traditional forms in their standard form, for comparing."""
    known = lexicon().standard
    return "".join(known.get(c, c) for c in text)


def compose(parts: NameParts, order: str = "front") -> str:
    """The name its parts make: division in `front`, in `brackets` after the trade name, or at the `back` before the form."""
    holding = GROUP if parts.holding and GROUP not in parts.words else ""
    region, tail = parts.region + parts.zone, parts.industry + holding
    if not region:
        order = "front"
    body = {
        "front": f"{region}{parts.trade_name}{tail}",
        "brackets": f"{parts.trade_name}（{region}）{tail}",
        "back": f"{parts.trade_name}{tail}{region}",
    }[order]
    return body + ("（中国）" if parts.china else "") + parts.form + parts.branch


def parse(name: str, seat: str = "") -> NameParts:
    """Take a name apart; `seat` is the division of the authority, whose own names are recognised in their shortest form."""
    whole = normal(name)
    text, branch = _branch(whole)
    body, form = _form(text)
    body, inside = _brackets(body, seat)
    place, rest, inner = _region(body, inside, seat, form)
    zone = _zone(rest) if place.text or len(rest) > 4 else ""
    rest = rest[len(zone) :]
    parts = NameParts(
        whole,
        region=place.text,
        place=place.code,
        places=place.codes,
        zone=zone,
        form=form,
        holding=inside.holding,
        china=inside.china,
        brackets=inside.others,
        branch=branch,
        parent=text if branch else "",
    )
    return _industry(parts, rest, inner, form)


@dataclass(frozen=True)
class _Inside:
    """What stood in brackets."""

    holding: bool = False
    china: bool = False
    place: Place = NOWHERE
    before: int = 0
    others: tuple[str, ...] = ()


def _branch(whole: str) -> tuple[str, str]:
    """The parent's name and what the branch adds to it (art. 13): …有限公司 + 川汇第一分公司."""
    words = lexicon()
    end = next((f for f in sorted(words.branch_forms, key=len, reverse=True) if whole.endswith(f)), "")
    if not end:
        return whole, ""
    for size in range(len(whole) - 1, 3, -1):
        head = whole[:size]
        form = _longest_form(head)
        if len(form) > 1 and form not in words.branch_forms and len(head) - len(form) >= 2:
            return head, whole[size:]
    own = end.removeprefix("有限责任公司") if end.startswith("有限") else end
    return whole[: len(whole) - len(own)], own


def _longest_form(text: str) -> str:
    forms = lexicon().forms
    return next((text[-n:] for n in range(min(14, len(text) - 1), 0, -1) if text[-n:] in forms), "")


def _form(text: str) -> tuple[str, str]:
    """Body and organisation form; a mark in brackets belongs to the word before it (合伙企业（有限合伙）)."""
    found = re.search(r"（([^（）]+)）$", text)
    mark = found.group(0) if found and found.group(1) in MARKS else ""
    body = text[: len(text) - len(mark)]
    form = _longest_form(body)
    for joined in (f"（{GROUP}）", GROUP):
        if form.startswith(joined) and form != joined:
            form = form.removeprefix(joined)
    return body[: len(body) - len(form)], form + mark


def _brackets(body: str, seat: str) -> tuple[str, _Inside]:
    """The body without brackets, and what they said."""
    found = _Inside()
    while match := BRACKETS.search(body):
        text = match.group(1)
        place = places().whole(text, seat)
        if text == GROUP:
            found = replace(found, holding=True, before=match.start())
        elif text == CHINA:
            found = replace(found, china=True, before=match.start())
        elif place.codes and not found.place.codes:
            found = replace(found, place=place, before=match.start())
        elif text:
            found = replace(found, others=(*found.others, text))
        body = body[: match.start()] + body[match.end() :]
    return body, found


def _region(body: str, inside: _Inside, seat: str, form: str) -> tuple[Place, str, int]:
    """The division, the body without it, and where in that the bracketed division stood (0: nowhere)."""
    inner = inside.before if 2 <= inside.before < len(body) else 0
    if inside.place.codes and inside.before >= 2:
        return inside.place, body, inner
    known = places()
    full = {p.code for p in known.front(body, seat) if p.in_full}
    for place in known.front(body, seat):
        if place.code in full and not place.in_full:
            continue
        rest = body[len(place.text) :]
        own = bool(seat) and seat.startswith(place.code)
        trade = strip(rest, form)[0]
        # A place that leaves no trade name is the trade name itself (永安药业, 广州白云电器), and so is part of another
        # word (中山大学).
        if (
            own
            or place.in_full
            or (len(trade) >= 2 and not lexicon().says_industry(trade) and not rest.startswith(PART_OF))
        ):
            return place, rest, max(inner - len(place.text), 0)
    if not inside.place.codes and (place := known.back(body, seat)).codes:
        return place, body[: len(body) - len(place.text)], 0
    return inside.place, body, inner


def _zone(rest: str) -> str:
    """A development zone after the division, with up to four characters of its own name."""
    for zone in lexicon().zones:
        at = rest.find(zone)
        if 0 <= at <= 4 and len(rest) - at - len(zone) >= 2:
            return rest[: at + len(zone)]
    return ""


def _industry(parts: NameParts, rest: str, inner: int, form: str) -> NameParts:
    """Industry words are taken from the form backwards; what remains is the trade name."""
    trade, words = strip(rest, form)
    known = lexicon()
    if 2 <= inner < len(rest) and known.tail(rest[:inner]) not in known.industries:
        # Brackets part the trade name, whatever its last characters mean, from what follows.
        trade, words = rest[:inner], _strip_all(rest[inner:], form)
    groups = [known.group(w, form if n == 0 else "") for n, w in enumerate(words)]
    if not words and known.group("", form):
        groups = [known.group("", form)]
    stated = tuple(dict.fromkeys(g for g in groups if g))
    return replace(
        parts,
        trade_name=trade,
        industry=rest[len(trade) :],
        words=tuple(words),
        group=stated[0] if stated else "",
        groups=stated,
        holding=parts.holding or GROUP in words,
    )


def strip(rest: str, form: str) -> tuple[str, list[str]]:
    """Trade name and industry words, the last first; two characters are left for the trade name where possible."""
    known = lexicon()
    words: list[str] = []
    while word := known.tail(rest, "" if words else form):
        left = len(rest) - len(word)
        if left < 2:
            shorter = known.tail(rest[2:], form) if not words else ""
            lone = not words and left == 1 and len(word) > 1 and word not in known.weak
            word = shorter or (word if lone else "")
        if not word:
            break
        found = _across(rest, word) or [word]
        words += found
        rest = rest[: len(rest) - sum(map(len, found))]
        if len(rest) < 2:
            break
    return rest, words


def _across(rest: str, word: str) -> list[str]:
    """A word may begin before the longest one that ends the text: 安集 + 微电子 + 科技, not 安集微 + 电子科技."""
    known = lexicon()
    for before in range(1, min(LONGEST_BEFORE, len(rest) - len(word) - 2) + 1):
        text = rest[-len(word) - before :]
        for size in range(len(text) - 1, before, -1):
            first, second = text[:size], text[size:]
            if len(first) > 2 and first in known.industries and known.says_industry(second):
                return [second, first]
    return []


def _strip_all(text: str, form: str) -> list[str]:
    """All of a text as industry words; what is unknown stays as one word."""
    known = lexicon()
    words: list[str] = []
    while text:
        word = known.tail(text, "" if words else form) or text
        words.append(word)
        text = text[: len(text) - len(word)]
    return words
