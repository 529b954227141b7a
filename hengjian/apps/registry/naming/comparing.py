"""Same and similar names (Regulation, art. 17; rules for comparing names, 工商企注字〔2017〕133号, 3 and 4).

Every hit says why, under which article, and whether it bars, warns or only informs. Symmetric: neither name comes first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from .citing import art
from .lexicon import lexicon
from .likeness import look_alike, readings, sound_alike
from .parsing import NameParts, parse, standard


class Verdict(StrEnum):
    """What the comparison rules call a pair."""

    SAME = "same"
    SIMILAR = "similar"
    FREE = "free"


class Effect(StrEnum):
    """What follows from a hit."""

    BLOCK = "block"
    WARN = "warn"
    PASS = "pass"


class Kind(StrEnum):
    """Why two names are alike, the gravest first."""

    IDENTICAL = "identical"
    ORDER = "order"
    PARTS = "parts"
    NO_INDUSTRY = "no_industry"
    SYNONYM = "synonym"
    OVERLAP = "overlap"
    WEAK = "weak"
    SOUND = "sound"
    GLYPH = "glyph"
    CONTAINED = "contained"
    NEAR = "near"
    OTHER_INDUSTRY = "other_industry"


@dataclass(frozen=True)
class Sort:
    """How a kind of likeness is judged and shown."""

    label: Any
    verdict: Verdict
    effect: Effect
    degree: int


SORTS = {
    Kind.IDENTICAL: Sort(_("identical"), Verdict.SAME, Effect.BLOCK, 100),
    Kind.ORDER: Sort(_("same parts, other order"), Verdict.SAME, Effect.BLOCK, 99),
    Kind.PARTS: Sort(_("same trade name and industry"), Verdict.SAME, Effect.BLOCK, 98),
    Kind.NO_INDUSTRY: Sort(_("same trade name, no industry stated"), Verdict.SAME, Effect.BLOCK, 97),
    Kind.SYNONYM: Sort(_("same trade name, industry of the same meaning"), Verdict.SIMILAR, Effect.BLOCK, 96),
    Kind.OVERLAP: Sort(_("same trade name, industry in part the same"), Verdict.SIMILAR, Effect.WARN, 92),
    Kind.WEAK: Sort(_("same trade name, general words"), Verdict.SIMILAR, Effect.WARN, 91),
    Kind.SOUND: Sort(_("same sound"), Verdict.SIMILAR, Effect.WARN, 90),
    Kind.GLYPH: Sort(_("similar characters"), Verdict.SIMILAR, Effect.WARN, 88),
    Kind.CONTAINED: Sort(_("trade name contained"), Verdict.SIMILAR, Effect.WARN, 85),
    Kind.NEAR: Sort(_("same trade name, near industry"), Verdict.FREE, Effect.PASS, 75),
    Kind.OTHER_INDUSTRY: Sort(_("same trade name, other industry"), Verdict.FREE, Effect.PASS, 70),
}


REASONS = {
    Kind.IDENTICAL: _("The names are identical."),
    Kind.ORDER: _("The same parts, only written or ordered otherwise."),
    Kind.PARTS: _("Trade name “%(a)s” and industry are the same; only division or form differ."),
    Kind.NO_INDUSTRY: _("Trade name “%(a)s” is the same and one of the names states no industry."),
    Kind.SYNONYM: _("Trade name “%(a)s” is the same; “%(x)s” and “%(y)s” mean the same industry."),
    Kind.OVERLAP: _("Trade name “%(a)s” is the same; “%(x)s” and “%(y)s” share an industry word."),
    Kind.WEAK: _("Trade name “%(a)s” is the same; “%(x)s” or “%(y)s” says no industry of its own."),
    Kind.SOUND: _("“%(a)s” and “%(b)s” are both read %(sound)s, in the same industry."),
    Kind.GLYPH: _("“%(a)s” and “%(b)s” look alike, in the same industry."),
    Kind.CONTAINED: _("Of “%(a)s” and “%(b)s” one contains the other, in the same industry."),
    Kind.NEAR: _("Trade name “%(a)s” is the same; “%(x)s” and “%(y)s” are near industries, not the same."),
    Kind.OTHER_INDUSTRY: _("Trade name “%(a)s” is the same; the industry “%(y)s” is another."),
}


class Standing(StrEnum):
    """How a name stands in the register."""

    REGISTERED = "registered"
    RESERVED = "reserved"
    DEREGISTERED = "deregistered"
    CHANGED = "changed"
    REVOKED = "revoked"


# The item of art. 17 para. 1 a name falls under.
ITEMS = {
    Standing.REGISTERED: 1,
    Standing.RESERVED: 1,
    Standing.DEREGISTERED: 2,
    Standing.CHANGED: 2,
    Standing.REVOKED: 3,
}
STANDINGS = {
    Standing.REGISTERED: _("registered"),
    Standing.RESERVED: _("reserved"),
    Standing.DEREGISTERED: _("deregistered less than a year ago"),
    Standing.CHANGED: _("given up less than a year ago"),
    Standing.REVOKED: _("revoked less than a year ago"),
}
LEFT = frozenset({Standing.DEREGISTERED, Standing.CHANGED, Standing.REVOKED})


@dataclass(frozen=True)
class Known:
    """A name to compare with: registered, reserved, or given up and blocked until a day."""

    parts: NameParts
    standing: Standing = Standing.REGISTERED
    blocked_until: date | None = None
    code: str = ""
    subject_id: int | None = None
    reservation_id: int | None = None

    def counts(self, day: date) -> bool:
        """Does the name still stand in the way on that day?"""
        return self.standing not in LEFT or (self.blocked_until is not None and day < self.blocked_until)


@dataclass(frozen=True)
class Exemption:
    """Subjects whose names do not stand in the way: invested in or by (all items), or having assigned theirs (item 2)."""

    invested: frozenset[int] = field(default=frozenset())
    assigned: frozenset[int] = field(default=frozenset())
    reservations: frozenset[int] = field(default=frozenset())
    own: frozenset[int] = field(default=frozenset())

    def reason(self, other: Known) -> Any:
        """Why the name is exempt, or nothing."""
        if other.reservation_id is not None and other.reservation_id in self.reservations:
            return _("reserved by the applicant")
        if other.subject_id in self.own:
            return _("the applicant's own name")
        if other.subject_id in self.invested and other.subject_id is not None:
            return _("investment relation")
        if other.subject_id in self.assigned and ITEMS[other.standing] == 2:
            return _("name assigned to the applicant")
        return ""


@dataclass(frozen=True)
class Hit:
    """A name found to be alike, why, what follows and on what basis."""

    other: Known
    kind: Kind
    reason: Any
    article: Any
    verdict: Verdict
    effect: Effect

    @property
    def name(self) -> str:
        return self.other.parts.whole

    @property
    def label(self) -> Any:
        return SORTS[self.kind].label

    @property
    def standing(self) -> Any:
        """How the other name stands, in words."""
        return STANDINGS[self.other.standing]

    @property
    def mark(self) -> str:
        """bad, warn or ok, as pages mark it."""
        return {Effect.BLOCK: "bad", Effect.WARN: "warn"}.get(self.effect, "ok")

    @property
    def degree(self) -> int:
        return SORTS[self.kind].degree

    @property
    def blocks(self) -> bool:
        return self.effect is Effect.BLOCK


class _Likeness(NamedTuple):
    """That two names are alike: enough to rank by. Reasons are worded for those only that are shown."""

    other: Known
    kind: Kind
    effect: Effect
    free: Any

    @property
    def gravity(self) -> tuple[bool, bool, int, str]:
        return (
            self.effect is not Effect.BLOCK, self.effect is Effect.PASS, -SORTS[self.kind].degree, self.other.parts.whole,
        )  # fmt: skip


def compare(
    parts: NameParts, others: Iterable[Known], day: date, exempt: Exemption | None = None, most: int | None = None
) -> list[Hit]:
    """Names alike among those given, the gravest first, `most` of them."""
    beside = exempt or Exemption()
    found = [like for other in others if other.counts(day) and (like := _likeness(parts, other, beside))]
    return [_hit(parts, like) for like in sorted(found, key=lambda like: like.gravity)[:most]]


def hit_of(parts: NameParts, other: Known, exempt: Exemption) -> Hit | None:
    """One name against another of the same authority."""
    found = _likeness(parts, other, exempt)
    return _hit(parts, found) if found else None


def _likeness(parts: NameParts, other: Known, exempt: Exemption) -> _Likeness | None:
    kind = kind_of(parts, other.parts)
    if kind is None:
        return None
    sort = SORTS[kind]
    free = exempt.reason(other) if sort.verdict is not Verdict.FREE else ""
    return _Likeness(other, kind, Effect.PASS if free else sort.effect, free)


def _hit(parts: NameParts, found: _Likeness) -> Hit:
    other, sort = found.other, SORTS[found.kind]
    article = _article(sort.effect, other.standing)
    if found.free:
        return Hit(other, found.kind, found.free, article, Verdict.FREE, Effect.PASS)
    said = reason(found.kind, parts, other.parts)
    return Hit(other, found.kind, said, article, sort.verdict, sort.effect)


def _article(effect: Effect, standing: Standing) -> Any:
    """A name bars under an item of art. 17; a warning rests on the promise of art. 16; art. 17 leaves other industries free."""
    if effect is Effect.WARN:
        return art(16, 3)
    return art(17, 1, ITEMS[standing]) if effect is Effect.BLOCK else art(17, 1)


def kind_of(one: NameParts, other: NameParts) -> Kind | None:
    """Why two names are alike, or None. The order of the two does not matter."""
    if one.whole == other.whole:
        return Kind.IDENTICAL
    first, second = standard(one.trade_name), standard(other.trade_name)
    if not first or not second:
        return None
    if first == second:
        return _of_industry(one, other)
    same_industry = one.group == other.group or not one.group or not other.group
    if same_industry and sound_alike(first, second):
        return Kind.SOUND
    if same_industry and look_alike(first, second):
        return Kind.GLYPH
    shorter, longer = sorted((first, second), key=len)
    if one.group == other.group and len(shorter) >= 2 and shorter in longer:
        return Kind.CONTAINED
    return None


def _of_industry(one: NameParts, other: NameParts) -> Kind:
    """The trade name is the same: what do the industries say?"""
    if one.stem == other.stem and one.group == other.group:
        same_rest = (one.place, one.form, one.branch) == (other.place, other.form, other.branch)
        return Kind.ORDER if same_rest else Kind.PARTS
    if not one.words or not other.words:
        return Kind.NO_INDUSTRY
    if one.weak or other.weak:
        return Kind.WEAK
    if one.group == other.group:
        return Kind.SYNONYM
    if not set(one.groups).isdisjoint(other.groups):
        return Kind.OVERLAP
    return Kind.NEAR if frozenset((one.group, other.group)) in lexicon().near else Kind.OTHER_INDUSTRY


def reason(kind: Kind, one: NameParts, other: NameParts) -> Any:
    """The likeness in words that name what is alike."""
    told = {"a": one.trade_name, "b": other.trade_name, "x": one.industry, "y": other.industry}
    if kind is Kind.SOUND:
        told["sound"] = min(readings(one.trade_name) & readings(other.trade_name), default="")
    return REASONS[kind] % told


def other_authority(one: NameParts, other: NameParts) -> bool:
    """Do two names belong to different authorities, so that art. 17 does not compare them? One may lie within the other."""
    if not one.place or not other.place:
        return False
    return not (one.place.startswith(other.place) or other.place.startswith(one.place))


def judge(
    name: str, other: str, seat: str = "", exempt: Exemption | None = None
) -> tuple[Verdict, Effect, Kind | None]:
    """Two names in the abstract: verdict, effect and kind, as the worked pairs of the lexicon give them."""
    one, two = parse(name, seat), parse(other, seat)
    hit = None if other_authority(one, two) else hit_of(one, Known(two, subject_id=0), exempt or Exemption())
    return (hit.verdict, hit.effect, hit.kind) if hit else (Verdict.FREE, Effect.PASS, None)
