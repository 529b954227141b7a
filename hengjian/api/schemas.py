"""What the API answers with."""

from datetime import date, datetime
from typing import Any

from ninja import Schema


class SubjectOut(Schema):
    """A subject of the public register."""

    id: int
    kind: str
    name: str
    code: str | None
    division_code: str
    status: str
    opened_on: date | None
    closed_on: date | None
    synthetic: bool


class ProceedingOut(Schema):
    """A proceeding as a list shows it."""

    id: int
    procedure: str
    number: str
    title: str
    subject_id: int | None
    code: str
    state: str
    opened_at: datetime
    due: datetime | None
    due_limit: str
    closed_at: datetime | None
    on_time: bool | None
    version: int
    synthetic: bool


class ActOut(Schema):
    """One entry of a proceeding's record."""

    id: int
    name: str
    at: datetime
    actor: str
    commitment: str


class OfferOut(Schema):
    """An act that exists in the present state, and why it is barred if it is."""

    act: str
    label: str
    allowed: bool
    reason: str = ""


class ProceedingDetail(ProceedingOut):
    """A proceeding with its record and what may be done next."""

    facts: list[dict[str, str]]
    record: list[ActOut]
    offers: list[OfferOut]


class DoneOut(Schema):
    """What became of an act."""

    act_id: int
    proceeding: ProceedingOut
    repeated: bool


class DisclosureOut(Schema):
    """A published record."""

    id: int
    act_id: int
    subject_id: int | None
    kind: str
    title: str
    body: dict[str, Any]
    article: str
    since: datetime
    until: datetime | None
    withdrawn_at: datetime | None
    synthetic: bool


class Page(Schema):
    """A page of a list; `next` is the cursor of the following one."""

    items: list[Any]
    next: str | None = None


class SubjectPage(Page):
    items: list[SubjectOut]


class ProceedingPage(Page):
    items: list[ProceedingOut]


class DisclosurePage(Page):
    items: list[DisclosureOut]


class LawValueOut(Schema):
    """A legal value on a date."""

    id: str
    what: str
    amount: Any
    unit: str
    basis: str
    check: str
