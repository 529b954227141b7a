"""The register 登记簿 and its only writers: enter an entity, amend its items, close it. Acts call them, nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hengjian.apps.registry.models import EntityPerson, EntityType, EntityVersion, Holding, MarketEntity, Premises
from hengjian.apps.registry.naming.comparing import Standing
from hengjian.apps.registry.queries import items_of
from hengjian.apps.registry.rules.codes import credit_code
from hengjian.apps.registry.rules.items import Items, address_key
from hengjian.kernel import search
from hengjian.kernel.models import Authority, PaperRecord, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.procedure import Procedure

from .naming import enter_name, leave_name

LICENCE = "registry.licence"


@dataclass(frozen=True)
class Identity:
    """A person named in the register and the number that proves who it is."""

    role: str
    name: str
    id_number: str


def subject_of(row: Procedure) -> Subject:
    """The entity a proceeding is about; there is none only in one that founds it."""
    assert row.subject is not None
    return row.subject


def enter(
    items: Items,
    authority: Authority,
    serial: int,
    people: Iterable[Identity],
    on: Occasion,
    synthetic: bool = False,
    reservation: int | None = None,
) -> Subject:
    """Enter a new entity; `serial` makes its unified social credit code, so that a repeat gives the same one."""
    kind = EntityType.objects.filter(pk=items.type_code).first()
    subject = Subject.objects.create(
        kind=items.group,
        code=credit_code(authority.pk, serial, (kind and kind.uscc_prefix) or "91"),
        opened_on=on.day,
        **_shown(items, authority),
        synthetic=synthetic,
    )
    MarketEntity.objects.create(subject=subject, registered_by=authority.name, **_columns(items))
    _hang(subject, items, on.day)
    name_people(subject, people, on.day)
    _version(subject, items, on.day, "establishment", on)
    enter_name(items.name, authority.pk, subject=subject, reservation=reservation, synthetic=synthetic)
    return subject


def amend(
    subject: Subject,
    items: Items,
    cause: str,
    on: Occasion,
    effective: date | None = None,
    authority: Authority | None = None,
) -> None:
    """Put new items in the place of the old; the old ones stay readable as of their days.

    `effective` lies in the past where the past itself is corrected; versions effective later are then corrected by the
    caller too, each for its own day. `authority` is given where the entity moves to another one.
    """
    day = effective or on.day
    before = items_of(subject)
    _version(subject, items, day, cause, on)
    if EntityVersion.objects.filter(subject=subject, effective_on__gt=day).exists():
        return
    moved = {"registered_by": authority.name} if authority else {}
    MarketEntity.objects.filter(pk=subject.pk).update(**_columns(items), **moved)
    Subject.objects.filter(pk=subject.pk).update(status=items.status, **_shown(items, authority))
    if before and before.name != items.name:
        leave_name(subject, Standing.CHANGED, on.day, on.law)
        enter_name(items.name, subject.office_code[:6], subject=subject, synthetic=subject.synthetic)
    if before is None or (before.places, before.shares) != (items.places, items.shares):
        for table in (Premises, Holding):
            table._default_manager.filter(subject=subject, until=None).update(until=day)
        _hang(subject, items, day)
    subject.refresh_from_db()


def void_licences(subject: Subject, why: str, on: Occasion) -> None:
    """Every licence issued so far is void from now on, `why` being printed where its code is asked for."""
    PaperRecord.objects.filter(subject=subject, template=LICENCE, ended_at=None).update(ended_at=on.at, ended_why=why)


def close(subject: Subject, status: str, cause: str, why: str, on: Occasion) -> None:
    """The entity leaves the register with this status; its licence is void from now on, `why` being printed on it."""
    items = items_of(subject)
    if items:
        amend(subject, items.model_copy(update={"status": status}), cause, on)
    Subject.objects.filter(pk=subject.pk).update(status=status, closed_on=on.day)
    leave_name(subject, Standing.DEREGISTERED, on.day, on.law)
    void_licences(subject, why, on)
    subject.refresh_from_db()


def cancel(subject: Subject, states: Iterable[tuple[date, Items]], why: str, on: Occasion) -> None:
    """Put corrected states in the place of the old ones, each for its own day; the old ones stay readable as known before.

    Where the last of them is no longer registered, the entity has left the register and its licence is void.
    """
    for day, items in states:
        amend(subject, items, "cancellation", on, effective=day)
    subject.refresh_from_db()
    if subject.status == "registration_cancelled":
        Subject.objects.filter(pk=subject.pk).update(closed_on=on.day)
        leave_name(subject, Standing.REVOKED, on.day, on.law)
        void_licences(subject, why, on)
        subject.refresh_from_db()


def restore(subject: Subject, status: str, cause: str, on: Occasion) -> None:
    """An entity that had left is back on the register; its licence is issued anew by the act that restores it."""
    items = items_of(subject)
    if items:
        amend(subject, items.model_copy(update={"status": status}), cause, on)
        enter_name(items.name, subject.office_code[:6], subject=subject, synthetic=subject.synthetic)
    Subject.objects.filter(pk=subject.pk).update(status=status, closed_on=None)
    subject.refresh_from_db()


def name_people(subject: Subject, people: Iterable[Identity], day: date) -> None:
    """Keep the identity numbers behind the names; who holds a role that is named anew, no longer holds it."""
    given = list(people)
    EntityPerson.objects.filter(subject=subject, until=None, role__in={p.role for p in given}).update(until=day)
    EntityPerson.objects.bulk_create(
        EntityPerson(
            subject=subject,
            role=p.role,
            name=p.name,
            id_number=p.id_number.upper(),
            id_print=fingerprint(p.id_number.upper()),
            since=day,
        )
        for p in given
    )


def _version(subject: Subject, items: Items, day: date, cause: str, on: Occasion) -> None:
    EntityVersion.objects.create(
        subject=subject,
        effective_on=day,
        recorded_at=on.at,
        act_id=on.act_id,
        cause=cause,
        items=items.model_dump(mode="json"),
    )


def _shown(items: Items, authority: Authority | None) -> dict[str, Any]:
    """What the subject itself shows of the items; its place follows the registration authority."""
    placed = {"division_code": items.domicile.division, "office_code": authority.pk} if authority else {}
    return {"name": items.name, **placed, **search.keys(items.name)}


def _columns(items: Items) -> dict[str, Any]:
    """The columns of the current row."""
    return {
        **items.model_dump(
            include={
                "group", "type_code", "trade_name", "industry", "representative", "composition", "capital", "currency",
                "term_until", "scope", "mark",
            }
        ),
        "scope_codes": list(items.scope_codes),
        "trade_pinyin": search.keys(items.trade_name)["pinyin"],
        "premises": items.domicile.address,
        "controls": [c.model_dump() for c in items.controls],
        "parent": Subject.objects.filter(code=items.parent).first() if items.parent else None,
    }  # fmt: skip


def _hang(subject: Subject, items: Items, day: date) -> None:
    """Rows of the places and shares, by which other entities at an address or of a holder are found."""
    Premises.objects.bulk_create(
        Premises(
            subject=subject,
            kind=p.kind,
            division_code=p.division,
            address=p.address,
            address_key=address_key(p.address),
            basis=p.basis,
            since=day,
        )
        for p in items.places
    )
    holders = {s.code: s for s in Subject.objects.filter(code__in=[s.code for s in items.shares if s.code])}
    Holding.objects.bulk_create(
        Holding(
            subject=subject,
            holder=holders.get(s.code),
            since=day,
            **s.model_dump(exclude={"code"}),
        )
        for s in items.shares
    )
