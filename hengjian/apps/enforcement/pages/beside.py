"""From a case to what may begin beside it, with what is known already filled in: capture, police, challenge, correction."""

from typing import Any
from urllib.parse import urlencode

from hengjian.apps.enforcement.actions.around import STAFF
from hengjian.apps.enforcement.actions.corrections import OPENERS
from hengjian.apps.enforcement.actions.investigation import OPEN
from hengjian.apps.enforcement.procedures import (
    Case,
    CourtCase,
    PersonPenalty,
    PoliceTransfer,
    Reconsideration,
    WebCapture,
    WrongCase,
)
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import Procedure
from hengjian.web.access import Request
from hengjian.web.proceeding import invite

Link = tuple[Any, str] | None
UNDER_WAY = frozenset(state.name for state in OPEN)


def _link(request: Request, roles: tuple[Role, ...], procedure: type[Procedure], verb: str, **asked: Any) -> Link:
    """The form that opens a matter of that kind, for those who may open it."""
    if request.principal.kind != "officer" or not set(roles) & set(request.principal.roles):
        return None
    return procedure.acts[verb].label, f"/start/{procedure.key}/{verb}/?{urlencode(asked)}"


@invite
def to_a_capture(row: Procedure, request: Request) -> Link:
    """A page of the net that proves something in the case."""
    if not isinstance(row, Case) or row.state not in UNDER_WAY:
        return None
    return _link(request, STAFF, WebCapture, "order_capture", about=row.number)


@invite
def to_the_police(row: Procedure, request: Request) -> Link:
    """A case that may be a crime."""
    if not isinstance(row, Case) or row.state not in UNDER_WAY:
        return None
    asked = {"about": row.number, "cause": row.cause, "what": row.found}
    return _link(request, (Role.HANDLER,), PoliceTransfer, "propose_transfer", **asked)


@invite
def to_a_reconsideration(row: Procedure, request: Request) -> Link:
    """A decision that the reconsideration body asks about."""
    return _challenged(row, request, Reconsideration, "enter_review")


@invite
def to_a_court_case(row: Procedure, request: Request) -> Link:
    """A decision that is before a court."""
    return _challenged(row, request, CourtCase, "enter_claim")


def _challenged(row: Procedure, request: Request, procedure: type[Procedure], verb: str) -> Link:
    if not isinstance(row, Case | PersonPenalty) or row.served_on is None or row.state == "annulled":
        return None
    return _link(request, STAFF, procedure, verb, decision_no=row.decision_no, told_on=row.served_on.isoformat())


@invite
def to_a_correction(row: Procedure, request: Request) -> Link:
    """A decided case that may be wrong."""
    if not isinstance(row, Case) or row.decided_on is None or row.state == "annulled":
        return None
    return _link(request, OPENERS, WrongCase, "examine_case", about=row.number)
