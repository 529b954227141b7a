"""Decisions on dormancy: facts and law in, a finding out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .articles import RULES, art
from .days import plain_end


@dataclass(frozen=True)
class DormancyFacts:
    """What the filing of a dormancy is judged by; `rested` are the days of all earlier ones."""

    status: str
    cause: str
    since: date
    until: date
    today: date
    rested: int = 0


def latest_end(since: date, rested: int, law: LawOn) -> date:
    """The last day to which a dormancy from `since` may go after so many days of earlier ones (Regulation, art. 30)."""
    return plain_end(since, law.limit("registry.dormancy_max")) - timedelta(days=rested)


def filing(facts: DormancyFacts, law: LawOn) -> Finding:
    """May this dormancy be filed (Regulation, art. 30; Rules, arts. 40-42)?"""
    return Finding.of([*_entity(facts, law), *_term(facts, law)])


def _entity(facts: DormancyFacts, law: LawOn) -> Iterable[Ground | None]:
    if facts.status != "registered":
        yield Ground(
            _("Only an entity that is in business may rest; this one is not."),
            art(law, 30),
            _("Look at its state in the register."),
            "subject",
        )
    if facts.cause not in law.value("registry.dormancy_reasons").amount:
        yield Ground(
            _("This is no cause for which the law allows resting."), art(law, 30), _("Choose a cause."), "cause"
        )


def _term(facts: DormancyFacts, law: LawOn) -> Iterable[Ground | None]:
    if facts.since < facts.today:
        yield Ground(_("Dormancy is filed before it begins."), art(law, 30), _("Let it begin today or later."), "since")
    if facts.until <= facts.since:
        yield Ground(_("It would end before it begins."), art(law, 30), _("Give a later last day."), "until")
    yield _too_long(facts.since, facts.until, facts.rested, law)


def _too_long(since: date, until: date, rested: int, law: LawOn) -> Ground | None:
    latest = latest_end(since, rested, law)
    if until <= latest:
        return None
    return Ground(
        _("Dormancy lasts three years at most in all; %(days)s days were rested before.") % {"days": rested},
        art(law, 42, RULES),
        _("The last day may be %(day)s at the latest.") % {"day": latest.isoformat()},
        "until",
    )


def extension(since: date, until: date, longer: date, rested: int, today: date, law: LawOn) -> Finding:
    """May the term be prolonged? In the last thirty days of it, and to three years in all (Rules, arts. 41-42)."""
    opens = plain_end(until, law.limit("registry.dormancy_extension_filing"), -1)
    early = Ground(
        _("An extension is filed within thirty days before the end, from %(day)s on.") % {"day": opens.isoformat()},
        art(law, 41, RULES),
        _("File it then."),
    )
    late = Ground(
        _("The dormancy ended on %(day)s.") % {"day": until.isoformat()}, art(law, 42, RULES), _("File a new one.")
    )
    shorter = Ground(
        _("The new last day is not later than the present one."),
        art(law, 41, RULES),
        _("Give a later last day."),
        "until",
    )
    return Finding.of(
        [
            early if today < opens else None,
            late if today > until else None,
            shorter if longer <= until else None,
            _too_long(since, longer, rested, law),
        ]
    )


def days_late(resumed_on: date, today: date, law: LawOn) -> int:
    """By how many days the publication of a resumption is late (Rules, art. 42)."""
    last = plain_end(resumed_on, law.limit("registry.dormancy_end_publicity"))
    return max(0, (today - last).days)
