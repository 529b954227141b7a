"""Identification codes: the unified social credit code (GB 32100-2015) and the organisation code (GB 11714-1997)."""

import re
from operator import mul

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
# Looked up rather than reckoned: a file of a million rows asks some forty million times.
VALUES = {c: n for n, c in enumerate(ALPHABET)}
ORG_VALUES = {c: n for n, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def uscc_check(body: str) -> str:
    """Check character of a unified social credit code (GB 32100-2015) for its first 17 characters."""
    total = sum(map(mul, map(VALUES.__getitem__, body), WEIGHTS))
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check(body: str) -> str:
    """Check character of an organisation code (GB 11714-1997) for its first 8 characters."""
    rest = 11 - sum(map(mul, map(ORG_VALUES.__getitem__, body), ORG_WEIGHTS)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


CREDIT_CODE = re.compile(r"[0-9ANYGX][0-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")


def credit_code_valid(code: str) -> bool:
    """Is it a unified social credit code: form, organisation code and check character (GB 32100-2015, GB 11714-1997)?"""
    if not CREDIT_CODE.fullmatch(code):
        return False
    return organisation_check(code[8:16]) == code[16] and uscc_check(code[:17]) == code[17]


def registration_number_valid(number: str) -> bool:
    """Is it one of the registration numbers of 15 digits that the code replaced (GS 15-2006, check by ISO 7064 mod 11,10)?"""
    if not re.fullmatch(r"[0-9]{15}", number):
        return False
    rest = 10
    for digit in number[:14]:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return (rest + int(number[14])) % 10 == 1


def credit_code(county: str, serial: int, prefix: str = "92") -> str:
    """A unified social credit code for the given county and running number; the same input gives the same code."""
    digits = ""
    for _step in range(5):
        serial, digit = divmod(serial, 31)
        digits = ALPHABET[digit] + digits
    organisation = "MAH" + digits
    body = f"{prefix}{county[:6]}{organisation}{organisation_check(organisation)}"
    return body + uscc_check(body)
