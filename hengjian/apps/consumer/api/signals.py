"""Classifying a text, complaints like one, what rises, a shop's consumer record, the guarantee calculator."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from hengjian.api.auth import READ
from hengjian.apps.consumer import queries
from hengjian.apps.consumer.rules import guarantee
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.principal import current
from hengjian.kernel.refusal import Incomplete, not_found

router = Router()
Key = Path(..., ge=1, lt=2**63)
MOST = 1000


class GuessOut(Schema):
    category: str
    category_name: str
    kind: str
    problem: str
    urgency: str
    incident: bool
    basis: list[str]
    reasons: list[str]
    confidence: float


class RelatedOut(Schema):
    proceeding_id: int
    number: str
    score: int
    why: str
    same: bool


class RiseOut(Schema):
    names: list[str]
    now: int
    before: int
    expected: float
    times: float
    chance: float


class RightOut(Schema):
    kind: str
    why: str
    article: str
    until: date | None


class GuaranteeOut(Schema):
    goods: str
    rights: list[RightOut]
    cost_of_use: Decimal | None


class FaultIn(Schema):
    goods: str = Field(max_length=40)
    bought: date
    on: date | None = None
    repairs: int = Field(0, ge=0, le=MOST)
    repair_days: int = Field(0, ge=0, le=MOST)
    parts_wait_days: int = Field(0, ge=0, le=MOST)
    km: int = Field(0, ge=0, le=10_000_000)
    price: Decimal | None = Field(None, gt=0, le=10_000_000, max_digits=10, decimal_places=2)
    main_part: bool = False
    safety: bool = False
    misuse: bool = False
    bought_online: bool = False


class TextIn(Schema):
    text: str = Field(min_length=1, max_length=5000)


class PublishedOut(Schema):
    title: str
    article: str
    since: str


class ShopOut(Schema):
    name: str
    promises: list[PublishedOut]
    warnings: list[PublishedOut]
    tests: list[PublishedOut]


@router.post("/guess", response=GuessOut, auth=READ, operation_id="consumer_guess")
def guess(request: HttpRequest, told: TextIn) -> Any:
    """What a text is about, with the words that said so. Nothing is stored."""
    found = queries.classifying.guess(told.text)
    return {**vars(found), "category_name": found.category_name}


@router.get("/related/{int:id}", response=list[RelatedOut], auth=READ, operation_id="consumer_related")
def related(request: HttpRequest, id: int = Key) -> Any:
    """Complaints that tell the same matter or one like it, within what the key may see."""
    if not Proceeding.objects.filter(pk=id).exists():
        raise not_found("It was not read.")
    return queries.likeness.related(id)


@router.get("/rising", response=list[RiseOut], auth=READ, operation_id="consumer_rising")
def rising(request: HttpRequest, days: int = Query(28, ge=7, le=84)) -> Any:
    """Goods and problems that rise beyond chance within the key's range."""
    who = current()
    if who.kind != "officer":
        return []
    return [
        {**{n: getattr(s.rise, n) for n in ("now", "before", "expected", "times", "chance")}, "names": list(s.names)}
        for s in queries.signals.rising(("category", "problem"), who.place, window=days)
    ]


@router.get("/shops/{int:id}", response=ShopOut, auth=None, operation_id="consumer_shop")
def shop(request: HttpRequest, id: int = Key) -> Any:
    """What is public about a shop as consumers meet it."""
    subject = Subject.objects.filter(pk=id).first()
    if subject is None:
        raise not_found("It was not read.")
    found = queries.records.published_of(subject)
    told = {
        name: [{"title": d.title, "article": d.article, "since": d.since.isoformat()} for d in rows]
        for name, rows in found.items()
    }
    return {"name": subject.name, **told}


@router.post("/guarantee", response=GuaranteeOut, auth=None, operation_id="consumer_guarantee")
def reckon(request: HttpRequest, told: FaultIn) -> Any:
    """What a buyer of faulty goods may ask for, with articles."""
    goods = guarantee.goods().get(told.goods)
    on = told.on or timezone.localdate()
    if goods is None:
        raise Incomplete("Nothing was reckoned.", fields={"goods": "There are no such goods in the catalogue."})
    if told.bought > on or told.bought.year < 1995:
        raise Incomplete("Nothing was reckoned.", fields={"bought": "The day of the purchase cannot be used."})
    values = told.dict(exclude={"goods", "on"})
    facts = guarantee.FaultFacts(on=on, **values)
    rights = [vars(r) for r in guarantee.rights(goods, facts, LawOn(on))]
    return {"goods": goods.id, "rights": rights, "cost_of_use": guarantee.use_cost(goods, facts)}
