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
    same: bool
    reason: str


class NameCheck(Schema):
    verdict: str
    region: str
    trade_name: str
    industry: str
    form: str
    grounds: list[NameGround]
    hits: list[NameHit]


@router.get("/names/check", response={200: NameCheck, **PROBLEMS}, auth=None, operation_id="registry_check_name")
def check_name(
    request: HttpRequest,
    name: str = Query(..., min_length=1, max_length=100),
    division: str = Query(..., pattern=r"^\d{6}$"),
) -> Any:
    """Take a name apart, say what the rules hold against it and which names are the same or similar."""
    checked = queries.check_name(name.replace("\0", ""), division)
    parts = checked["parts"]
    return {
        "verdict": checked["verdict"],
        "region": parts.region,
        "trade_name": parts.trade_name,
        "industry": parts.industry,
        "form": parts.form,
        "grounds": [
            {"fact": str(g.fact), "article": str(g.article), "remedy": str(g.remedy), "bars": g.bars}
            for g in checked["finding"].grounds
        ],
        "hits": [{"name": h.name, "same": h.same, "reason": str(h.reason)} for h in checked["hits"]],
    }


class ScopeOut(Schema):
    code: str
    text: str
    licensed: bool
    permit: str


@router.get("/scope", response={200: list[ScopeOut], **PROBLEMS}, auth=None, operation_id="registry_scope")
def scope(request: HttpRequest, q: str = Query("", max_length=40)) -> Any:
    """Items of the business-scope catalogue whose wording contains the text."""
    return queries.scope_choices(q.replace("\0", ""))
