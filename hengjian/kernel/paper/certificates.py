"""The small certificate authority that an installation makes for itself at first use: a root and a signer."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

_ROOT_YEARS, _SIGNER_YEARS = 20, 10
_NO_USAGE = dict.fromkeys(
    (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ),
    False,
)


@dataclass(frozen=True)
class Keys:
    """What signing needs: the signer with its key, and the root that a check trusts."""

    name: str
    pkcs12: bytes
    root_der: bytes

    @property
    def root(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.root_der)


def keys() -> Keys:
    """This installation's certificates, made once under secrets/ca."""
    return _read(Path(settings.HENGJIAN_HOME) / "secrets" / "ca")


def root_pem() -> bytes:
    """The root certificate, for whoever wants to check papers with a reader of their own."""
    root = x509.load_der_x509_certificate(keys().root_der)
    return root.public_bytes(Encoding.PEM)


@lru_cache(maxsize=4)
def _read(folder: Path) -> Keys:
    if not folder.is_dir():
        _make(folder)
    packed = (folder / "signer.p12").read_bytes()
    signer = pkcs12.load_pkcs12(packed, None).cert
    assert signer is not None
    name = signer.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    root = x509.load_pem_x509_certificate((folder / "root.crt").read_bytes())
    return Keys(str(name), packed, root.public_bytes(Encoding.DER))


def _make(folder: Path) -> None:
    """Write everything aside and rename: of two processes at first start, one wins and the other reads its work."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix="ca."))  # 0700
    try:
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        root_name, name = _name("Hengjian root"), _name("Hengjian papers")
        root = _certificate(root_name, root_name, root_key, root_key, _ROOT_YEARS, authority=True)
        signer = _certificate(name, root_name, key, root_key, _SIGNER_YEARS, authority=False)
        pem = root_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(aside / "root.key", pem)
        _write(aside / "root.crt", root.public_bytes(Encoding.PEM))
        packed = pkcs12.serialize_key_and_certificates(b"papers", key, signer, [root], NoEncryption())
        _write(aside / "signer.p12", packed)
        aside.rename(folder)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        if not folder.is_dir():
            raise


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _name(common: str) -> x509.Name:
    place = str(getattr(settings, "HENGJIAN_ORIGIN", "hengjian")).split("/")[0]
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, place[:64]), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    years: int,
    *,
    authority: bool,
) -> x509.Certificate:
    now = datetime.now(UTC)
    uses = ("key_cert_sign", "crl_sign") if authority else ("digital_signature", "content_commitment")
    usage = x509.KeyUsage(**{**_NO_USAGE, **dict.fromkeys(uses, True)})
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * years))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
