"""The people every test can ask: an officer, a colleague, one of another county, an enterprise, a citizen, nobody."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from . import demo
from .models import Authority, Clock, Officer, Proceeding, Subject, SubjectMember, User
from .people import principal_for
from .principal import CLOCKWORK, NOBODY, Principal, Role, acting_as
from .procedure import Procedure
from .search import keys

PLACES = ("0", "41", "4116", "411602", "411602002", "411602003", "411624")
NAMES = {
    "0": "国家市场监督管理总局",
    "41": "河南省市场监督管理局",
    "4116": "周口市市场监督管理局",
    "411602": "周口市川汇区市场监督管理局",
    "411602002": "七一路市场监督管理所",
    "411602003": "荷花路市场监督管理所",
    "411624": "沈丘县市场监督管理局",
}

_numbers = count(1)
_standing: "dict[str, World]" = {}  # by database


@dataclass
class World:
    """Everybody, as principals; build one with `make_world`."""

    officer: Principal
    colleague: Principal
    head: Principal
    stranger: Principal
    city: Principal
    enterprise: Principal
    citizen: Principal
    admin: Principal
    nobody: Principal = NOBODY

    def everybody(self) -> dict[str, Principal]:
        return {name: value for name, value in vars(self).items() if isinstance(value, Principal)}


def officer(username: str, code: str, *roles: Role, name: str = "") -> Principal:
    """An officer with a valid certificate."""
    user = User.objects.create(username=username, display_name=name or username, synthetic=True)
    Officer.objects.create(
        user=user,
        authority_id=code,
        roles=[r.value for r in roles],
        certificate_no=f"T{user.pk}",
        certificate_until=timezone.localdate() + timedelta(days=100),
    )
    return principal_for(user)


def person(username: str, name: str = "") -> Principal:
    """A user who is no officer."""
    return principal_for(User.objects.create(username=username, display_name=name or username, synthetic=True))


def make_world() -> World:
    """Reference data and people: those that stand in this database, or else made in the running transaction."""
    standing = _standing.get(connection.settings_dict["NAME"])
    return replace(standing) if standing else _people()


def keep_world() -> None:
    """Make the world once for all tests of this database, for making it is the larger part of many a test."""
    _standing[connection.settings_dict["NAME"]] = _people()


def _people() -> World:
    with acting_as(CLOCKWORK):
        Authority.objects.bulk_create(
            [Authority(code=c, name=NAMES[c], short_name=NAMES[c][-7:-6] or "国") for c in PLACES],
            ignore_conflicts=True,
        )
        demo.load_calendar()
        return World(
            officer=officer("officer", "411602", Role.HANDLER, name="周明远"),
            colleague=officer("colleague", "411602", Role.HANDLER, Role.APPROVER, name="李青"),
            head=officer("head", "411602", Role.HEAD, Role.APPROVER, name="陈立新"),
            stranger=officer("stranger", "411624", Role.HANDLER, Role.APPROVER, name="沈立"),
            city=officer("city", "4116", Role.SUPERVISOR, Role.HANDLER, name="许文"),
            enterprise=person("enterprise", "何小满"),
            citizen=person("citizen", "吴可"),
            admin=officer("admin", "4116", Role.ADMIN, name="管理员"),
        )


def make_subject(name: str, code: str = "411602", member: Principal | None = None, **values: Any) -> Subject:
    """A registered subject, with somebody who acts for it."""
    with acting_as(CLOCKWORK):
        subject = Subject.objects.create(
            kind="individual_business", name=name, division_code=code, synthetic=True, **{**keys(name), **values}
        )
        if member is not None:
            SubjectMember.objects.create(subject=subject, user_id=member.user_id or 0)
    return subject


def on_record(of: type[Procedure], opened: datetime, closed: datetime | None = None, **values: Any) -> Any:
    """A proceeding as it stood, without its acts: only for what is counted, never for what is done."""
    given = {
        "code": "411602",
        "number": f"样{next(_numbers)}",
        "state": next(iter(of.states)),
        "title": "样",
        "law_on": opened.date(),
        **values,
    }
    with acting_as(CLOCKWORK):
        return of.objects.create(procedure=of.key, opened_at=opened, closed_at=closed, synthetic=True, **given)


def clocked(row: Proceeding, limit: str, due: datetime, ended: datetime | None) -> None:
    """A time limit of that row with its day, and when it ended."""
    with acting_as(CLOCKWORK):
        Clock.objects.create(
            proceeding_id=row.pk, limit=limit, started_at=due - timedelta(days=9), due=due, ended_at=ended
        )


def again(principal: Principal) -> Principal:
    """The principal as a new request would see it."""
    with acting_as(CLOCKWORK):
        return principal_for(User.objects.get(pk=principal.user_id or 0))


def signed_in(principal: Principal) -> Client:
    """A browser in which the principal has signed in."""
    client = Client()
    with acting_as(CLOCKWORK):
        client.force_login(User.objects.get(pk=principal.user_id or 0))
    return client
