"""Identification codes: the unified social credit code (GB 32100-2015) and the organisation code (GB 11714-1997)."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def uscc_check(body: str) -> str:
    """Check character of a unified social credit code (GB 32100-2015) for its first 17 characters."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check(body: str) -> str:
    """Check character of an organisation code (GB 11714-1997) for its first 8 characters."""
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in body]
    rest = 11 - sum(v * w for v, w in zip(values, ORG_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(county: str, serial: int, prefix: str = "92") -> str:
    """A unified social credit code for the given county and running number; the same input gives the same code."""
    digits = ""
    for _step in range(5):
        serial, digit = divmod(serial, 31)
        digits = ALPHABET[digit] + digits
    organisation = "MAH" + digits
    body = f"{prefix}{county[:6]}{organisation}{organisation_check(organisation)}"
    return body + uscc_check(body)
