"""Shared data for programs: rows of one share, by a key that opens nothing else. Every answer is on record."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema

from hengjian.api.auth import Key, principal_of
from hengjian.apps.datacentre.actions import delivering
from hengjian.apps.datacentre.procedures import DataShare
from hengjian.apps.datacentre.rules.sharing import usable
from hengjian.kernel import tokens
from hengjian.kernel.law import LawOn
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as, step_back
from hengjian.kernel.refusal import Incomplete, NotAllowed, not_found

router = Router()
MOST = 1000
NOT_READ = "The rows were not read."


class ShareKey(Key):
    """A key bound to one share, whose number it must bear."""

    def authenticate(self, request: HttpRequest, token: str) -> Principal | None:
        step_back()
        found = tokens.check(token)
        request.share_scopes = found.scopes if found else []  # type: ignore[attr-defined]
        return super().authenticate(request, token)


class SharedRows(Schema):
    """A page of rows; `next` is the cursor of the following one."""

    share: str
    recipient: str
    purpose: str
    items: list[dict[str, Any]]
    next: str | None = None


@router.get(
    "/shared/{int:id}", response=SharedRows, auth=ShareKey(delivering.SCOPE), operation_id="datacentre_shared_read"
)
def shared(
    request: HttpRequest,
    id: int = Path(..., ge=1, lt=2**63),
    cursor: str = Query("", max_length=400),
    limit: int = Query(200, ge=1, le=MOST),
    subject: int | None = Query(None, ge=1, lt=2**63),
) -> Any:
    """Rows of a share in the order of their key: the columns, place and time that were granted, each with its mark."""
    who = principal_of(request)
    row = DataShare.objects.filter(pk=id).first()
    if row is None or delivering.scope_of(id) not in request.share_scopes:  # type: ignore[attr-defined]
        raise not_found(NOT_READ)
    if row.way != "api":
        raise NotAllowed(NOT_READ, fact="This share is by file.")
    usable(row.state, row.held, row.until, timezone.localdate(), LawOn(row.law_on)).require(NOT_READ)
    if subject is not None and not any(c.name == "subject" for c in delivering.dataset_of(row).columns):
        raise Incomplete(NOT_READ, fields={"subject": "These rows are not about subjects."})
    with acting_as(CLOCKWORK):
        return delivering.answered(row, who.id, cursor, limit, subject)
