"""Who may give whom access to a firm: pure over the facts. These are the platform's own rules, not a law's."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.refusal import Conflict, NotAllowed, Text

MOST_YEARS = 3
DAYS_MORE = 30  # how long the last who manages stays, each time its day comes and nobody else does


@dataclass(frozen=True)
class Invitee:
    """What is known of the account that shall be let in."""

    found: bool
    oneself: bool = False
    officer: bool = False
    inside: bool = False


def latest(day: date) -> date:
    """The last day until which access may be given."""
    return day.replace(year=day.year + MOST_YEARS, day=min(day.day, 28))


def invitation(who: Invitee, until: date, today: date) -> Finding:
    """Somebody else with an account, no officer, not in the firm yet; for three years at most."""
    ours, put_right = _("Rule of the platform on access to a firm"), _("Name another account.")
    grounds = []
    if not who.found:
        grounds.append(Ground(_("There is no such account."), ours, _("Ask the person for the user name."), "account"))
    elif who.oneself:
        grounds.append(Ground(_("This is your own account."), ours, put_right, "account"))
    elif who.officer:
        grounds.append(Ground(_("An officer does not act for a firm."), ours, put_right, "account"))
    elif who.inside:
        fact = _("This person has access already, or has been invited.")
        grounds.append(Ground(fact, ours, _("Change the role, or take it back first."), "account"))
    if not today < until <= latest(today):
        fact = _("A day within the next %(years)d years.") % {"years": MOST_YEARS}
        grounds.append(Ground(fact, ours, _("Choose an earlier or later day."), "until"))
    return Finding.of(grounds)


def must_manage(manages: bool, what: Text) -> None:
    """Only who manages the firm decides who else may act for it."""
    if not manages:
        raise NotAllowed(
            what,
            fact=_("You do not manage the people of this firm."),
            remedy=_("Ask somebody who manages it; the page “My people” shows who does."),
        )


def is_last(managers: Collection[int], user: int) -> bool:
    """Would nobody manage the firm without this person?"""
    return set(managers) == {user}


def keep_one(managers: Collection[int], user: int, what: Text) -> None:
    """A firm always has somebody who manages it."""
    if is_last(managers, user):
        raise Conflict(
            what,
            fact=_("Nobody else manages this firm."),
            remedy=_("Let somebody else manage it first."),
        )
