"""Businesses as the register holds them: invented in order, then written by two processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from django.utils import timezone

from hengjian.apps.registry.models import EntityPerson, EntityVersion, MarketEntity, NameEntry, Premises
from hengjian.apps.registry.naming.parsing import parse
from hengjian.apps.registry.queries.naming import columns_of
from hengjian.apps.registry.rules.codes import credit_code
from hengjian.apps.registry.rules.items import Items, Place, address_key
from hengjian.kernel import bulk, search
from hengjian.kernel.models import Division, Subject
from hengjian.kernel.personal import fingerprint

from .maker import Maker

TABLES = (
    "kernel_subject",
    "registry_entityversion",
    "registry_entityperson",
    "registry_premises",
    "registry_nameentry",
)
Business = tuple[Subject, MarketEntity, EntityVersion, EntityPerson, Premises, NameEntry]


@dataclass(frozen=True)
class Shop:
    """What is invented of a business; everything else follows from it."""

    ids: tuple[int, ...]  # of its rows in TABLES
    name: str
    trade_name: str
    county: Division
    office_code: str
    opened_on: date
    representative: str
    id_number: str
    address: str
    scope: tuple[tuple[str, str], ...]  # codes and texts

    @property
    def pk(self) -> int:
        return self.ids[0]

    @property
    def division_code(self) -> str:
        return self.county.code


def invent(owner: psycopg.Connection[Any], maker: Maker, count: int) -> list[Shop]:
    """So many businesses, not yet written."""
    first = [bulk.next_ids(owner, table, count) for table in TABLES]
    weights = [6 if c.code == "411602" else 1 for c in maker.counties]
    counties = maker.random.choices(maker.counties, weights, k=count)
    return [_shop(maker, tuple(number + n for number in first), county) for n, county in enumerate(counties)]


def _shop(maker: Maker, ids: tuple[int, ...], county: Division) -> Shop:
    r = maker.random
    name, trade = maker.name(county.name)
    return Shop(
        ids,
        name,
        trade,
        county,
        office_code=r.choice(maker.offices) if county.code == "411602" else county.code,
        opened_on=timezone.localdate(maker.moment(int(r.triangular(0, 3000, 200)))),
        representative=maker.person(),
        id_number=maker.identity(),
        address=maker.address(county.name),
        scope=tuple((i.pk, i.text) for i in r.sample(maker.items, r.randint(1, 4))),
    )


def write(owner: psycopg.Connection[Any], maker: Maker, shops: Sequence[Shop]) -> None:
    """Enter them, each with its version, premises, name and the person behind it."""
    for rows in zip(*(_business(maker, shop) for shop in shops), strict=True):
        bulk.copy_models(owner, rows)


def _business(maker: Maker, shop: Shop) -> Business:
    pk, version, person, place, entry = shop.ids
    parts = parse(shop.name, shop.division_code)
    subject = Subject(
        id=pk,
        kind="individual_business",
        name=shop.name,
        code=credit_code(shop.division_code, 5_000_000 + pk),
        division_code=shop.division_code,
        office_code=shop.office_code,
        opened_on=shop.opened_on,
        synthetic=True,
        **search.keys(shop.name),
    )
    items = Items(
        name=shop.name,
        trade_name=shop.trade_name,
        industry=parts.group,
        representative=shop.representative,
        composition="person",
        places=(Place(address=shop.address, division=shop.division_code),),
        scope="一般项目：" + "；".join(text for _code, text in shop.scope) + "。",
        scope_codes=tuple(code for code, _text in shop.scope),
    )
    return (
        subject,
        maker.entity(subject, items, shop.county.name),
        maker.version(version, subject, items, shop.opened_on),
        _behind(person, subject, items, shop.id_number),
        _where(place, subject, items),
        NameEntry(id=entry, subject_id=pk, code=shop.division_code, synthetic=True, **columns_of(parts)),
    )


def _behind(pk: int, subject: Subject, items: Items, number: str) -> EntityPerson:
    return EntityPerson(
        id=pk,
        subject_id=subject.pk,
        role="representative",
        name=items.representative,
        id_number=number,
        id_print=fingerprint(number),
        since=subject.opened_on,
    )


def _where(pk: int, subject: Subject, items: Items) -> Premises:
    place = items.domicile
    return Premises(
        id=pk,
        subject_id=subject.pk,
        division_code=place.division,
        address=place.address,
        address_key=address_key(place.address),
        since=subject.opened_on,
    )
