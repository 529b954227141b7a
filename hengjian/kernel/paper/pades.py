"""PAdES B-B signatures by pyHanko, which takes long to load: nobody but `sign` imports this, and only when it is needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from io import BytesIO

from asn1crypto import tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.attributes import (
    CMSAttributeProvider,
    SignedAttributeProviderSpec,
    SigningCertificateV2Provider,
)
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from .certificates import Keys, keys
from .verdict import PaperCheck

_RESERVED = 8192  # hexadecimal digits for the signature; told, it need not be made twice to learn its size


def sign(pdf: bytes, reason: str, at: datetime) -> bytes:
    """The paper with a signature of this installation at that time."""
    held = keys()
    meta = signers.PdfSignatureMetadata(
        field_name="Seal", reason=reason, name=held.name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    out = BytesIO()
    _Signer(meta, _signer(held), at).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=_RESERVED, output=out
    )
    return out.getvalue()


class _Signer(signers.PdfSigner):
    """Signs with the time of the act, where pyHanko would take the machine's."""

    def __init__(self, meta: signers.PdfSignatureMetadata, signer: signers.Signer, at: datetime) -> None:
        super().__init__(meta, signer)
        self._at = at

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


class _WhoSigned(SigningCertificateV2Provider):
    """Names the signer's certificate, encoded once: encoding its parts anew at every level is half of what signing costs."""

    def __init__(self, signing_cert: x509.Certificate) -> None:
        super().__init__(signing_cert)
        self._encoded = as_signing_certificate_v2(signing_cert).dump()

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:
        return tsp.SigningCertificateV2.load(self._encoded)


class _Signed(SignedAttributeProviderSpec):
    """What PAdES B-B signs beside the digest and its type."""

    def __init__(self, signing_cert: x509.Certificate) -> None:
        self._who = _WhoSigned(signing_cert)

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> Iterable[CMSAttributeProvider]:
        return [self._who]


@cache
def _signer(held: Keys) -> signers.SimpleSigner:
    made = signers.SimpleSigner.load_pkcs12_data(held.pkcs12, other_certs=[], passphrase=None)
    assert made is not None
    made.signed_attr_prov_spec = _Signed(made.signing_cert)
    return made


def check(pdf: bytes) -> PaperCheck:
    """The verdict on a paper somebody brings."""
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    except (PdfError, ValueError, KeyError, TypeError, OSError):
        return PaperCheck(False, reason="unreadable")
    if not found:
        return PaperCheck(False, reason="unsigned")
    return _verdict(found[0], len(pdf))


def _verdict(signature: EmbeddedPdfSignature, size: int) -> PaperCheck:
    held = keys()
    try:
        signed_at = signature.self_reported_timestamp
        # The certificate is judged at the time of signing: a paper does not expire with it.
        context = ValidationContext(trust_roots=[held.root], moment=signed_at, allow_fetching=False)
        status = validate_pdf_signature(signature, context)
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError):
        return PaperCheck(False, reason="changed")
    who = status.signing_cert.subject.native.get("common_name", "")
    intact = bool(status.intact and status.valid)
    if not intact:
        reason = "changed"
    elif not status.trusted:
        reason = "stranger"
    elif sum(list(signature.byte_range)[2:4]) != size:
        reason = "extended"
    else:
        reason = ""
    return PaperCheck(not reason, who, signed_at, intact, reason)
