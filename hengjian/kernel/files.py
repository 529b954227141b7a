"""Content-addressed files: the hash of the bytes is the name, so equal files are one and a changed one is noticed."""

import hashlib
import os
from pathlib import Path

from django.conf import settings

from .models import File


class Damaged(Exception):
    """A stored file no longer has the content its name promises."""


def _path(digest: str) -> Path:
    return Path(settings.HENGJIAN_HOME) / "files" / digest[:2] / digest


def store(content: bytes, media_type: str) -> File:
    """Keep the bytes and give their record; keeping the same bytes twice is one file."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = path.with_suffix(f".{os.getpid()}")
        aside.write_bytes(content)
        aside.replace(path)
    record, _ = File.objects.get_or_create(sha256=digest, defaults={"size": len(content), "media_type": media_type})
    return record


def read(digest: str) -> bytes:
    """The bytes of that hash. Raises FileNotFoundError, or Damaged if they have been changed."""
    content = _path(digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise Damaged(digest)
    return content
