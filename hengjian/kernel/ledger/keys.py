"""Names and keys of this installation's logs. Private keys stay in the home folder, readable by its account only."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from .merkle import HASHES, SHA256, Broken, Hash
from .note import COSIGNATURE, Signer, Verifier


def hash_of(log: str) -> Hash:
    """The hash function of a log, fixed for the log's life."""
    if log not in HASHES:
        raise Broken(f"there is no log {log!r}")
    return HASHES[log]


def origin(log: str) -> str:
    """SM3 has no number in C2SP's formats, so it is a second log under its own name."""
    return settings.HENGJIAN_ORIGIN if hash_of(log) is SHA256 else f"{settings.HENGJIAN_ORIGIN}/{log}"


def signer(log: str) -> Signer:
    return Signer(origin(log), private_key(_secrets() / "ledger.key"))


def verifier(log: str) -> Verifier:
    return signer(log).verifier


def witness_signer(name: str) -> Signer:
    """The key with which this installation cosigns other logs; never the key of its own log."""
    return Signer(name, private_key(_secrets() / "witness.key"), COSIGNATURE)


def witnesses() -> list[Verifier]:
    """The witnesses whose cosignatures this log accepts."""
    return [Verifier.parse(vkey) for vkey in settings.HENGJIAN_WITNESSES]


def private_key(path: Path) -> Ed25519PrivateKey:
    """The Ed25519 key in a file (PKCS 8, PEM), made on first use."""
    if not path.exists():
        _create(path)
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise Broken(f"{path} does not hold an Ed25519 key")
    return key


def _secrets() -> Path:
    return Path(os.environ.get("HENGJIAN_SECRETS") or Path(settings.HENGJIAN_HOME) / "secrets")


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)  # unlike a rename this never replaces a key that another process just made
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
