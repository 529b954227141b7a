"""What a text tells: one spelling for likeness, and the facts in it: amounts, days, tails of telephones, order numbers."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_NOISE = re.compile(r"[^\w\u3400-\u9fff]+|_")
_AMOUNT = re.compile(
    r"(?<![\d.])(\d{1,8}(?:\.\d{1,2})?|[一二两三四五六七八九十百千零]{1,9})\s*(万)?\s*(?:元|块钱|块|圆|RMB|rmb)"
)
_ISO = re.compile(r"(?<!\d)(?:20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_SPOKEN = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]?")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d(?:\d{4}|\*{4})(\d{4})(?!\d)")
_ORDER = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z-]*\d{6})[0-9A-Za-z][0-9A-Za-z-]{8,30}(?![0-9A-Za-z])")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True)
class Facts:
    """What may be compared between two tellings: amounts in fen, days as MMDD, last four digits, order numbers."""

    amounts: frozenset[int] = frozenset()
    days: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()


def folded(text: str) -> str:
    """The text in one spelling: full width made half, lower case, no blanks and no punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


def spoken_number(words: str) -> int:
    """三百二十 is 320; characters that say no number count as nothing."""
    total = digit = 0
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            total, digit = total + (digit or 1) * _TENS[c], 0
    return total + digit


def _fen(number: str, tens_of_thousands: str) -> int:
    try:
        value = Decimal(number)
    except InvalidOperation:
        value = Decimal(spoken_number(number))
    return int(value * (10_000 if tens_of_thousands else 1) * 100)


def facts_of(text: str, amount: int | None = None) -> Facts:
    """Every fact the text states; `amount` in fen is what the form says besides."""
    plain = unicodedata.normalize("NFKC", text)
    amounts = {_fen(number, wan) for number, wan in _AMOUNT.findall(plain)} | ({amount} if amount else set())
    found = _ISO.findall(plain) + _SPOKEN.findall(plain)
    days = {f"{int(m):02d}{int(d):02d}" for m, d in found if 1 <= int(m) <= 12 and 1 <= int(d) <= 31}
    phones = set(_PHONE.findall(plain))
    orders = {o.upper() for o in _ORDER.findall(plain) if not _ISO.fullmatch(o) and not _PHONE.fullmatch(o)}
    return Facts(frozenset(amounts - {0}), frozenset(days), frozenset(phones), frozenset(orders))
