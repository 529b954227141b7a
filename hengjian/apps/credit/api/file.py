"""The credit file of a subject, the lists in bulk for rating firms, and the cited list of measures."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema

from hengjian.api import paging
from hengjian.api.auth import READ
from hengjian.apps.credit import queries
from hengjian.apps.credit.pages.file import as_data
from hengjian.apps.credit.rules import catalogue
from hengjian.kernel.models import Subject
from hengjian.kernel.refusal import not_found

router = Router()
SubjectId = Path(..., ge=1, lt=2**63)
OnDay = Query(None)


class StandingOut(Schema):
    kind: str
    content: str
    article: str
    authority: str
    since: date
    until: date | None


class RecordOut(Schema):
    kind: str
    title: str
    article: str
    source: str
    since: str
    until: str | None
    act: int
    leaf: int | None


class FileOut(Schema):
    name: str
    code: str
    status: str
    as_of: date
    made_at: str
    standing: list[StandingOut]
    record: list[RecordOut]
    synthetic: bool


class ListedOut(Schema):
    id: int
    subject: int
    name: str
    code: str
    kind: str
    content: str
    article: str
    authority: str
    since: date
    until: date | None


class ListsOut(Schema):
    items: list[ListedOut]
    next: str | None


class MeasureOut(Schema):
    id: str
    kind: str
    content: str
    article: str
    check: str


@router.get("/subjects/{int:id}/file", response=FileOut, auth=None, operation_id="credit_file")
def file(request: HttpRequest, id: int = SubjectId, on: date | None = OnDay) -> Any:
    """The credit file: disclosed facts only, with article, source and proof; as of a day."""
    subject = Subject.objects.filter(pk=id).first()
    if subject is None:
        raise not_found("It was not read.")
    return as_data(subject, min(on, timezone.localdate()) if on else None)


@router.get("/lists", response=ListsOut, auth=READ, operation_id="credit_lists")
def lists(
    request: HttpRequest,
    kind: str = Query("", pattern="^(abnormal|marked|special|serious|list)?$"),
    cursor: str = Query("", max_length=80),
    limit: int = Query(100, ge=1, le=paging.MOST),
) -> Any:
    """Everybody on the lists, for rating firms, banks and industry bodies; a key is needed, so that reading is known."""
    found = paging.page(queries.public_lists(kind), cursor or None, limit)
    return {"items": [_listed(e) for e in found["items"]], "next": found["next"]}


def _listed(entry: Any) -> dict[str, Any]:
    shown = {f: getattr(entry, f) for f in ("id", "kind", "article", "authority", "since", "until")}
    subject = entry.subject
    named = {"subject": subject.pk, "name": subject.name, "code": subject.code or "", "content": entry.title}
    return shown | named


class WeighedOut(Schema):
    """What a decision on a licence or an award must weigh: measures of the cited list, from disclosed facts."""

    code: str
    use: str
    measures: list[MeasureOut]


@router.get("/consult/{code}", response=WeighedOut, auth=READ, operation_id="credit_consult")
def consult(
    request: HttpRequest,
    code: str = Path(..., pattern="^[0-9A-HJ-NPQRTUWXY]{18}$"),
    use: str = Query(..., pattern="^(licence|award|draw|exit)$"),
) -> Any:
    """Asked by whoever grants licences or awards elsewhere; the risk class is not told here."""
    subject = Subject.objects.filter(code=code).first()
    if subject is None:
        raise not_found("It was not read.")
    return {"code": code, "use": use, "measures": [_measure(m) for m in queries.consult(subject.pk, use).against]}


def _measure(m: Any) -> dict[str, Any]:
    return {"id": m.id, "kind": m.says("kind"), "content": m.zh, "article": m.article, "check": m.check}


@router.get("/measures", response=list[MeasureOut], auth=None, operation_id="credit_measures")
def measures(request: HttpRequest) -> Any:
    """The cited list of rewards and restrictions."""
    return [_measure(m) for m in catalogue.section("measures").values()]
