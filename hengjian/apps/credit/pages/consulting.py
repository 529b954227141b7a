"""Beside every matter that decides on a licence: what the credit file has that weighs in it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hengjian.apps.credit import queries
from hengjian.kernel.procedure import Procedure
from hengjian.web.access import Request
from hengjian.web.proceeding import invite

ASKS = {"licensing": "licence"}  # what the matters of a room decide on


@invite
def weighing(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """An officer who handles an open matter is told in one line, and led to the file."""
    use = ASKS.get(row.key.partition(".")[0], "")
    if not use or row.subject_id is None or row.closed_at or request.principal.kind != "officer":
        return None
    found = queries.consult(row.subject_id, use)
    if not found.against:
        return None
    label = _("Weigh before you decide: %(what)s") % {"what": "；".join(m.zh for m in found.against)}
    return label, reverse("credit:file", args=[row.subject_id])
