"""Licences as W3C Verifiable Credentials: data model 2.0, secured as a signed JWT (VC-JOSE-COSE, `application/vc+jwt`)."""

import base64
import hashlib
import json
import os
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import timezone

from hengjian.kernel.ledger.keys import private_key
from hengjian.kernel.models import PaperRecord

CONTEXT = "https://www.w3.org/ns/credentials/v2"
KIND = "BusinessLicenceCredential"
# What a licence says that its credential says too, under these names.
TERMS = {
    "name": "legalName",
    "entity_type": "entityType",
    "representative": "representative",
    "capital": "registeredCapital",
    "premises": "domicile",
    "scope": "businessScope",
    "registered_on": "registeredOn",
    "registered_by": "registeredBy",
}


def credential(record: PaperRecord, facts: dict[str, Any], issuer: str) -> dict[str, Any]:
    """The credential of a licence; its status is the public record behind the verification code."""
    home = f"{issuer}/verify/{record.verify_code}/"
    said = {term: facts[name] for name, term in TERMS.items() if facts.get(name)}
    subject = {"id": f"urn:uscc:{facts.get('code', '')}", "unifiedSocialCreditCode": facts.get("code", ""), **said}
    found = {
        "@context": [CONTEXT, f"{issuer}/credentials/context.json"],
        "id": home,
        "type": ["VerifiableCredential", KIND],
        "issuer": {"id": issuer, "name": record.authority},
        "validFrom": _moment(record.on),
        "credentialSubject": subject,
        "credentialStatus": {"id": home, "type": "HengjianPaperRecord"},
    }
    until = facts.get("term_until")
    return found | ({"validUntil": _moment(date.fromisoformat(until))} if until else {})


def signed(content: dict[str, Any]) -> str:
    """The credential as a compact JWT, signed with Ed25519."""
    headers = {"typ": "vc+jwt", "cty": "vc", "kid": key_id()}
    return jwt.encode(content, private_key(_place()), algorithm="EdDSA", headers=headers)


def context() -> dict[str, Any]:
    """The JSON-LD context of the terms above."""
    home = f"{settings.HENGJIAN_URL}/credentials/context.json#"
    terms = [KIND, "HengjianPaperRecord", "unifiedSocialCreditCode", *TERMS.values()]
    return {"@context": {"@protected": True, **{term: home + term for term in terms}}}


def public_keys() -> dict[str, Any]:
    """The JSON Web Key Set by which anybody checks a credential."""
    return {"keys": [{**_public(), "kid": key_id(), "use": "sig", "alg": "EdDSA"}]}


def key_id() -> str:
    """The thumbprint of the public key (RFC 7638)."""
    return _text(hashlib.sha256(json.dumps(_public(), sort_keys=True, separators=(",", ":")).encode()).digest())


def _public() -> dict[str, str]:
    raw = private_key(_place()).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"crv": "Ed25519", "kty": "OKP", "x": _text(raw)}


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _moment(day: date) -> str:
    return timezone.make_aware(datetime.combine(day, time())).isoformat()


def _place() -> Path:
    folder = os.environ.get("HENGJIAN_SECRETS") or Path(settings.HENGJIAN_HOME) / "secrets"
    return Path(folder) / "credentials.key"
