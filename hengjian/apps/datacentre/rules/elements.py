"""数据元: one item of the data standard, and whether a text is a value of it. Pure; lists and the day are given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

Value = str | None
Read = tuple[Value, str]  # the value as it is kept, or the kind of fault
OPEN, INTERNAL = ("public",), ("public", "internal")
EARLIEST = date(1900, 1, 1)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff]")
UNREADABLE = "\ufffd"
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
DAY_TEXT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00(?:\.0+)?)?)?|(\d{4})(\d{2})(\d{2})"
)
NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?")
YES = frozenset({"1", "true", "t", "yes", "y", "是", "有"})
NO = frozenset({"0", "false", "f", "no", "n", "否", "无"})
# Days that may not lie in the future, by the meaning of the element; all other days may (terms, deadlines).
AHEAD = re.compile(r"(_to|_until|_due|_end|deadline|term_|valid|revisit|retention)")


@dataclass(frozen=True)
class Element:
    """A data element as the standard has it. `length` is a size, or digits and places of a decimal."""

    id: str
    zh: str
    en: str
    group: str
    type: str
    length: str
    code_list: str
    privacy: str
    basis: str
    check: str

    @property
    def size(self) -> int:
        """Most characters, or digits of a number; 0 where the standard sets none."""
        head = self.length.partition(",")[0]
        return int(head) if head else 0

    @property
    def places(self) -> int:
        """Places after the point of a decimal."""
        return int(self.length.partition(",")[2] or 0)

    @property
    def credit_code(self) -> bool:
        """Does it hold a unified social credit code?"""
        return self.id in ("uscc", "use_unit") or self.id.endswith("_uscc") or self.id == "branch_parent"

    @property
    def may_lie_ahead(self) -> bool:
        return bool(AHEAD.search(self.id))

    @property
    def sealed(self) -> bool:
        """Is it kept encrypted only?"""
        return self.privacy not in INTERNAL


@dataclass(frozen=True)
class Means:
    """What reading needs besides the text: the day, code lists by id, and checks that other rooms own."""

    day: date
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    credit_code: Callable[[str], bool] = lambda text: True
    old_number: Callable[[str], bool] = lambda text: True


def reader(element: Element, means: Means) -> Callable[[str], Read]:
    """How a text becomes a value of the element: its kept form and no fault, or nothing and the kind of fault."""
    own = _special(element, means) or _TYPES.get(element.type, _text)(element, means)

    def read(text: str) -> Read:
        if UNREADABLE in text:
            return None, "encoding"
        if not text.isprintable() and CONTROL.search(text):
            return None, "control"
        plain = text.strip().strip("\u3000")
        return own(plain) if plain else (None, "")

    return read


def half_width(text: str) -> str:
    """Full-width digits and letters as plain ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def _special(element: Element, means: Means) -> Callable[[str], Read] | None:
    if element.credit_code:
        return lambda text: _checked(half_width(text).upper(), means.credit_code, "code_check", element.size)
    if element.id == "reg_no_old":
        return lambda text: _checked(half_width(text), means.old_number, "number_check", element.size)
    if element.id in ("legal_rep_id", "shareholder_id", "id_no"):
        return lambda text: _identity(half_width(text).upper(), element.size)
    return None


def _checked(text: str, valid: Callable[[str], bool], kind: str, size: int) -> Read:
    if len(text) > size:
        return None, "length"
    return (text, "") if valid(text) else (None, kind)


def _identity(text: str, size: int) -> Read:
    """Identity numbers of 18 characters are checked (GB 11643-1999); passports and others only by length."""
    if len(text) > size:
        return None, "length"
    if len(text) == 18 and text[:17].isdigit():
        return (text, "") if identity_check(text[:17]) == text[17] else (None, "identity_check")
    return text, ""


def identity_check(body: str) -> str:
    """Check character of a citizen's identity number for its first 17 digits (GB 11643-1999)."""
    return "10X98765432"[sum(int(c) * w for c, w in zip(body, IDENTITY_WEIGHTS, strict=True)) % 11]


def _text(element: Element, means: Means) -> Callable[[str], Read]:
    size = element.size
    return lambda text: (None, "length") if size and len(text) > size else (text, "")


def _code(element: Element, means: Means) -> Callable[[str], Read]:
    known = means.lists.get(element.code_list)
    size = element.size
    if known is None:
        return lambda text: (None, "length") if size and len(text) > size else (text, "")
    kind = "division" if element.code_list == "GB/T 2260" else "code_list"

    def read(text: str) -> Read:
        code = half_width(text)
        return (code, "") if code in known else (None, kind)

    return read


def _whole(element: Element, means: Means) -> Callable[[str], Read]:
    def read(text: str) -> Read:
        number = half_width(text).replace(",", "").removesuffix(".0")
        if not re.fullmatch(r"[+-]?\d+", number):
            return None, "number"
        if int(number) < 0 or len(number.lstrip("+")) > (element.size or 18):
            return None, "bounds"
        return str(int(number)), ""

    return read


def _decimal(element: Element, means: Means) -> Callable[[str], Read]:
    most = Decimal(10) ** ((element.size or 18) - element.places)

    def read(text: str) -> Read:
        number = half_width(text).replace(",", "").removeprefix("¥").removeprefix("￥")
        if not NUMBER.fullmatch(number):
            return None, "number"
        value = Decimal(number)
        if not 0 <= value < most:
            return None, "bounds"
        kept = value.normalize()
        if -int(kept.as_tuple().exponent) > element.places:
            return None, "places"
        return f"{value:f}" if "." not in f"{value:f}" else f"{value:f}".rstrip("0").rstrip("."), ""

    return read


def day_of(text: str) -> date | None:
    """A day in one of the notations that files come with: 2026-11-22, 2026/1/2, 2026.1.2, 20261122, 2026年1月2日."""
    found = DAY_TEXT.fullmatch(half_width(text))
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part is not None))
    except ValueError:
        return None


def _day(element: Element, means: Means) -> Callable[[str], Read]:
    ahead = element.may_lie_ahead

    def read(text: str) -> Read:
        day = day_of(text)
        if day is None:
            return None, "date"
        if day < EARLIEST:
            return None, "bounds"
        if day > means.day and not ahead:
            return None, "future"
        return day.isoformat(), ""

    return read


def _instant(element: Element, means: Means) -> Callable[[str], Read]:
    def read(text: str) -> Read:
        try:
            at = datetime.fromisoformat(half_width(text).replace("/", "-"))
        except ValueError:
            return None, "date"
        return (at.isoformat(sep=" ", timespec="seconds"), "") if at.date() <= means.day else (None, "future")

    return read


def _flag(element: Element, means: Means) -> Callable[[str], Read]:
    def read(text: str) -> Read:
        word = half_width(text).lower()
        return ("true", "") if word in YES else ("false", "") if word in NO else (None, "flag")

    return read


_TYPES: dict[str, Callable[[Element, Means], Callable[[str], Read]]] = {
    "code": _code, "int": _whole, "decimal": _decimal, "date": _day, "datetime": _instant, "bool": _flag,
}  # fmt: skip
