"""What the examination of a filing 备案 decides. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from . import capital, persons, premises, structure
from .articles import COMPANY_LAW, RULES, art, basis
from .items import Items
from .persons import Bar, Person

LIMITS = {"members": "registry.cooperative_members_filing", "paid_in": "registry.capital_info_publicity"}
PAPERS = {"articles": "amended_articles"}


@dataclass(frozen=True)
class FilingFacts:
    """What is filed, over what stands there."""

    kind: str
    before: Items
    after: Items
    people: tuple[Person, ...]
    decided_on: date | None
    day: date
    due: date | None
    farmers: int = 0
    handed_in: frozenset[str] = frozenset()
    listed: tuple[Ground, ...] = ()


def examination(facts: FilingFacts, law: LawOn, bars: Iterable[Bar] = ()) -> Finding:
    """May it be recorded? Filing permits nothing: it is refused only for what is wrong in itself."""
    return Finding.of((*_grounds(facts, law), *persons.bars(facts.people, bars, law)))


def _grounds(facts: FilingFacts, law: LawOn) -> Iterable[Ground | None]:
    yield _alive(facts, law)
    yield _in_time(facts, law)
    yield from persons.numbers(facts.people, law)
    yield from persons.of_age(facts.people, facts.day, law)
    yield _papers(facts, law)
    if facts.kind == "members":
        yield from structure.grounds(facts.after, None, facts.farmers, law)
    if facts.kind == "paid_in":
        yield capital.sums(facts.after, law)
        yield capital.over_paid(facts.after, law)
        yield _only_payments(facts, law)
    if facts.kind == "sites":
        yield premises.outside(facts.after, facts.before.domicile.division, law)
        yield from facts.listed


def _alive(facts: FilingFacts, law: LawOn) -> Ground | None:
    if facts.before.status in ("registered", "dormant"):
        return None
    fact = _("The entity is no longer registered.")
    return Ground(fact, art(law, 29), _("Nothing can be filed any more."), "subject")


def _in_time(facts: FilingFacts, law: LawOn) -> Ground | None:
    """Thirty days, ninety for the members of a cooperative, twenty working days for payments; late is told, not refused."""
    if facts.decided_on is None or facts.due is None or facts.day <= facts.due:
        return None
    return Ground(
        _("It is filed %(days)d days after the event.") % {"days": (facts.day - facts.decided_on).days},
        basis(law, limit_of(facts.kind)),
        _("It is recorded all the same; a lasting failure to file can be fined."),
        "decided_on",
        bars=False,
    )


def limit_of(kind: str) -> str:
    """The limit within which a matter is filed."""
    return LIMITS.get(kind, "registry.filing")


def _papers(facts: FilingFacts, law: LawOn) -> Ground | None:
    needed = PAPERS.get(facts.kind)
    if not needed or needed in facts.handed_in:
        return None
    fact = _("The new articles are missing.")
    return Ground(fact, art(law, 32, RULES), _("Add them as a file."), "materials")


def _only_payments(facts: FilingFacts, law: LawOn) -> Ground | None:
    """A publication of payments changes nothing else: who holds what is changed by a registration."""
    held = [{(s.name, s.subscribed) for s in items.shares} for items in (facts.before, facts.after)]
    if held[0] == held[1]:
        return None
    fact = _("The holders or what they subscribed differ from the register.")
    return Ground(
        fact, art(law, 40, COMPANY_LAW), _("Write them as they are registered, or apply for a change."), "shares"
    )
