"""The list of permits, service guides, what a scope needs, and the permits of a subject."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema

from hengjian.kernel.models import Subject
from hengjian.kernel.refusal import not_found

from . import queries
from .models import PermitItem

router = Router(tags=["licensing"])
Code = Path(..., pattern=r"^[A-Za-z]{2}-\d{3}$")
SubjectId = Path(..., ge=1, lt=2**63)


class ItemOut(Schema):
    code: str
    name: str
    department: str
    own: bool
    level: str
    mode: str
    route: str
    commitment: bool
    basis: str
    edition: str
    listed_on: date


class MaterialOut(Schema):
    key: str
    name: str
    may_be_missing: bool
    optional: bool
    shared: bool
    basis: str


class StepOut(Schema):
    label: str
    limit: str
    basis: str


class GuideOut(Schema):
    item: ItemOut
    published: bool
    authority: str
    place: str
    phone: str
    fee: str
    promised: int | None
    validity: str
    conditions: list[str]
    materials: list[MaterialOut]
    steps: list[StepOut]


class PermitOut(Schema):
    number: str
    item: str
    content: str
    mode: str
    state: str
    valid_from: date
    valid_until: date | None


class BreachOut(Schema):
    title: str
    article: str
    since: str


class NeededOut(Schema):
    scope: str
    permit: str
    items: list[str]


@router.get("/items", response=list[ItemOut], auth=None, operation_id="licensing_items")
def items(request: HttpRequest, q: str = Query("", max_length=40)) -> Any:
    """Items of the list of business permits; what is not here cannot be demanded."""
    rows = PermitItem.objects.order_by("pk")
    return queries.search_items(rows, q.replace("\0", "")) if q else rows


@router.get("/items/{code}/guide", response=GuideOut, auth=None, operation_id="licensing_guide")
def guide(request: HttpRequest, code: str = Code, division: str = Query(..., pattern=r"^\d{6}$")) -> Any:
    """The service guide of a matter at one place."""
    item = queries.item(code.upper())
    if item is None:
        raise not_found("It was not read.")
    found = queries.guide_for(item, queries.authority_for(item, division))
    own = found.guide
    return {
        "item": item,
        "published": found.published,
        "authority": found.authority.name if found.authority else "",
        "place": own.place if own else "",
        "phone": own.phone if own else "",
        "fee": own.fee if own else "",
        "promised": own.promised if own else None,
        "validity": found.validity,
        "conditions": item.conditions,
        "materials": found.materials,
        "steps": [vars(step) for step in found.steps],
    }


@router.get("/needed", response=list[NeededOut], auth=None, operation_id="licensing_needed")
def needed(request: HttpRequest, scope: str = Query(..., max_length=400)) -> Any:
    """The permits that scope items, given by their codes, call for."""
    rows = queries.needed_by(None, scope.replace("\0", "").replace("，", ",").split(","))
    return [{"scope": r["scope"], "permit": r["permit"], "items": [i.pk for i in r["items"]]} for r in rows]


@router.get("/subjects/{int:id}/permits", response=list[PermitOut], auth=None,
            operation_id="licensing_permits")  # fmt: skip
def permits(request: HttpRequest, id: int = SubjectId) -> Any:
    """Every permit of a subject, what holds first."""
    if not Subject.objects.filter(pk=id).exists():
        raise not_found("It was not read.")
    return [
        {f: getattr(p, f) for f in ("number", "content", "mode", "state", "valid_from", "valid_until")}
        | {"item": p.item_id}
        for p in queries.permits_of(id).exclude(state="replaced")
    ]


@router.get("/subjects/{int:id}/breaches", response=list[BreachOut], auth=None,
            operation_id="licensing_breaches")  # fmt: skip
def breaches(request: HttpRequest, id: int = SubjectId) -> Any:
    """Commitments the subject has broken, as published."""
    return [{"title": d.title, "article": d.article, "since": d.since.isoformat()} for d in queries.breaches(id)]
