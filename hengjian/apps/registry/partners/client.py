"""Sending one message to a partner: small, with a time limit, an idempotency key and a signature."""

import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from .signing import HEADER, sign

TIMEOUT = 10  # seconds; a partner that needs longer answers later by calling back
LARGEST = 100_000
OUTCOMES = ("accepted", "done", "refused")


class Unreachable(Exception):
    """The partner did not take it now; the same message may be sent again."""


class Rejected(Exception):
    """The partner will not take this message however often it is sent."""


@dataclass(frozen=True)
class Receipt:
    """What the partner answered: its reference, an outcome, and for a refusal what to change."""

    reference: str
    outcome: str
    message: str = ""
    data: dict[str, Any] | None = None


def send(base: str, partner: str, topic: str, key: str, payload: dict[str, Any], secret: bytes) -> Receipt:
    """POST the payload. Raises Unreachable (try again) or Rejected (do not)."""
    if not base.startswith(("http://", "https://")):
        raise Rejected(f"{base.partition(':')[0]} is not spoken here")
    body = json.dumps(payload, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        HEADER: sign(body, int(time.time()), secret),
    }
    request = urllib.request.Request(f"{base.rstrip('/')}/{partner}/{topic}", body, headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return receipt_of(json.loads(answer.read(LARGEST)))
    except urllib.error.HTTPError as error:
        said = error.read(300).decode(errors="replace")
        # 409 and 429 pass by themselves; other 4xx mean that the message itself is at fault.
        temporary = error.code >= 500 or error.code in (408, 409, 425, 429)
        raise (Unreachable if temporary else Rejected)(f"{error.code} {said}") from error
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(str(error)) from error
    except ValueError as error:
        raise Unreachable(f"unreadable answer: {error}") from error


def receipt_of(raw: Any) -> Receipt:
    """The partner's answer, checked; ValueError if it is none."""
    if not isinstance(raw, dict) or raw.get("outcome") not in OUTCOMES or not isinstance(raw.get("reference"), str):
        raise ValueError("neither reference nor a known outcome")
    data = raw.get("data")
    message = str(raw.get("message", ""))[:300]
    return Receipt(raw["reference"][:80], raw["outcome"], message, data if isinstance(data, dict) else None)
