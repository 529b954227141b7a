"""Signatures on papers: PAdES B-B by a certificate of this installation, and the check of a paper somebody brings.

No timestamp authority is asked, as government networks are closed: the time is the signer's own claim, and the ledger
is what proves when the act happened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import TypeVar

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from .certificates import Keys, keys

_T = TypeVar("_T")
_RESERVED = 8192  # hexadecimal digits for the signature; told, it need not be made twice to learn its size


@dataclass(frozen=True)
class PaperCheck:
    """Verdict on a PDF. `reason` is empty when genuine, else unreadable, unsigned, changed, extended or stranger."""

    genuine: bool
    signed_by: str = ""
    signed_at: datetime | None = None
    intact: bool = False
    reason: str = ""


def sign_pdf(pdf: bytes, *, reason: str, at: datetime) -> bytes:
    """Sign as this installation. Usable in worker threads and inside a running event loop."""
    return _outside_loop(lambda: _sign(pdf, reason, at))


def check_pdf(pdf: bytes) -> PaperCheck:
    """Whether a PDF was signed here and is as it was signed."""
    return _outside_loop(lambda: _check(pdf))


def _sign(pdf: bytes, reason: str, at: datetime) -> bytes:
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


@cache
def _signer(held: Keys) -> signers.SimpleSigner:
    made = signers.SimpleSigner.load_pkcs12_data(held.pkcs12, other_certs=[], passphrase=None)
    assert made is not None
    return made


def _check(pdf: bytes) -> PaperCheck:
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


def _outside_loop(work: Callable[[], _T]) -> _T:
    """pyHanko starts a loop of its own, which a thread with a running loop refuses."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()
