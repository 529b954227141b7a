"""Public reads: the register, disclosures, law, procedures."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router

from hengjian.kernel import law, search
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.procedure import procedures
from hengjian.kernel.refusal import not_found

from .paging import MOST, page
from .schemas import DisclosurePage, LawValueOut, SubjectOut, SubjectPage

router = Router(tags=["public"])


@router.get("/subjects", response=SubjectPage, auth=None, operation_id="subjects_find")
def subjects(request: HttpRequest, q: str = Query(..., min_length=1, max_length=80)) -> Any:
    """Find subjects by name, part of a name, pinyin, initials or code."""
    return {"items": search.find(q.replace("\0", ""), 50)}


@router.get("/subjects/{int:id}", response=SubjectOut, auth=None, operation_id="subject_get")
def subject(request: HttpRequest, id: int = Path(..., ge=1, lt=2**63)) -> Any:
    """One subject of the register."""
    found = Subject.objects.filter(pk=id).first()
    if found is None:
        raise not_found("It was not read.")
    return found


@router.get("/disclosures", response=DisclosurePage, auth=None, operation_id="disclosures_list")
def disclosures(
    request: HttpRequest,
    subject: int | None = Query(None, ge=1, lt=2**63),
    kind: str | None = Query(None, max_length=60, pattern="^[a-z_]+$"),
    cursor: str | None = Query(None, max_length=60),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """Published records, newest first; withdrawn ones say since when."""
    rows = Disclosure.objects.filter(since__lte=timezone.now())
    rows = rows.filter(subject_id=subject) if subject else rows
    return page(rows.filter(kind=kind) if kind else rows, cursor, limit)


@router.get("/law/{id}", response=LawValueOut, auth=None, operation_id="law_value")
def law_value(
    request: HttpRequest, id: str = Path(..., max_length=80, pattern=r"^[a-z0-9_.]+$"), on: date | None = None
) -> Any:
    """A time limit or other legal value as in force on a date."""
    try:
        found = law.value(id, on or timezone.localdate())
    except law.LawError as error:
        raise not_found(str(error)) from None
    return {
        "id": found.id,
        "what": found.what.zh,
        "amount": found.amount,
        "unit": found.unit,
        "basis": found.basis("zh-hans"),
        "check": found.check,
    }


@router.get("/procedures", response=list[dict[str, Any]], auth=None, operation_id="procedures_list")
def all_procedures(request: HttpRequest) -> Any:
    """Every declared procedure with its states, limits and acts."""
    return [
        {
            "key": key,
            "label": str(p.label),
            "states": [
                {"name": s.name, "label": str(s.label), "limit": s.limit, "final": s.final} for s in p.states.values()
            ],
            "acts": [{"name": a.name, "label": str(a.label), "by": sorted(a.by)} for a in p.acts.values()],
        }
        for key, p in procedures().items()
    ]
