"""Is this document genuine? By its code, or by the file itself. No sign-in, no content shown."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from hengjian.kernel.models import PaperRecord
from hengjian.kernel.paper import check_pdf
from hengjian.web import lights
from hengjian.web.access import Request, public
from hengjian.web.proofs import proof_context

MOST_BYTES = 30 * 1024 * 1024


@dataclass(frozen=True)
class Verdict:
    """What a check found: ok, warn or bad, said in a sentence, with what it means."""

    state: str
    words: str
    meaning: str


def by_code(text: str) -> tuple[PaperRecord | None, Verdict]:
    """The record behind a code; blanks, hyphens and small letters are forgiven."""
    code = re.sub(r"[\s-]", "", text).upper()
    found = PaperRecord.objects.select_related("subject").filter(pk=code).first()
    if found is None:
        return None, Verdict(
            "bad",
            _("No document has this code"),
            _("Compare it with the paper, letter by letter. A document without a known code was not issued here."),
        )
    return found, validity(found)


def validity(found: PaperRecord) -> Verdict:
    """Issued here: still valid, or since when not."""
    if found.ended_at:
        words = _("Genuine, but no longer valid since %(day)s") % {"day": lights.sentence_day(found.ended_at)}
        return Verdict("warn", words, found.ended_why)
    return Verdict("ok", _("Genuine and valid"), _("Issued by %(authority)s.") % {"authority": found.authority})


def by_file(content: bytes) -> tuple[PaperRecord | None, Verdict]:
    """The record behind a file: its hash is known, or its signature tells that it was changed after signing."""
    found = PaperRecord.objects.select_related("subject").filter(file_hash=hashlib.sha256(content).hexdigest()).first()
    if found:
        return found, validity(found)
    reason = check_pdf(content).reason
    words = {
        "unreadable": (_("This is not a PDF"), _("Upload the file as it was downloaded, not a photograph or a scan.")),
        "unsigned": (_("Not issued here"), _("The file carries no signature and matches no document issued here.")),
        "changed": (_("Altered after signing"), _("The content differs from what was signed.")),
        "extended": (_("Altered after signing"), _("Something was added after it was signed.")),
        "stranger": (_("Signed by somebody else"), _("The signature is not one of this authority.")),
    }
    said = words.get(reason, (_("Signed here, but not on record"), _("Ask the authority named on it.")))
    return None, Verdict("bad", *said)


@public
def verify(request: Request, code: str = "") -> HttpResponseBase:
    """The form and what the check found."""
    asked = code or request.GET.get("code", "").strip()
    upload = request.FILES.get("file")
    found, verdict = (None, None)
    if request.method == "POST" and upload is not None and (upload.size or 0) <= MOST_BYTES:
        found, verdict = by_file(upload.read())
    elif asked:
        found, verdict = by_code(asked)
    context = {"title": _("Verify a document"), "asked": asked, "found": found, "verdict": verdict}
    if found:
        context |= proof_context(found.act_id)
    return render(request, "portal/verify.html", context)
