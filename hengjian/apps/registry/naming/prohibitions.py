"""What the Regulation says against a name, rule by rule (arts. 4-15): each verdict with its article and what to do.

Pure: what the words alone cannot show (approvals, foreign control, the business scope) comes with the `Case`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import value

from .citing import art
from .lexicon import Prohibited, lexicon
from .parsing import NameParts
from .places import places

NAME = "name"
SEPARATORS = "/、，,；;|"
LONG = 15
INTERNATIONAL = "国际"
MISLEADING = 8  # the item of art. 11
# Industries whose very name needs an approval; other restricted words are ordinary as an industry (教育, 检验检测).
PERMITTED_ONLY = frozenset({"银行", "证券", "保险", "基金", "信托", "期货", "支付", "征信", "医院", "金融", "交易所"})


@dataclass(frozen=True)
class Case:
    """What is known of the applicant: seat, kind of entity, approvals and relations."""

    day: date
    seat: str = ""
    kind: str = ""
    approved_by_state_council: bool = False
    foreign_controlled: bool = False
    controls_group: bool = False
    authorised: bool = False
    scope_groups: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Rule:
    """One article, what it asks, and the function that finds what is against it."""

    article: int
    label: Any
    passed: Callable[[NameParts], Any]
    check: Callable[[NameParts, Case], Iterator[Ground]]


@dataclass(frozen=True)
class RuleVerdict:
    """A rule applied to a name: no ground means that it is kept."""

    rule: Rule
    reason: Any
    article: Any
    grounds: tuple[Ground, ...]

    @property
    def state(self) -> str:
        """ok, warn or bad, as pages mark it."""
        return "bad" if any(g.bars for g in self.grounds) else "warn" if self.grounds else "ok"


def examine(parts: NameParts, case: Case) -> list[RuleVerdict]:
    """Every rule with its verdict, in the order of the articles."""
    out = []
    for rule in RULES:
        grounds = tuple(rule.check(parts, case))
        text = rule.passed(parts) if not grounds else "".join(f"{g.fact}{g.remedy}" for g in grounds)
        out.append(RuleVerdict(rule, text, grounds[0].article if grounds else art(rule.article), grounds))
    return out


def finding(verdicts: list[RuleVerdict]) -> Finding:
    """All grounds of the rules together."""
    return Finding.of(g for v in verdicts for g in v.grounds)


def _ground(fact: Any, remedy: Any, *cited: int, bars: bool = True) -> Ground:
    return Ground(fact, art(*cited), remedy, NAME, bars)


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or ord(character) >= 0x20000 or (
        character == "〇"
    )  # fmt: skip


def _one_name(parts: NameParts, case: Case) -> Iterator[Ground]:
    if any(c in parts.whole for c in SEPARATORS):
        yield _ground(_("More than one name is written here."), _("An enterprise registers one name; keep one."), 4)


def _characters(parts: NameParts, case: Case) -> Iterator[Ground]:
    foreign = "".join(dict.fromkeys(c for c in parts.whole if not _han(c) and c not in "（）" + SEPARATORS))
    if foreign:
        fact = _("“%(text)s” is not written in Chinese characters.") % {"text": foreign}
        yield _ground(fact, _("Write letters, digits and signs as Chinese characters."), 5)
    known = lexicon().standard
    old = [c for c in dict.fromkeys(parts.whole) if c in known]
    if old:
        fact = _("“%(text)s” is not in its standard form.") % {"text": "".join(old)}
        yield _ground(fact, _("Write %(text)s.") % {"text": "".join(known[c] for c in old)}, 5)
    rare = [c for c in dict.fromkeys(parts.whole) if _han(c) and c not in known and not _common(c)]
    if rare:
        fact = _("“%(text)s” is rare; an officer checks that it is a standard character.") % {"text": "".join(rare)}
        yield _ground(fact, _("If in doubt, choose a common character."), 5, bars=False)


def _common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _structure(parts: NameParts, case: Case) -> Iterator[Ground]:
    if not parts.region:
        alone = case.kind == "individual_business"
        yield _ground(
            _("The name does not begin with a division."),
            _("Put the division of the seat in front.")
            if alone
            else _("Only who does business in several provinces may leave it out."),
            6,
            bars=alone,
        )
    if not parts.words and parts.form and not lexicon().group("", parts.form):
        yield _ground(
            _("The name states no industry; it is compared with the names of every industry."),
            _("Add what the business does, unless it works across industries."),
            6,
            bars=False,
        )


def _division(parts: NameParts, case: Case) -> Iterator[Ground]:
    names = places().names
    if parts.zone and not parts.region:
        yield _ground(
            _("“%(zone)s” is a zone, not a division, and may not stand alone.") % {"zone": parts.zone},
            _("Put the division in front of it."),
            7,
        )
    if not parts.place:
        return
    if case.seat and not case.seat.startswith(parts.place):
        bars = parts.region in names.values()
        yield _ground(
            _("“%(place)s” is not where the enterprise has its seat.") % {"place": parts.region},
            _("Name the division of the seat.")
            if bars
            else _("If it is the trade name and means something else, an officer decides."),
            7,
            bars=bars,
        )
    name = names.get(parts.place, "")
    if name.endswith("区") and len(parts.place) == 6 and len(parts.places) == 1:
        city = names.get(parts.place[:4]) or names.get(parts.place[:2], "")
        yield _ground(
            _("“%(district)s” is a district of a city and may not stand without it.") % {"district": parts.region},
            _("Put %(city)s in front.") % {"city": city},
            7,
        )


def _trade_name(parts: NameParts, case: Case) -> Iterator[Ground]:
    trade, known = parts.trade_name, lexicon()
    least = value("registry.name_trade_name_min", case.day).amount
    told = {"word": trade, "least": least}
    another = _("Choose another trade name.")
    if sum(map(_han, trade)) < least:
        yield _ground(_("The trade name must have at least %(least)d Chinese characters.") % told, another, 8)
    elif places().is_place(trade):
        bars = trade in places().names.values() or _well_known(trade)
        fact = _("“%(word)s” is the name of a division and no trade name unless it means something else.") % told
        yield _ground(fact, another, 8, 2, bars=bars)
    elif known.says_industry(trade) or trade in known.forms:
        yield _ground(_("“%(word)s” says what a business does and cannot be the trade name.") % told, another, 8, 2)
    if len(trade) > LONG:
        yield _ground(_("The trade name is very long."), _("An officer looks at it; shorten it."), 8, bars=False)


def _well_known(trade: str) -> bool:
    """Is it the short name of a province or a city with districts?"""
    return any(len(code) < 6 for code, _full in places().words.get(trade, ()))


def _industry(parts: NameParts, case: Case) -> Iterator[Ground]:
    if case.scope_groups and parts.group and parts.group not in case.scope_groups:
        fact = _("“%(industry)s” is not covered by the business scope.") % {"industry": parts.industry}
        yield _ground(fact, _("Name the main business, or add it to the scope."), 9, bars=False)


def _form(parts: NameParts, case: Case) -> Iterator[Ground]:
    forms = lexicon().forms
    if not parts.form:
        yield _ground(_("The name has no organisation form."), _("End it with the form, such as 有限公司 or 店."), 10)
    elif case.kind and not parts.branch and not _fits(parts.form, case.kind, forms):
        fact = _("“%(form)s” is not a form of this kind of enterprise.") % {"form": parts.form}
        yield _ground(fact, _("Choose the form that matches who is liable and how."), 10)


def _fits(form: str, kind: str, forms: Any) -> bool:
    mark = form[form.find("（") :] if "（" in form else ""
    return any(kind in forms.get(part, ()) for part in (form, mark, form.removesuffix(mark)) if part)


def _words(parts: NameParts, case: Case) -> Iterator[Ground]:
    """Art. 11: nine kinds of words, outside the division and outside longer words of another meaning."""
    known = lexicon()
    text = parts.whole.removeprefix(parts.region)
    for row in known.prohibited:
        word = next((w for w in row.words if _meant(w, text, known.innocent.get(w, ()))), "")
        if not word:
            continue
        bars = row.bars or (word in known.absolute and word in parts.trade_name)
        # What is restricted is the word as a claim; the industry of the same name is its ordinary use.
        ordinary = row.item == MISLEADING and known.says_industry(word) and word not in parts.trade_name
        if not bars and ordinary and word not in PERMITTED_ONLY:
            continue
        yield _forbidden(row, word, bars)
    if parts.trade_name in known.titles:
        yield _ground(
            _("“%(word)s” is a title or post.") % {"word": parts.trade_name},
            _("Choose another trade name."),
            11,
            1,
            MISLEADING,
        )
    if parts.trade_name in known.foreign_places:
        fact = _("“%(word)s” is a foreign city or region.") % {"word": parts.trade_name}
        yield _ground(fact, _("Choose another trade name."), 11, 1, 4)
    if parts.trade_name.startswith(INTERNATIONAL):
        yield _ground(
            _("“国际” may not stand in place of the division."), _("Put the trade name first."), 11, 1, MISLEADING
        )


def _meant(word: str, text: str, innocent: tuple[str, ...]) -> bool:
    at = text.find(word)
    while at >= 0:
        around = [(w, w.find(word)) for w in innocent]
        if not any(text[max(at - shift, 0) :].startswith(w) and at >= shift for w, shift in around):
            return True
        at = text.find(word, at + 1)
    return False


def _forbidden(row: Prohibited, word: str, bars: bool) -> Ground:
    fact = _("“%(word)s”: %(ground)s.") % {"word": word, "ground": GROUNDS[row.item]}
    remedy = _("Leave the word out.") if bars else _("Bring the approval it needs, or leave it out.")
    return _ground(fact, remedy, 11, 1, row.item, bars=bars)


GROUNDS = {
    1: _("harms the dignity or interest of the state"),
    2: _("harms the public interest or public order"),
    3: _("name or designation of a party, state, military or mass organisation"),
    4: _("name of a foreign state or international organisation"),
    5: _("obscenity, gambling, superstition, terror or violence"),
    6: _("discrimination by ethnicity, race, religion or sex"),
    7: _("against public morals, or name of a hero, martyr or leader"),
    8: _("may deceive or mislead, or needs an approval"),
    9: _("protected or forbidden by another law"),
}


def _state_words(parts: NameParts, case: Case) -> Iterator[Ground]:
    words = value("registry.name_restricted_words", case.day).amount
    text = parts.whole
    front = next((w for w in words if text.startswith(w)), "")
    if front and not case.approved_by_state_council:
        fact = _("“%(word)s” in front needs the approval of the State Council.") % {"word": front}
        yield _ground(fact, _("Leave it out, or bring the approval."), 12, 1)
    middle = next((w for w in words if w in parts.trade_name and not text.startswith(w)), "")
    if middle:
        fact = _("“%(word)s” within a name may only qualify the industry.") % {"word": middle}
        yield _ground(fact, _("Take it out of the trade name."), 12, 2)
    if parts.china and not case.foreign_controlled:
        yield _ground(
            _("“（中国）” is for firms that foreign investors own or control and that use their trade name."),
            _("Leave it out."),
            12,
            3,
        )


def _branch(parts: NameParts, case: Case) -> Iterator[Ground]:
    wants = case.kind.endswith("_branch")
    if parts.branch and not parts.trade_name or (parts.branch and not parts.form):
        yield _ground(_("A branch begins with the whole name of its enterprise."), _("Put that name in front."), 13)
    elif wants and not parts.branch:
        yield _ground(_("A branch ends with 分公司, 分厂, 分店 or the like."), _("Add the word."), 13)
    elif parts.branch and case.kind and not wants:
        yield _ground(_("“%(word)s” is for branches only.") % {"word": parts.branch}, _("Leave it out."), 13)


def _group(parts: NameParts, case: Case) -> Iterator[Ground]:
    if parts.holding and not case.controls_group:
        bars = case.kind == "individual_business"
        fact = _("“集团” is for the controlling enterprise of a group.")
        yield _ground(fact, _("Leave it out, or show which enterprises it controls."), 14, bars=bars)


def _others_name(parts: NameParts, case: Case) -> Iterator[Ground]:
    inside = next((f for f in lexicon().forms if len(f) >= 4 and f in parts.trade_name), "")
    if inside and not case.authorised:
        yield _ground(
            _("The name seems to contain the name of another enterprise (…%(form)s).") % {"form": inside},
            _("Show the investment relation or the authorisation."),
            15,
            bars=False,
        )


def _no_ground(parts: NameParts, case: Case) -> Iterator[Ground]:
    return iter(())


def of_hits(taken: Finding, alike: int) -> list[RuleVerdict]:
    """What comparing found, as two more rules: same names bar (art. 17), similar ones are told (art. 16)."""
    bars = tuple(g for g in taken.grounds if g.bars)
    warns = tuple(g for g in taken.grounds if not g.bars)
    told = _("%(count)d alike; filing is possible, who infringes the rights of others answers for it.") % {
        "count": alike
    }
    return [
        RuleVerdict(SAME, "；".join(str(g.fact) for g in bars[:1]) or SAME.passed(NOBODY), art(17), bars),
        RuleVerdict(SIMILAR, told if warns else SIMILAR.passed(NOBODY), art(16), warns),
    ]


NOBODY = NameParts("")


def _said(text: Any) -> Callable[[NameParts], Any]:
    return lambda parts: (
        text
        % {
            "region": parts.region + parts.zone or "—",
            "trade": parts.trade_name,
            "size": len(parts.trade_name),
            "industry": parts.industry or "—",
            "group": lexicon().groups.get(parts.group, parts.group) or "—",
            "form": parts.form,
        }
    )


RULES = (
    Rule(4, _("One name"), _said(_("One name.")), _one_name),
    Rule(5, _("Characters"), _said(_("Standard Chinese characters throughout.")), _characters),
    Rule(6, _("Structure"), _said(_("Division, trade name, industry and form are all there.")), _structure),
    Rule(7, _("Division"), _said(_("%(region)s, where the registration authority is.")), _division),
    Rule(8, _("Trade name"), _said(_("“%(trade)s”, %(size)d characters, neither place nor industry.")), _trade_name),
    Rule(9, _("Industry"), _said(_("“%(industry)s” stands for %(group)s.")), _industry),
    Rule(10, _("Organisation form"), _said(_("“%(form)s” says who is liable.")), _form),
    Rule(11, _("Forbidden and restricted words"), _said(_("None found.")), _words),
    Rule(12, _("Words of the state"), _said(_("None of 中国, 中华, 中央, 全国, 国家.")), _state_words),
    Rule(13, _("Branch"), _said(_("Not a branch, or named after its enterprise.")), _branch),
    Rule(14, _("Group"), _said(_("No word reserved for groups.")), _group),
    Rule(15, _("Names of others"), _said(_("No other name within.")), _others_name),
)
SAME = Rule(17, _("Same names"), _said(_("No trade name of the same industry is the same here.")), _no_ground)
SIMILAR = Rule(16, _("Similar names"), _said(_("None found.")), _no_ground)
