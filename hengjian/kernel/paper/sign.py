"""Signatures on papers: PAdES B-B by a certificate of this installation, and the check of a paper somebody brings.

No timestamp authority is asked, as government networks are closed: the time is the signer's own claim, and the ledger
is what proves when the act happened.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from hengjian.kernel.later import Later

from .verdict import PaperCheck

if TYPE_CHECKING:
    from . import pades
else:
    pades = Later("hengjian.kernel.paper.pades")

_T = TypeVar("_T")


def sign_pdf(pdf: bytes, *, reason: str, at: datetime) -> bytes:
    """Sign as this installation. Usable in worker threads and inside a running event loop."""
    return _outside_loop(lambda: pades.sign(pdf, reason, at))


def check_pdf(pdf: bytes) -> PaperCheck:
    """Whether a PDF was signed here and is as it was signed."""
    return _outside_loop(lambda: pades.check(pdf))


def _outside_loop(work: Callable[[], _T]) -> _T:
    """pyHanko starts a loop of its own, which a thread with a running loop refuses."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()
