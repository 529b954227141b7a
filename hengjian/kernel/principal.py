"""Who is acting, and the scope that goes with it. Nothing scoped is visible outside `acting_as`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an officer may do, and what others are called in a proceeding."""

    HANDLER = "handler", _("Handling officer")
    APPROVER = "approver", _("Approving officer")
    HEAD = "head", _("Head of the authority")
    SUPERVISOR = "supervisor", _("Supervising officer")
    ANALYST = "analyst", _("Analyst")
    ADMIN = "admin", _("Administrator")


APPLICANT = "applicant"  # the party that opened a proceeding
ANYONE = "anyone"  # any signed-in person
COUNTERPARTY = "counterparty"  # the other side: a department asked, a business that a claim is against
INVITED = "invited"  # a third party asked for one thing only: an opinion, a reply; it is no side
SIGNER = "signer"  # an officer asked to countersign
MACHINE = "clock"  # time itself and automatic examination, run by the worker
CLOCK = MACHINE


@dataclass(frozen=True)
class Principal:
    """An actor with its scope: the half-open range of codes it sees, what is shared with it, the names it goes by.

    `working_as` is the authority below the own one to which an officer has narrowed the range for a while. A party acts
    for `subjects`, manages the people of those in `managed`, and only reads what concerns those in `readable`.
    """

    kind: str
    id: str
    name: str = ""
    roles: frozenset[str] = frozenset()
    lo: str = ""
    hi: str = ""
    shared: tuple[int, ...] = ()
    user_id: int | None = None
    officer_id: int | None = None
    authority_code: str = ""
    authority_name: str = ""
    working_as: str = ""
    working_as_name: str = ""
    certificate_until: Any = None
    subjects: tuple[int, ...] = ()
    managed: tuple[int, ...] = ()
    readable: tuple[int, ...] = ()
    standing_in_for: tuple[int, ...] = ()
    synthetic: bool = False

    @property
    def database_role(self) -> str:
        return {"officer": "hengjian_officer", "clock": "hengjian_officer", "party": "hengjian_party"}.get(
            self.kind, "hengjian_public"
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which this principal acts as a party; without an account it is the id of the visit."""
        own = (f"user:{self.user_id}",) if self.user_id else (self.id,) if self.kind == "party" else ()
        return (*own, *(f"subject:{s}" for s in self.subjects))

    @property
    def names_read(self) -> tuple[str, ...]:
        """Every name whose matters this principal sees: those it acts under, and those it only reads for."""
        return (*self.names, *(f"subject:{s}" for s in self.readable))

    def within(self, field: str = "code") -> dict[str, str]:
        """A filter: the field holds the code of a place in this principal's range."""
        return {f"{field}__gte": self.lo, f"{field}__lt": self.hi}

    @property
    def concerns(self) -> tuple[int, ...]:
        """The subjects whose affairs this principal sees, whether or not it may act for them."""
        return (*self.subjects, *self.readable)

    @property
    def place(self) -> str:
        """The authority in whose range the principal works: what it opens and records belongs there."""
        return self.working_as or self.authority_code

    def sees(self, code: str) -> bool:
        """Is the code within the principal's range?"""
        return bool(self.lo) and self.lo <= code < self.hi


NOBODY = Principal("public", "public")
CLOCKWORK = Principal("clock", "clock", "衡鉴", frozenset({MACHINE}), "0", ":")
_current: ContextVar[Principal] = ContextVar("principal", default=NOBODY)


def current() -> Principal:
    """The principal of the running request or task."""
    return _current.get()


SETTINGS = ("role", *(f"hengjian.{name}" for name in ("lo", "hi", "shared", "principal", "user", "roles")))


def scope_sql() -> str:
    """The statement that sets role and scope for a transaction, in the order of `scope_values`."""
    return "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)


def scope_values(principal: Principal) -> list[str]:
    """The scope as text; the machine belongs to no user and may do what belongs to any."""
    return [
        principal.database_role,
        principal.lo,
        principal.hi,
        ",".join(map(str, principal.shared)),
        ",".join((*principal.names_read, *((principal.id,) if principal.officer_id else ()))),
        "*" if principal.kind == "clock" else str(principal.user_id or ""),
        ",".join(sorted(principal.roles)),
    ]


def enter_scope(principal: Principal) -> None:
    """Set role and scope for the running transaction; both end with it."""
    with connection.cursor() as cursor:
        cursor.execute(scope_sql(), scope_values(principal))


@contextmanager
def scope(principal: Principal) -> Iterator[Principal]:
    """The rest of the running transaction under the principal's scope."""
    token = _current.set(principal)
    try:
        enter_scope(principal)
        yield principal
    finally:
        _current.reset(token)


@contextmanager
def acting_as(principal: Principal) -> Iterator[Principal]:
    """Run a transaction under the principal's scope. Workers, commands and tests enter it explicitly."""
    outer = _current.get()
    with transaction.atomic(), scope(principal):
        yield principal
        if connection.savepoint_ids:
            enter_scope(outer)  # a nested scope gives way to the outer one; on an error the savepoint does it


def step_back() -> None:
    """Leave the scope's role, so that accounts and memberships can be read; `adopt` must follow."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'none', true)")


def adopt(principal: Principal) -> None:
    """Make the principal the one acting for the rest of the running request, which ends with its transaction."""
    _current.set(principal)
    enter_scope(principal)
