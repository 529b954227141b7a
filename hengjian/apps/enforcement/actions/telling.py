"""The notice is served and the statement taken, of the party of a case and of a person punished apart (处罚法 44–45, 64)."""

from typing import Protocol

from django.utils.translation import gettext as _

from hengjian.apps.enforcement.procedures import Case, PersonPenalty
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.refusal import Conflict, Incomplete

from . import service
from .cases import last_day


class Statement(Protocol):
    """What is said, or that nothing is to be said."""

    statement: str
    waived: bool


def serve(row: Case | PersonPenalty, given: service.ServiceGiven, on: Occasion, hearing: bool, case: Case) -> None:
    """Five working days to speak, and to ask for a hearing where there is a right to one, run from the service."""
    what = _("The service was not recorded.")
    if row.notice_served_on is not None:
        raise Conflict(what, fact=_("The notice has been served."))
    served = service.record(row, given, "PEN-37", on, what, case=case)
    row.notice_served_on = served
    row.statement_until = last_day("penalty.statement", on.law, served)
    row.hearing_until = last_day("penalty.hearing_request", on.law, served) if hearing else None


def hear(row: Case | PersonPenalty, given: Statement, on: Occasion) -> None:
    """What is said is written down and answered in the decision; it never makes the penalty heavier."""
    what = _("Nothing was recorded.")
    if row.notice_served_on is None:
        raise Conflict(what, fact=_("The notice has not been served."))
    if not given.statement and not given.waived:
        fact = _("Write down what the party says, or that it waives its right.")
        raise Incomplete(what, fact=fact, article=on.law.cite("penalty_law art. 45"), fields={"statement": fact})
    row.statement, row.waived = given.statement or row.statement, row.waived or given.waived
