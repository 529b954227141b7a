"""Permit numbers: food production SC, food operation JY, filing YB (check digit GB/T 17710 MOD 11,10), others by series."""

import re

from stdnum.iso7064 import mod_11_10

# Digits after the prefix: what the category may be, and how long the sequence is.
FORMS = {
    "sc": ("SC1", r"(0[1-9]|[12]\d|3[01])", 4),
    "sc2": ("SC2", r"0[1-3]", 4),
    "jy": ("JY", r"[1-3]", 6),
    "yb": ("YB", r"[1-3]", 6),
}
WHOLE = {
    "sc": re.compile(r"SC1(0[1-9]|[12]\d|3[01])\d{11}"),
    "sc2": re.compile(r"SC20[1-3]\d{11}"),
    "jy": re.compile(r"JY[1-3]\d{13}"),
    "yb": re.compile(r"YB[1-3]\d{13}"),
}


def category_fits(numbering: str, category: str) -> bool:
    """Is the category one that the number can carry? Items without such a number need none."""
    return numbering not in FORMS or bool(re.fullmatch(FORMS[numbering][1], category))


def permit_number(numbering: str, category: str, county: str, serial: int, *, mark: str = "", year: int = 0) -> str:
    """The number of a permit: by its national form where there is one, else mark, year and serial."""
    if numbering not in FORMS:
        return f"{mark}〔{year}〕{serial:05d}号"
    prefix, _category, width = FORMS[numbering]
    body = f"{prefix[2:]}{category}{county[:6]}{serial:0{width}d}"
    return f"{prefix[:2]}{body}{mod_11_10.calc_check_digit(body)}"


def is_number(number: str) -> bool:
    """Has the number one of the national forms, and the right check digit?"""
    return any(form.fullmatch(number) for form in WHOLE.values()) and mod_11_10.is_valid(number[2:])
