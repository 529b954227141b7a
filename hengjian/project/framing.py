"""Which other sites may show our pages in a frame of theirs: read once from the environment, refused if it says too much."""

from typing import Literal
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAME = "HENGJIAN_FRAME_ANCESTORS"


def origins(text: str) -> list[str]:
    """The origins named, by comma. Each is one site over https, never a pattern: a frame from anywhere is clickjacking."""
    return [_origin(one.strip()) for one in text.split(",") if one.strip()]


def _origin(text: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{NAME}: {text} is no origin") from None
    if parts.scheme != "https" or not parts.hostname or "*" in text or parts.username is not None:
        raise ImproperlyConfigured(f"{NAME}: name each site as https://host, without *, not {text}")
    if parts.path not in ("", "/") or parts.query or parts.fragment or set(text) & set(" ;'\""):
        raise ImproperlyConfigured(f"{NAME}: an origin has no path, not {text}")
    return f"https://{parts.hostname}" + (f":{port}" if port else "")


def same_site(ancestors: list[str], secure: bool) -> Literal["Lax", "None"]:
    """SameSite of our cookies: a browser sends them into another site's frame only as None, which it takes over https."""
    return "None" if ancestors and secure else "Lax"
