"""Files on their way into an act: stored at once, named in the form by a signed token that only the uploader can use."""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from . import files
from .principal import Principal
from .refusal import Incomplete

SALT = "hengjian.upload"
MOST_BYTES = 30 * 1024 * 1024
SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"PK\x03\x04": "application/vnd.openxmlformats-officedocument",
}
LONGEST_NAME = 120


@dataclass(frozen=True)
class Upload:
    """A stored file under the name its uploader gave it."""

    sha256: str
    name: str


def media_type(content: bytes) -> str:
    """What the bytes are, not what their name says; unknown content is never shown in the page."""
    return next((kind for start, kind in SIGNATURES.items() if content.startswith(start)), "application/octet-stream")


def take(content: bytes, name: str, principal: Principal) -> str:
    """Store a file and give its token. Refuses what is too large or of a kind nobody here can open."""
    what = _("The file was not taken.")
    if len(content) > MOST_BYTES:
        raise Incomplete(what, fact=_("It is larger than 30 MB."), remedy=_("Scan it with fewer points to the inch."))
    kind = media_type(content)
    if kind == "application/octet-stream":
        raise Incomplete(
            what, fact=_("It is neither a PDF nor a picture nor an Office file."), remedy=_("Save it as PDF.")
        )
    return token(files.store(content, kind).sha256, name, principal)


def token(sha256: str, name: str, principal: Principal) -> str:
    """What a form carries instead of the file."""
    return signing.dumps([sha256, name[-LONGEST_NAME:], principal.user_id], salt=SALT)


def opened(text: str, principal: Principal) -> Upload | None:
    """The file behind a token of the same user; None if it was made up or is somebody else's."""
    try:
        sha256, name, user_id = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Upload(sha256, name) if user_id == principal.user_id else None
