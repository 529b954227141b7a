"""An identity found by another region's service, as it states it: signed, for one user here, fresh. Pure."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

FRESH = timedelta(minutes=15)
FIELDS = ("user", "name", "id_number", "region", "service", "at")


class NotAccepted(ValueError):
    """Why an assertion is not accepted, in words."""


@dataclass(frozen=True)
class Assertion:
    """What a service asserts: that this user of ours is the person with this name and number."""

    user: str
    name: str
    id_number: str
    region: str
    service: str
    at: datetime


def message(body: Mapping[str, Any]) -> bytes:
    """What is signed: the fields in a fixed order, as JSON without blanks."""
    return json.dumps([str(body[name]) for name in FIELDS], ensure_ascii=False, separators=(",", ":")).encode()


def opened(text: str, keys: Mapping[str, str], now: datetime) -> Assertion:
    """The assertion, if a known service signed it just now; raises NotAccepted."""
    try:
        body = json.loads(text)
        signature = base64.b64decode(body["signature"])
        key = base64.b64decode(keys[f"{body['region']} {body['service']}"])
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message(body))
        found = Assertion(**{n: body[n] for n in FIELDS if n != "at"}, at=datetime.fromisoformat(body["at"]))
        age = now - found.at
    except (KeyError, TypeError, ValueError, InvalidSignature) as error:
        raise NotAccepted(_("It is not signed by an identity service that is recognised here.")) from error
    if not -FRESH < age < FRESH:
        raise NotAccepted(_("It is too old; have yourself identified again."))
    return found
