"""The name check and the scope catalogue."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema

from hengjian.api.auth import ACT, principal_of
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.kernel.refusal import not_found

from . import queries
from .actions import identity
from .history import known_by
from .partners import api as partners_api
from .queries import support
from .rules import control

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


@router.get("/names/check", response=NameCheck, auth=None, operation_id="registry_check_name")
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


@router.get("/scope", response=list[ScopeOut], auth=None, operation_id="registry_scope")
def scope(request: HttpRequest, q: str = Query("", max_length=40)) -> Any:
    """Items of the business-scope catalogue whose wording contains the text."""
    return queries.scope_choices(q.replace("\0", ""))


Code = Path(..., pattern="^[0-9A-HJ-NPQRTUWXY]{18}$")


class RegisterOut(Schema):
    """One state of the register: what it says, since when, recorded when, by what."""

    code: str
    name: str
    effective_on: date
    recorded_at: datetime
    cause: str
    items: dict[str, Any]


@router.get("/entities/{code}/register", response=RegisterOut, auth=None,
            operation_id="registry_register_on")  # fmt: skip
def register_on(request: HttpRequest, code: str = Code, on: date | None = None, known: date | None = None) -> Any:
    """What the register said of an entity on a day, as it was known at the end of another day; today's state without."""
    entity = queries.entity_of(code)
    version = queries.register_on(entity.subject, on, known_by(known)) if entity else None
    if entity is None or version is None:
        raise not_found("It was not read.")
    return {
        "code": code,
        "name": version.items["name"],
        "effective_on": version.effective_on,
        "recorded_at": version.recorded_at,
        "cause": version.cause,
        "items": version.items,
    }


class HolderOut(Schema):
    """A holder or controller: share in percent, directly and along all chains."""

    name: str
    direct: str
    total: str
    controls: bool
    chain: list[str]


class RelationsOut(Schema):
    code: str
    holders: list[HolderOut]


@router.get("/entities/{code}/relations", response=RelationsOut, auth=None,
            operation_id="registry_relations")  # fmt: skip
def relations(request: HttpRequest, code: str = Code) -> Any:
    """Who holds and controls an entity, by what the public register shows."""
    entity = queries.entity_of(code)
    if entity is None:
        raise not_found("It was not read.")
    nodes, edges = queries.graph_around(entity.subject)
    found = control.reach(edges, f"e{entity.pk}", LawOn(timezone.localdate()))
    return {
        "code": code,
        "holders": [
            {"name": nodes[r.holder].name, "direct": f"{r.direct:.2f}", "total": f"{r.total:.2f}", "controls": r.controls,
             "chain": [nodes[k].name for k in r.chain]} for r in found if r.holder in nodes
        ],
    }  # fmt: skip


class AssertionIn(Schema):
    """The signed statement of another region's identity service, as it was handed to the user."""

    assertion: str


class IdentityOut(Schema):
    name: str
    region: str
    service: str
    checked_at: datetime


@router.post("/identity", response=IdentityOut, auth=ACT, operation_id="registry_identity")
def take_identity(request: HttpRequest, given: AssertionIn) -> Any:
    """Take over the identity that another region's service has found for the user of this key."""
    return identity.accept(given.assertion, principal_of(request))


class PolicyOut(Schema):
    id: str
    title: str
    gives: str
    source: str
    until: date | None
    claim: str
    check: str
    open: bool
    met: list[str]
    missing: list[str]


@router.get("/firms/{int:id}/policies", response=list[PolicyOut], auth=None, operation_id="registry_policies")
def policies(request: HttpRequest, id: int = Path(..., ge=1, lt=2**63)) -> Any:
    """What a firm may claim today, each policy with the conditions that are met and those that are missing."""
    subject = Subject.objects.filter(pk=id).first()
    if subject is None:
        raise not_found("The policies were not read.")
    return [
        {
            "id": c.policy.id, "title": c.policy.title, "gives": c.policy.gives, "source": c.policy.cite,
            "until": c.policy.until, "claim": c.policy.claim, "check": c.policy.check,
            "open": c.open, "met": list(c.met), "missing": list(c.missing),
        }
        for c in support.claims_of(subject)
    ]  # fmt: skip


router.add_router("", partners_api.router)
