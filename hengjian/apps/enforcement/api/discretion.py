"""Causes, discretion, exemptions and competence for other systems: the same rules as the pages."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from hengjian.api.auth import READ
from hengjian.apps.enforcement import queries
from hengjian.apps.enforcement.rules import causes as rules
from hengjian.apps.enforcement.rules import discretion, exemptions
from hengjian.kernel.principal import current
from hengjian.kernel.refusal import Incomplete, not_found

router = Router()
CauseId = Path(..., max_length=24)
ShownFacts = Query([])
OnDay = Query(None)


class TierOut(Schema):
    name: str
    low: Decimal
    high: Decimal
    unit: str


class CauseOut(Schema):
    id: str
    field: str
    name: str
    violated: str
    punished_by: str
    kinds: list[str]
    tiers: list[TierOut]
    exemption: str
    check: str


class FactOut(Schema):
    id: str
    effect: str
    text: str
    basis: str
    check: str


class AssessIn(Schema):
    tier: str = Field("", max_length=40)
    facts: list[str] = Field([], max_length=60)
    base: Decimal | None = Field(None, ge=0, le=10**13)
    fine: Decimal | None = Field(None, ge=0, le=10**13)
    reason: str = Field("", max_length=500)
    on: date | None = None


class ReasonOut(Schema):
    fact: str
    article: str


class AssessOut(Schema):
    band: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    reasons: list[ReasonOut]
    departures: list[ReasonOut]
    collective: bool
    may_be_waived: bool
    weighed: bool


class ExemptionOut(Schema):
    id: str
    kind: str
    conduct: str
    met: list[str]
    missing: list[str]
    complete: bool
    source: str


class CompetenceOut(Schema):
    ok: bool
    why: str
    article: str
    power: str


def _cause(id: str) -> rules.Cause:
    one = rules.causes().get(id)
    if one is None:
        raise not_found("It was not read.")
    return one


def _out(one: rules.Cause) -> dict[str, Any]:
    shown = {name: getattr(one, name) for name in ("id", "field", "name", "exemption", "check")}
    tiers = [{"name": t.name, "low": t.low, "high": t.high, "unit": t.unit} for t in one.tiers]
    return shown | {
        "violated": one.violates(),
        "punished_by": one.punished_by(),
        "kinds": list(one.kinds),
        "tiers": tiers,
    }


@router.get("/causes", response=list[CauseOut], auth=None, operation_id="enforcement_causes")
def causes(request: HttpRequest, q: str = Query("", max_length=60), field: str = Query("", max_length=20)) -> Any:
    """Causes of action with their articles and amounts."""
    return [_out(c) for c in rules.search(q, field)]


@router.get("/causes/{id}/facts", response=list[FactOut], auth=None, operation_id="enforcement_facts")
def facts(request: HttpRequest, id: str = CauseId) -> Any:
    """Facts that weigh in a matter of this cause."""
    return [vars(f) for f in discretion.facts_for(_cause(id).id).values()]


@router.post("/causes/{id}/assess", response=AssessOut, auth=READ, operation_id="enforcement_assess")
def assess(request: HttpRequest, given: AssessIn, id: str = CauseId) -> Any:
    """The band and the range that the facts select, by the benchmark of the caller's province; nothing is kept."""
    one, on = _cause(id), given.on or timezone.localdate()
    what = "Nothing was assessed."
    if given.tier and one.tier(given.tier) is None:
        raise Incomplete(what, fields={"tier": "The cause has no such range."})
    unknown = set(given.facts) - set(discretion.facts_for(id))
    if unknown:
        raise Incomplete(what, fields={"facts": f"Unknown: {', '.join(sorted(unknown))}"})
    found = queries.assess_here(id, given.tier, given.facts, given.base, on, current().place or "41")
    found = found.against(given.fine, given.reason) if given.fine is not None else found
    shown = {n: getattr(found, n) for n in ("band", "low", "high", "unit", "collective", "may_be_waived", "weighed")}
    return shown | {"reasons": _reasons(found.reasons), "departures": _reasons(found.departures)}


def _reasons(grounds: Any) -> list[dict[str, str]]:
    return [{"fact": str(g.fact), "article": str(g.article)} for g in grounds]


@router.get("/causes/{id}/exemptions", response=list[ExemptionOut], auth=None, operation_id="enforcement_exemptions")
def offered(request: HttpRequest, id: str = CauseId, fact: list[str] = ShownFacts) -> Any:
    """Exemptions of a cause with the conditions that these facts meet."""
    return [
        {n: getattr(e, n) for n in ("id", "kind", "conduct", "complete", "source")}
        | {"met": [c.text for c in e.met], "missing": [c.text for c in e.missing]}
        for e in exemptions.offered(_cause(id).id, fact)
    ]


@router.get("/causes/{id}/competence", response=CompetenceOut, auth=None, operation_id="enforcement_competence")
def competence(
    request: HttpRequest,
    id: str = CauseId,
    authority: str = Query(..., pattern=r"^[0-9]{1,9}$"),
    on: date | None = OnDay,
) -> Any:
    """May the authority with this code punish for the cause on that day?"""
    try:
        found = queries.competent_at(_cause(id).id, authority, on or timezone.localdate())
    except ValueError:
        raise not_found("It was not read.") from None
    return {"ok": found.ok, "why": str(found.why), "article": str(found.cite), "power": found.power}
