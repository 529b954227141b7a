"""What every page's frame needs: who is here, navigation, theme, unread notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from hengjian.kernel import divisions
from hengjian.kernel.models import Authority, Notice, Subject
from hengjian.kernel.principal import NOBODY

from . import navigation

LONGEST = 9  # digits of an office's code: nothing lies below it


@dataclass(frozen=True)
class Office:
    """An authority by name, also before its row exists."""

    code: str
    name: str


def owner() -> Office:
    """The authority that runs this site."""
    code = settings.HENGJIAN_DIVISION
    found = Authority.objects.filter(pk=code).first()
    return Office(code, found.name if found else divisions.full_name(code))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Lazy values: a page that does not draw them asks the database nothing."""
    principal = getattr(request, "principal", NOBODY)
    return {
        "principal": principal,
        "theme": request.COOKIES.get("theme", "") if request.COOKIES.get("theme") in ("light", "dark") else "",
        "owner": SimpleLazyObject(owner),
        "office": Office(principal.place, principal.working_as_name or principal.authority_name),
        "narrowable": principal.kind == "officer" and bool(principal.lo) and len(principal.authority_code) < LONGEST,
        "nav": SimpleLazyObject(lambda: navigation.for_officer(request)),  # type: ignore[arg-type]
        "sections": SimpleLazyObject(lambda: navigation.for_public(request)),  # type: ignore[arg-type]
        "unread": SimpleLazyObject(lambda: unread(principal.user_id)),
        "synthetic": SimpleLazyObject(lambda: principal.synthetic or demonstration()),
    }


def demonstration() -> bool:
    """Does this installation hold synthetic subjects? Asked every ten minutes."""
    kept = caches["fragments"]
    return bool(kept.get_or_set("demonstration", lambda: int(Subject.objects.filter(synthetic=True).exists()), 600))


def unread(user_id: int | None) -> int:
    """Notices not read yet, counted to a hundred."""
    return Notice.objects.filter(user_id=user_id, read_at=None)[:100].count() if user_id else 0
