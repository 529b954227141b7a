"""Issuing and checking API keys."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from .models import ApiToken, User

PREFIX = "hj_"


def issue(user: User, name: str, scopes: Iterable[str], days: int = 365) -> str:
    """A new key, shown this once; only its hash is stored."""
    key = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        user=user, name=name, hash=_hash(key), scopes=sorted(scopes), expires_at=timezone.now() + timedelta(days=days)
    )
    return key


def check(key: str) -> ApiToken | None:
    """The token of a key that is neither revoked nor expired."""
    found = ApiToken.objects.select_related("user").filter(hash=_hash(key), revoked_at=None).first()
    if found is None or not found.user.is_active or (found.expires_at and found.expires_at < timezone.now()):
        return None
    return found


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
