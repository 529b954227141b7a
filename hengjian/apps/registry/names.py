"""The name engine, first version: taking a name apart, what the rules forbid, what is the same or similar. Pure.

Enterprise Name Registration Regulation, arts. 6-13 and 17; words and groups from `law/catalogues/name_lexicon.yaml`.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import cite

ART = "enterprise_name_regulation art. {}"
LONGEST = 60


@dataclass(frozen=True)
class Lexicon:
    """The catalogue, indexed for parsing."""

    forms: tuple[str, ...]
    industries: dict[str, str]
    near: frozenset[frozenset[str]]
    prohibited: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class NameParts:
    """A name taken apart: division, trade name 字号, industry words and their group, organisation form."""

    whole: str
    region: str
    trade_name: str
    industry: str
    group: str
    form: str

    @property
    def pinyin(self) -> str:
        return "".join(lazy_pinyin(self.trade_name)).lower()


@dataclass(frozen=True)
class Known:
    """A registered or reserved name to compare with."""

    name: str
    trade_name: str
    pinyin: str
    group: str
    registered: bool = True


@dataclass(frozen=True)
class Hit:
    """A name found to be the same or similar, and why."""

    name: str
    same: bool
    reason: Any


def rows(table: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Rows of a `{cols, rows}` table as dictionaries."""
    return (dict(zip(table["cols"], row, strict=True)) for row in table["rows"])


@cache
def lexicon() -> Lexicon:
    """The packaged lexicon."""
    text = resources.files("hengjian.law").joinpath("catalogues/name_lexicon.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    forms = {r["word"] for r in rows(data["organisation_forms"]) if "individual_business" in r["entity_types"]}
    industries = {w: r["group"] for r in rows(data["industry_groups"]) for w in r["words"]}
    near = frozenset(frozenset((r["group_a"], r["group_b"])) for r in rows(data["near_groups"]))
    return Lexicon(tuple(sorted(forms, key=len, reverse=True)), industries, near, tuple(rows(data["prohibited_words"])))


def normal(name: str) -> str:
    """One spelling: compatibility forms folded, blanks and dots removed, full-width brackets."""
    folded = unicodedata.normalize("NFKC", name)
    return "".join(c for c in folded if not c.isspace() and c not in "·.•").replace("(", "（").replace(")", "）")


def parse(name: str, regions: Iterable[str]) -> NameParts:
    """Take a name apart; `regions` are the words that may stand for the division, longest match wins."""
    whole = normal(name)
    region = max((r for r in regions if r and whole.startswith(r)), key=len, default="")
    rest = whole[len(region) :]
    words = lexicon()
    form = next((f for f in words.forms if rest.endswith(f) and len(rest) > len(f)), "")
    body = rest[: len(rest) - len(form)]
    industry = _industry(body, rest, form)
    trade = body[: len(body) - len(industry)] if body.endswith(industry) and industry else body
    group = words.industries.get(industry) or words.industries.get(industry + form) or words.industries.get(form, "")
    return NameParts(whole, region, trade, industry, group, form)


def _industry(body: str, rest: str, form: str) -> str:
    known = lexicon().industries
    # The industry words end where the form begins; two characters are left for the trade name where possible.
    for start in range(1, len(body)):
        piece = body[start:]
        if piece in known or piece + form in known:
            return piece if start >= 2 or len(body) < 4 else _industry(body[1:], rest, form) or piece
    return ""


def examine(parts: NameParts, trade_regions: frozenset[str]) -> Finding:
    """What the rules say against a name, each ground with its article."""
    return Finding.of((*_structure(parts), *_trade_name(parts, trade_regions), *_words(parts)))


def _ground(fact: Any, article: str, remedy: Any, *, bars: bool = True) -> Ground:
    return Ground(fact, cite(ART.format(article)), remedy, "name", bars)


def _structure(parts: NameParts) -> Iterable[Ground | None]:
    if any(not ("\u4e00" <= c <= "\u9fff" or c in "（）〇" or "\U00020000" <= c <= "\U0003ffff") for c in parts.whole):
        yield _ground(
            _("A name uses standard Chinese characters only."),
            "4",
            _("Write letters and digits as Chinese characters."),
        )
    if len(parts.whole) > LONGEST:
        yield _ground(_("The name is too long."), "6", _("Shorten it."))
    if not parts.region:
        yield _ground(
            _("The name does not begin with the division where the business is."),
            "7",
            _("Put the name of the county, district or city in front."),
        )
    if not parts.form:
        yield _ground(
            _("The name has no organisation form an individual business may use."),
            "10",
            _("End it with 店, 部, 行, 坊 or the like."),
        )


def _trade_name(parts: NameParts, regions: frozenset[str]) -> Iterable[Ground | None]:
    if len(parts.trade_name) < 2:
        yield _ground(
            _("The trade name must have at least two Chinese characters."),
            "8",
            _("Choose a trade name of two characters or more."),
        )
    elif parts.trade_name in regions:
        yield _ground(
            _("“%(word)s” is the name of a division and cannot be the trade name.") % {"word": parts.trade_name},
            "8",
            _("Choose another trade name."),
        )
    elif parts.trade_name in lexicon().industries:
        yield _ground(
            _("“%(word)s” is an industry word and cannot be the trade name.") % {"word": parts.trade_name},
            "8",
            _("Choose another trade name."),
        )


def _words(parts: NameParts) -> Iterable[Ground | None]:
    for row in lexicon().prohibited:
        for word in row["words"]:
            if normal(word) in parts.whole:
                text = _("“%(word)s”: %(ground)s.") % {"word": word, "ground": row["zh"]}
                yield _ground(text, "11", _("Leave the word out."), bars=row["effect"] == "block")
                break


def compare(parts: NameParts, others: Iterable[Known]) -> list[Hit]:
    """Same and similar names, the same first. Art. 17: a trade name of the same industry must differ."""
    hits = [hit for other in others if (hit := _compare(parts, other))]
    return sorted(hits, key=lambda h: (not h.same, h.name))


def _compare(parts: NameParts, other: Known) -> Hit | None:
    if normal(other.name) == parts.whole:
        return Hit(other.name, True, _("identical"))
    same_industry = not parts.group or not other.group or parts.group == other.group
    if other.trade_name == parts.trade_name:
        if same_industry:
            return Hit(other.name, True, _("same trade name in the same industry"))
        near = frozenset((parts.group, other.group)) in lexicon().near
        return Hit(other.name, False, _("same trade name in a near industry") if near else _("same trade name"))
    if other.pinyin == parts.pinyin and same_industry:
        return Hit(other.name, False, _("same sound in the same industry"))
    return None
