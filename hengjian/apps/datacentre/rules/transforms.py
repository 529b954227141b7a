"""How a source's way of writing becomes the standard's: units, days of spreadsheets, names for codes, parts, joined columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .elements import half_width

Transform = Callable[[str], str]
SPREADSHEET_BEGAN = date(1899, 12, 30)  # day 0 of the serial days that spreadsheets write
LAST_SERIAL = 2_958_465
CHOICES: list[tuple[str, str | Promise]] = [
    ("as_is", _("As it is")),
    ("wan_to_one", _("10,000 yuan to yuan")),
    ("one_to_wan", _("Yuan to 10,000 yuan")),
    ("thousand_to_one", _("1,000 yuan to yuan")),
    ("serial_day", _("Serial day of a spreadsheet")),
    ("code_by_name", _("Code by its name in the list")),
    ("part", _("One part of the text: mark and number")),
    ("joined", _("Several columns joined with a mark")),
    ("digits", _("Digits and letters only")),
]
FACTORS = {"wan_to_one": Decimal(10000), "one_to_wan": Decimal("0.0001"), "thousand_to_one": Decimal(1000)}


def of(name: str, argument: str, codes: Mapping[str, str]) -> Transform:
    """The function behind a chosen transform. What it cannot turn it leaves as it is: the check then tells the fault."""
    if name in FACTORS:
        return _times(FACTORS[name])
    if name == "serial_day":
        return _serial_day
    if name == "code_by_name":
        by_name = {words.strip(): code for code, words in codes.items()}
        return lambda text: by_name.get(text.strip(), text)
    if name == "part":
        mark, number = argument[0], int(argument[1:] or 1)
        return lambda text: _part(text, mark, number)
    if name == "digits":
        return lambda text: "".join(c for c in half_width(text) if c.isascii() and c.isalnum())
    return lambda text: text


def argument_fits(name: str, argument: str) -> bool:
    """A part needs its mark and its number (`、2`); nothing else needs more than what joins columns."""
    return name != "part" or (len(argument) >= 2 and argument[1:].isdigit() and int(argument[1:]) > 0)


def _times(factor: Decimal) -> Transform:
    def turn(text: str) -> str:
        try:
            value = Decimal(half_width(text).replace(",", "")) * factor
        except InvalidOperation:
            return text
        return f"{value:f}" if value.is_finite() else text

    return turn


def _serial_day(text: str) -> str:
    number = half_width(text).removesuffix(".0")
    if not (number.isascii() and number.isdigit() and 0 < int(number) <= LAST_SERIAL):
        return text
    return (SPREADSHEET_BEGAN + timedelta(days=int(number))).isoformat()


def _part(text: str, mark: str, number: int) -> str:
    parts = text.split(mark)
    return parts[number - 1].strip() if number <= len(parts) else ""
