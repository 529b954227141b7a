"""What the ledger commits to: the canonical bytes of an act's leaf and the salted hash of its content. Pure."""

import datetime as dt
import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from .merkle import Broken

FORMAT = "hengjian-act-v1"
SALT = 32
_NAME = re.compile(r"[a-z][a-z0-9_.]{0,119}\Z")
_CODE = re.compile(r"[0-9]{1,20}\Z")
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


def committable(value: Any) -> Any:
    """Content in the one form that survives storage as jsonb and any JSON library: NFC text, no fractions as floats."""
    if type(value) is str:
        return _text(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        pairs = {committable(str(key)): committable(item) for key, item in value.items()}
        if len(pairs) != len(value):
            raise Broken("two names in the content are the same text")
        return pairs
    if isinstance(value, list | tuple):
        return [committable(item) for item in value]
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float | Decimal):  # 1.0, 1 and 1e0 are one number but three spellings: keep it as text
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        raise Broken("bytes have no place in the content: store a file and name its hash")
    return _text(str(value))


def _text(value: str) -> str:
    text = unicodedata.normalize("NFC", value)
    if "\0" in text:
        raise Broken("text in the content has a zero byte")
    return text


def canonical(content: Any) -> bytes:
    """Canonical JSON: sorted names, no spaces, characters as themselves, NFC, UTF-8."""
    if _has_float(content):
        raise Broken("content holds a float; pass it through committable() first")
    return _packed(committable(content))


def _packed(body: Any) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


@dataclass(frozen=True)
class Committed:
    """What is stored of an act's content: the body and salt, erasable, and the commitment (hex), which stays."""

    body: Any
    salt: bytes
    commitment: str


def commit(content: Any) -> Committed:
    """Bring content into its storable form and commit to it under a fresh salt."""
    body, salt = committable(content), secrets.token_bytes(SALT)
    return Committed(body, salt, hashlib.sha256(salt + _packed(body)).hexdigest())


def commitment(salt: bytes, content: Any) -> bytes:
    """SHA-256 over salt and canonical content: hides it, binds to it, and says nothing once the salt is gone."""
    if len(salt) != SALT:
        raise Broken("the salt has 32 bytes")
    return hashlib.sha256(salt + canonical(content)).digest()


@dataclass(frozen=True)
class Entry:
    """One leaf: which act, of what kind, when, in whose jurisdiction, and the commitment to the rest."""

    act: int
    name: str
    at: dt.datetime
    code: str
    commitment: bytes

    @property
    def text(self) -> str:
        if not _NAME.match(self.name) or not _CODE.match(self.code) or self.act < 1:
            raise Broken(f"act {self.act} has a name or code that cannot be a leaf: {self.name!r}, {self.code!r}")
        if self.at.tzinfo is None or len(self.commitment) != 32:
            raise Broken(f"act {self.act} has no time zone or no commitment")
        at = self.at.astimezone(dt.UTC).strftime(_TIME)
        return f"{FORMAT}\n{self.act}\n{self.name}\n{at}\n{self.code}\n{self.commitment.hex()}\n"

    @property
    def leaf(self) -> bytes:
        return self.text.encode("ascii")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The entry in a leaf; refuses any text that is not the canonical one."""
        lines = text.split("\n")
        if len(lines) != 7 or lines[0] != FORMAT:
            raise Broken(f"this is not an entry of the format {FORMAT}")
        try:
            at = dt.datetime.strptime(lines[3], _TIME).replace(tzinfo=dt.UTC)
            found = cls(int(lines[1]), lines[2], at, lines[4], bytes.fromhex(lines[5]))
        except ValueError as error:
            raise Broken(f"the entry has an unreadable field: {error}") from error
        if found.text != text:
            raise Broken("the entry is not in its one canonical form")
        return found


def _has_float(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_float(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_has_float(item) for item in value)
    return isinstance(value, float)
