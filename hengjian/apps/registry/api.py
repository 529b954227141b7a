"""The name check and the scope catalogue."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hengjian.api.errors import PROBLEMS

from . import queries

router = Router(tags=["registry"])


class NameGround(Schema):
    fact: str
    article: str
    remedy: str
    bars: bool


class NameHit(Schema):
    name: str
    kind: str
    verdict: str
    effect: str
    reason: str
    article: str
    standing: str
    degree: int


class NameRule(Schema):
    article: str
    label: str
    state: str
    reason: str


class NameCheck(Schema):
    name: str
    verdict: str
    region: str
    trade_name: str
    industry: str
    group: str
    form: str
    rules: list[NameRule]
    grounds: list[NameGround]
    hits: list[NameHit]
    suggestions: list[str]


@router.get("/names/check", response={200: NameCheck, **PROBLEMS}, auth=None, operation_id="registry_check_name")
def check_name(
    request: HttpRequest,
    name: str = Query(..., min_length=1, max_length=100),
    division: str = Query(..., pattern=r"^\d{6}$"),
    kind: str = Query("", pattern=r"^[a-z_]{0,40}$"),
) -> Any:
    """Take a name apart, say what the rules hold against it and which names are the same or similar."""
    return queries.told(queries.check_name(name.replace("\0", ""), division, kind=kind), division)


class ScopeOut(Schema):
    code: str
    text: str
    licensed: bool
    permit: str


@router.get("/scope", response={200: list[ScopeOut], **PROBLEMS}, auth=None, operation_id="registry_scope")
def scope(request: HttpRequest, q: str = Query("", max_length=40)) -> Any:
    """Items of the business-scope catalogue whose wording contains the text."""
    return queries.scope_choices(q.replace("\0", ""))
