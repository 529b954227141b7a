"""A person without an account: a query code and what only the person knows make the principal, and nothing else is kept of it.

The id is a keyed fingerprint of both. Row-level security shows exactly the proceedings of which that id is a party, so
that looking up needs no table of codes that could leak, and a wrong code simply sees nothing.
"""

import re
import secrets

from .personal import fingerprint
from .principal import Principal
from .record import CODE_ALPHABET

LENGTH, GROUP = 12, 4  # 31^12 codes: with the phone or the identity number beside it nobody guesses one
PURPOSE = "consumer.query_code"
NAME = "来件人"  # what the ledger calls somebody without an account


def new_code() -> str:
    """A code such as K7QF-2MXA-9TRD."""
    plain = "".join(secrets.choice(CODE_ALPHABET) for _ in range(LENGTH))
    return "-".join(plain[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def folded(text: str) -> str:
    """Only letters and digits count, whatever the case and whatever stands between them."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def guest_of(code: str, known: str, name: str = NAME) -> Principal:
    """The principal that the code and a phone or identity number make; it sees what belongs to both, and only that."""
    key = fingerprint(f"{folded(code)}|{folded(known)}", PURPOSE)[:32]
    return guest_named(f"guest:{key}", name)


def guest_named(id: str, name: str = NAME) -> Principal:
    """The same from its id, as a signed cookie carries it."""
    return Principal("party", id, name)
