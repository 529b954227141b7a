"""Results of checks for everybody, and the intake of cameras, drones and sensors."""

import base64
import binascii
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hengjian.api.auth import ACT, principal_of
from hengjian.kernel import uploads
from hengjian.kernel.perform import perform
from hengjian.kernel.refusal import Incomplete

from . import queries

router = Router(tags=["inspection"])
MOST = 100


class ResultOut(Schema):
    id: int
    subject: int | None
    name: str
    number: str
    result: str
    codes: list[str]
    items: list[str]
    origin: str
    date: str
    article: str
    act_id: int


class SignalIn(Schema):
    device: str
    what: str
    at: datetime
    picture: str = ""
    name: str = "signal.jpg"


class SignalOut(Schema):
    number: str
    act_id: int
    repeated: bool


@router.get("/results", response=list[ResultOut], auth=None, operation_id="inspection_results")
def results(
    request: HttpRequest,
    subject: int | None = Query(None, ge=1, lt=2**63),
    before: int | None = Query(None, ge=1, lt=2**63),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """Published results of checks, newest first."""
    rows = queries.published_results(subject)
    rows = rows.filter(pk__lt=before) if before else rows
    names = ("name", "number", "result", "codes", "items", "origin", "date")
    return [
        {n: d.body.get(n) or ([] if n in ("codes", "items") else "") for n in names}
        | {"id": d.pk, "subject": d.subject_id, "article": d.article, "act_id": d.act_id}
        for d in rows.order_by("-pk")[:limit]
    ]


@router.post("/signals", response=SignalOut, auth=ACT, operation_id="inspection_signal")
def signal(request: HttpRequest, given: SignalIn) -> Any:
    """What a registered device saw, with its picture in base64: evidence with hash, time and place, and a lead."""
    who = principal_of(request)
    token = ""
    if given.picture:
        try:
            content = base64.b64decode(given.picture, validate=True)
        except (binascii.Error, ValueError):
            raise Incomplete("The signal was not taken.", fields={"picture": "This is not base64."}) from None
        token = uploads.take(content, given.name, who)
    values = {"device": given.device, "what": given.what, "at": given.at.isoformat(), "file": token}
    key = f"signal:{given.device}:{given.at.isoformat()}"[:100]
    done = perform("enforcement.lead.signal", None, values, who, key=key)
    return {"number": done.proceeding.number, "act_id": done.act_id, "repeated": done.replayed}
