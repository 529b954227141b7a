"""How long a permit holds, and when it may be renewed (Licensing Law, art. 50)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn, Value

from .words import art


def months_after(day: date, months: int) -> date:
    """The same-numbered day so many months later or earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(first: date, validity: Value | None) -> date | None:
    """The last day a permit holds: five years from 30 June end on 29 June. None where it has no end."""
    if validity is None:
        return None
    months = validity.amount * (12 if validity.unit == "year" else 1)
    return months_after(first, months) - timedelta(days=1)


def ban_end(decided: date, years: int) -> date:
    """The last day of a ban that begins with the decision."""
    return months_after(decided, 12 * years)


@dataclass(frozen=True)
class RenewalFacts:
    """What the window of a renewal is judged by."""

    state: str
    until: date | None
    today: date
    workdays_left: int
    limit: str
    running: str = ""


def renewal(facts: RenewalFacts, law: LawOn) -> Finding:
    """May the renewal be asked for today?"""
    rule = law.value(facts.limit) if facts.limit else None
    article = rule.basis("zh-hans") if rule else art(law, "licensing_law art. 50")
    ended = facts.state not in ("valid", "suspended") or (facts.until is not None and facts.until < facts.today)
    return Finding.of(
        [
            Ground(_("The permit no longer holds."), article, _("Apply for a new one."), "permit") if ended else None,
            Ground(_("The permit has no end."), article, _("Nothing needs to be renewed."), "permit")
            if facts.until is None
            else None,
            Ground(
                _("A renewal is already running: %(number)s.") % {"number": facts.running},
                article,
                _("Wait for the decision."),
                "permit",
            )
            if facts.running
            else None,
            Ground(_("The time to ask for a renewal is over."), article, _("Apply for a new permit."), "permit")
            if rule and not ended and facts.until and too_late(facts, rule)
            else None,
            Ground(_("It is too early to ask for a renewal."), article, _("A reminder will be sent."), "permit")
            if not ended and too_early(facts, law)
            else None,
        ]
    )


def too_late(facts: RenewalFacts, rule: Value) -> bool:
    """Is less left than the rule demands?"""
    assert facts.until is not None
    if rule.unit == "workday":
        return facts.workdays_left < rule.amount
    return facts.today > months_after(facts.until, -rule.amount)


def too_early(facts: RenewalFacts, law: LawOn) -> bool:
    """Only food operation has a first day: 90 working days before the end."""
    if facts.limit != "licensing.food_operation_renewal":
        return False
    return facts.workdays_left > law.value("licensing.food_operation_renewal_earliest").amount


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)
