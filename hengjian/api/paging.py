"""Cursor paging over a descending or ascending id: stable while rows are added, and an index range, never an offset."""

import base64
import binascii
from typing import Any

from django.db.models import QuerySet

from hengjian.kernel.refusal import Incomplete

MOST = 200


def encode(pk: int) -> str:
    """An opaque cursor."""
    return base64.urlsafe_b64encode(f"v1:{pk}".encode()).decode().rstrip("=")


def decode(cursor: str) -> int:
    """The id in a cursor; Incomplete if it is none of ours."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        version, _, pk = text.partition(":")
        number = int(pk)
    except (ValueError, binascii.Error, UnicodeError):
        version, number = "", 0
    if version != "v1" or not 0 < number < 2**63:
        raise Incomplete("The list was not read.", fields={"cursor": "Not a cursor of this list."})
    return number


def page(rows: QuerySet[Any], cursor: str | None, limit: int) -> dict[str, Any]:
    """The rows after the cursor, newest first."""
    found = rows.order_by("-pk")
    if cursor:
        found = found.filter(pk__lt=decode(cursor))
    items = list(found[: limit + 1])
    more = len(items) > limit
    return {"items": items[:limit], "next": encode(items[limit - 1].pk) if more else None}
