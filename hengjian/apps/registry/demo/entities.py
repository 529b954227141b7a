"""Businesses as the register holds them."""

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


def load(owner: psycopg.Connection[Any], maker: Maker, count: int) -> list[Subject]:
    """Enter so many businesses; each with its version, premises and the person behind it."""
    first = {t: bulk.next_ids(owner, t, count) for t in TABLES}
    weights = [6 if c.code == "411602" else 1 for c in maker.counties]
    made = [_business(maker, n, first, maker.random.choices(maker.counties, weights)[0]) for n in range(count)]
    for rows in zip(*made, strict=True):
        bulk.copy_models(owner, list(rows))
    return [row[0] for row in made]


def _business(maker: Maker, n: int, first: dict[str, int], county: Division) -> Business:
    name, trade, industry = maker.name(county.name)
    opened = timezone.localdate(maker.moment(int(maker.random.triangular(0, 3000, 200))))
    pk, version, person, place, entry = (number + n for number in first.values())
    subject = Subject(
        id=pk,
        kind="individual_business",
        name=name,
        code=credit_code(county.code, 5_000_000 + pk),
        division_code=county.code,
        office_code=maker.random.choice(maker.offices) if county.code == "411602" else county.code,
        opened_on=opened,
        synthetic=True,
        **search.keys(name),
    )
    chosen = maker.random.sample(maker.items, maker.random.randint(1, 4))
    items = Items(
        name=name,
        trade_name=trade,
        industry=industry,
        representative=maker.person(),
        composition="person",
        places=(Place(address=maker.address(county.name), division=county.code),),
        scope="一般项目：" + "；".join(i.text for i in chosen) + "。",
        scope_codes=tuple(i.pk for i in chosen),
    )
    return (
        subject,
        maker.entity(subject, items, county.name),
        maker.version(version, subject, items, opened),
        _behind(person, subject, items, maker.identity()),
        _where(place, subject, items),
        NameEntry(id=entry, subject_id=pk, code=county.code, synthetic=True, **columns_of(parse(name, county.code))),
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
