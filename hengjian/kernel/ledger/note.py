"""Signed notes, checkpoints and witness cosignatures (C2SP signed-note, tlog-checkpoint, tlog-cosignature). Pure."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .merkle import Broken

ED25519 = 0x01
COSIGNATURE = 0x04
_NAME = re.compile(r"[!-*,-~]+\Z")  # visible ASCII without space and '+'
_LINE = re.compile(r"\u2014 ([!-*,-~]+) ([A-Za-z0-9+/]+={0,2})\Z")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}\Z")


def _decode(text: str, what: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Broken(f"{what} is not base64") from error


def checked_name(name: str) -> str:
    """A key name or origin that every reader of signed notes sees the same way."""
    if not _NAME.match(name):
        raise Broken(f"{name!r} is no key name: visible ASCII without space or '+' only")
    return name


@dataclass(frozen=True)
class Verifier:
    """A public key with its name: `name+hexid+base64(type ‖ key)`, called a vkey."""

    name: str
    public: bytes
    kind: int = ED25519

    @classmethod
    def parse(cls, vkey: str) -> Self:
        parts = vkey.strip().split("+", 2)  # base64 may contain '+', names may not
        data = _decode(parts[2], "the key") if len(parts) == 3 else b""
        if len(data) != 33 or data[0] not in (ED25519, COSIGNATURE):
            raise Broken(f"{vkey!r} is not an Ed25519 key of the form name+id+base64")
        verifier = cls(checked_name(parts[0]), data[1:], data[0])
        if verifier.id.hex() != parts[1]:
            raise Broken(f"the id in the key of {verifier.name} does not belong to it")
        return verifier

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"

    def holds(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A private key with its name."""

    name: str
    private: Ed25519PrivateKey
    kind: int = ED25519

    @property
    def verifier(self) -> Verifier:
        return Verifier(checked_name(self.name), self.private.public_key().public_bytes_raw(), self.kind)

    def line(self, signature: bytes) -> str:
        return f"\u2014 {self.name} {base64.b64encode(self.verifier.id + signature).decode()}\n"


@dataclass(frozen=True)
class Checkpoint:
    """What a log commits to: its name, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        return f"{checked_name(self.origin)}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, body: str) -> Self:
        lines = body.split("\n")
        if len(lines) != 4 or lines[3] or not _SIZE.match(lines[1]):
            raise Broken("a checkpoint has three lines: origin, size and root")
        found = cls(checked_name(lines[0]), int(lines[1]), _decode(lines[2], "the root"))
        if len(found.root) != 32 or found.body != body:
            raise Broken("the checkpoint is not in its one canonical form")
        return found


def split_note(note: str) -> tuple[str, list[str]]:
    """Body (with its final newline) and signature lines of a note."""
    body, blank, block = note.rpartition("\n\n")
    if not blank or not block.endswith("\n") or "\n\n" in body or "\r" in note:
        raise Broken("a note has exactly one blank line, before its signatures, and ends with a newline")
    lines = block[:-1].split("\n")
    if not all(_LINE.match(line) for line in lines):
        raise Broken("a signature line is malformed")
    return body + "\n", lines


def sign(checkpoint: Checkpoint, signer: Signer) -> str:
    """The signed note of a checkpoint; the log's key carries the log's name."""
    if signer.name != checkpoint.origin:
        raise Broken(f"the key of {signer.name} does not sign for {checkpoint.origin}")
    body = checkpoint.body
    return f"{body}\n{signer.line(signer.private.sign(body.encode()))}"


def verify(note: str, verifier: Verifier) -> Checkpoint:
    """The checkpoint in a note, if this key signed it."""
    body, lines = split_note(note)
    checkpoint = Checkpoint.parse(body)
    if checkpoint.origin != verifier.name:
        raise Broken(f"the checkpoint is of {checkpoint.origin}, the key of {verifier.name}")
    if not any(verifier.holds(raw, body.encode()) for raw in _signatures(lines, verifier)):
        raise Broken(f"{verifier.name} did not sign this checkpoint")
    return checkpoint


def cosign(body: str, signer: Signer, seconds: int) -> str:
    """A witness's line: at this time I saw this checkpoint, and none that contradicts it (tlog-cosignature v1)."""
    if signer.kind != COSIGNATURE:
        raise Broken("a witness signs with a cosignature key")
    Checkpoint.parse(body)
    signature = signer.private.sign(_witnessed(body, seconds))
    return signer.line(seconds.to_bytes(8, "big") + signature)


def cosigned_at(body: str, line: str, witness: Verifier) -> int:
    """Unix time of a witness's cosignature; refuses a line that is not this witness's for this checkpoint."""
    for raw in _signatures([line.rstrip("\n")], witness):
        seconds = int.from_bytes(raw[:8], "big")
        if witness.kind == COSIGNATURE and len(raw) == 72 and witness.holds(raw[8:], _witnessed(body, seconds)):
            return seconds
    raise Broken(f"{witness.name} did not cosign this checkpoint")


def _witnessed(body: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{body}".encode()


def _signatures(lines: list[str], verifier: Verifier) -> list[bytes]:
    """Signatures that claim this name and key id; lines of unknown keys are passed over, as the format asks."""
    found = []
    for line in lines:
        match = _LINE.match(line)
        if match and match[1] == verifier.name:
            raw = _decode(match[2], "the signature")
            if raw[:4] == verifier.id:
                found.append(raw[4:])
    return found
