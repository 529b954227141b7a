"""A person without an account: the query code and the phone together are the principal, and nothing else is kept of it.

The id is a keyed fingerprint of both. Row-level security shows exactly the filings of which that id is a party, so that
looking up needs no table of codes that could leak, and a wrong code simply sees nothing.
"""

import re
import secrets

from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import Principal
from hengjian.kernel.record import CODE_ALPHABET

LENGTH, GROUP = 12, 4  # 31^12 codes: with the phone beside it nobody guesses one
PURPOSE = "consumer.query_code"
NAME = "来件人"  # what the ledger calls somebody without an account


def new_code() -> str:
    """A code such as K7QF-2MXA-9TRD."""
    plain = "".join(secrets.choice(CODE_ALPHABET) for _ in range(LENGTH))
    return "-".join(plain[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def folded(text: str) -> str:
    """Only letters and digits count, whatever the case and whatever stands between them."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def guest_of(code: str, phone: str) -> Principal:
    """The principal that code and phone make; it sees what was filed with them, and only that."""
    key = fingerprint(f"{folded(code)}|{folded(phone)}", PURPOSE)[:32]
    return guest_named(f"guest:{key}")


def guest_named(id: str) -> Principal:
    """The same from its id, as a signed cookie carries it."""
    return Principal("party", id, NAME)


def print_of(phone: str) -> str:
    """By which filings of one person are counted without naming anybody."""
    return fingerprint(folded(phone), "consumer.filer")
