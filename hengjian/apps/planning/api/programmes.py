"""What everybody may read by program: normative documents in force on a day, demonstration units, results of surveys."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from hengjian.apps.planning import queries
from hengjian.apps.planning.queries.programmes import published
from hengjian.apps.planning.queries.surveys import RESULT

router = Router()
MOST = 100
Day = Query(None)
Place = Query("", max_length=12, pattern=r"^\d*$")


class DocumentOut(Schema):
    id: int
    number: str
    title: str
    field: str
    authority: str
    code: str
    issued_on: date
    since: date
    until: date
    filed_on: date | None
    filing_number: str


class NamedOut(Schema):
    id: int
    name: str
    kind: str
    place: str
    number: str
    score: str
    named_on: date
    checked_on: date | None


class SurveyOut(Schema):
    id: int
    title: str
    code: str
    satisfaction: str
    margin: str
    confidence: int
    answers: int
    invited: int
    response: str


@router.get("/documents", response=list[DocumentOut], auth=None, operation_id="planning_documents")
def documents(
    request: HttpRequest,
    on: date | None = Day,
    place: str = Place,
    before: int | None = Query(None, ge=1, lt=2**63),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """Normative documents in force on a day, today if none is named; the newest first."""
    rows = queries.in_force(on or timezone.localdate(), place)
    rows = rows.filter(pk__lt=before) if before else rows
    return list(rows.order_by("-pk").defer("text")[:limit])


@router.get("/named", response=list[NamedOut], auth=None, operation_id="planning_named")
def named(
    request: HttpRequest,
    kind: str = Query("", max_length=30),
    place: str = Place,
    before: int | None = Query(None, ge=1, lt=2**63),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """Demonstration units that bear a name, the newest first."""
    rows = queries.named(kind, place)
    rows = rows.filter(pk__lt=before) if before else rows
    names = ("name", "kind", "place", "number", "named_on", "checked_on")
    return [
        {"id": u.pk, "score": str(u.score), **{n: getattr(u, n) for n in names}} for u in rows.order_by("-pk")[:limit]
    ]


@router.get("/surveys", response=list[SurveyOut], auth=None, operation_id="planning_surveys")
def surveys(request: HttpRequest, limit: int = Query(50, ge=1, le=MOST)) -> Any:
    """Published results of surveys with margin of error, answers and response, the newest first."""
    names = ("satisfaction", "margin", "confidence", "answers", "invited", "response")
    return [
        {"id": d.pk, "title": d.title, "code": d.code, **{n: d.body["figures"][n] for n in names}}
        for d in published(RESULT)[:limit]
    ]
