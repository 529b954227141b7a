"""Personal data: encrypted at rest, found by a keyed fingerprint, shown masked (PIPL art. 51; GB/T 22239)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

_NONCE = 12
_REGION = re.compile(r"^.+?(?:自治县|自治旗|[县旗区])|^.+市")


class Unreadable(ValueError):
    """Stored text that no known key opens, or that was moved or changed."""


def encrypt(plain: str, place: str) -> str:
    """AES-256-GCM under the current key, bound to its place (model and field): `key id.base64`."""
    key = _key()
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_derive(key, b"field")).encrypt(nonce, plain.encode(), place.encode())
    return f"{key_id(key)}.{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, place: str) -> str:
    """Open what `encrypt` sealed, also under a key that was rotated out."""
    name, _, body = stored.partition(".")
    key = next((k for k in _keys() if key_id(k) == name), None)
    if key is None:
        raise Unreadable(f"{place}: no key {name!r} is known; add the old one to HENGJIAN_OLD_DATA_KEYS")
    try:
        raw = base64.b64decode(body, validate=True)
        return AESGCM(_derive(key, b"field")).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unreadable(f"{place}: the stored text was changed or belongs elsewhere") from error


def fingerprint(value: str, purpose: str = "") -> str:
    """Blind index for equality lookups: HMAC-SHA256 of the normalised text, per purpose."""
    plain = unicodedata.normalize("NFKC", value).strip().upper()
    message = f"{purpose}\0{plain}".encode()
    return hmac.new(_derive(_fingerprint_key(), b"fingerprint"), message, hashlib.sha256).hexdigest()


def key_id(key: bytes) -> str:
    """Eight characters that name a key without telling it."""
    return hashlib.sha256(b"hengjian data key\0" + key).hexdigest()[:8]


def _key() -> bytes:
    key: bytes = settings.HENGJIAN_DATA_KEY
    return key


def _keys() -> Sequence[bytes]:
    return [_key(), *getattr(settings, "HENGJIAN_OLD_DATA_KEYS", [])]


def _fingerprint_key() -> bytes:
    # Fingerprints must stay comparable when the data key rotates: they rest on the oldest key.
    return _keys()[-1]


@lru_cache(maxsize=16)
def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hengjian " + purpose).derive(key)


class EncryptedTextField(models.TextField):
    """Text that the database holds only encrypted. It cannot be searched; store a `fingerprint` beside it."""

    @property
    def place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        plain = super().get_prep_value(value)
        return encrypt(plain, self.place) if plain else plain

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value, self.place) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.place} is encrypted and cannot be compared; look up its fingerprint instead")


class EncryptedJSONField(EncryptedTextField):
    """A small JSON document that the database holds only encrypted."""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(json.dumps(value, ensure_ascii=False))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        plain = super().from_db_value(value, expression, connection)
        return json.loads(plain) if plain else {}


def mask_name(name: str) -> str:
    """何建国 as 何**: the length stays hidden too."""
    return name[:1] + "**" if name else ""


def mask_phone(phone: str) -> str:
    """13812340017 as 138****0017."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 10 else _ends(phone, 0, 2)


def mask_id(number: str) -> str:
    """Identity number with the birthday hidden: 4102**********1234."""
    return _ends(number, 4, 4)


def mask_address(address: str) -> str:
    """Only the county or district stays: 河南省周口市川汇区***."""
    region = _REGION.match(address)
    return (region[0] if region else "") + "***" if address else ""


def _ends(text: str, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    return text[:head] + "*" * hidden + text[-tail:] if hidden > 0 else "*" * len(text)
