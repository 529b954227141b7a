"""The signature on what is exchanged: HMAC-SHA256 over the moment and the body, worthless after five minutes."""

import hashlib
import hmac

HEADER = "X-Hengjian-Signature"
TOLERANCE = 300


def sign(body: bytes, at: int, secret: bytes) -> str:
    """`t=moment,v1=hex` for the header."""
    mark = hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mark}"


def genuine(header: str, body: bytes, now: int, secret: bytes) -> bool:
    """Was the body signed with the secret, not long ago? Compared in constant time."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    moment = parts.get("t", "")
    if not (moment.isascii() and moment.isdigit() and len(moment) < 12) or abs(now - int(moment)) > TOLERANCE:
        return False
    return hmac.compare_digest(header.encode(), sign(body, int(moment), secret).encode())
