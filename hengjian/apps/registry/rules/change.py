"""What the examination of a change decides. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from . import establishment
from .articles import COMPANY_LAW, RULES, art
from .items import Items, changed

# Items that the licence names: when one changes, a new licence is issued and the old one is void (Rules, art. 23).
ON_LICENCE = frozenset({"name", "type_code", "representative", "composition", "capital", "currency", "term_until", "places",
                        "scope"})  # fmt: skip


# Items that a negative list speaks of; a firm that changes others is not measured by a list younger than itself.
ON_NEGATIVE_LISTS = frozenset({"name", "scope", "places", "type_code", "shares"})


@dataclass(frozen=True)
class ChangeFacts:
    """What the examination of a change looks at."""

    before: Items
    after: Items
    standing: Items
    decided_on: date | None
    filing: establishment.Facts
    running: str = ""


def examination(facts: ChangeFacts, registered: date, law: LawOn) -> Finding:
    """May the change be registered at once?"""
    return Finding.of((*form(facts, registered, law), *establishment.register(facts.filing, law)))


def form(facts: ChangeFacts, registered: date, law: LawOn) -> Iterable[Ground | None]:
    """What the application shows by itself."""
    yield something(facts, law)
    yield alive(facts, law)
    yield another(facts, law)
    yield meanwhile(facts, law)
    yield establishment.late(facts.decided_on, facts.filing.day, "registry.change_application", law)
    kinds = set(changed(facts.before, facts.after))
    filing = facts.filing
    yield from establishment.persons.numbers(filing.people, law)
    yield from establishment.persons.of_age(filing.people, filing.day, law)
    if "name" in kinds:
        yield from establishment.name(filing.name, law)
    if "scope" in kinds:
        yield from establishment.scope(filing, law)
    if kinds & ON_NEGATIVE_LISTS:
        yield from filing.listed
    if kinds & {"capital", "shares", "type_code"}:
        yield from establishment.capital.grounds(facts.after, registered, law)
        yield from establishment.structure.grounds(facts.after, filing.parent, filing.farmers, law)
    yield establishment.materials.missing(
        filing.kind, facts.after.group, facts.after.type_code, filing.called_for, filing.handed_in, law
    )


def something(facts: ChangeFacts, law: LawOn) -> Ground | None:
    """There is something to change."""
    if changed(facts.before, facts.after):
        return None
    return Ground(_("Nothing would change."), art(law, 24), _("Fill in what shall stand in the register."))


def alive(facts: ChangeFacts, law: LawOn) -> Ground | None:
    """Only an entity that is registered changes; a dormant one may too (Regulation, art. 30)."""
    if facts.before.status in ("registered", "dormant"):
        return None
    fact = _("The entity is no longer registered.")
    return Ground(fact, art(law, 24), _("Nothing can be changed any more."), "subject")


def another(facts: ChangeFacts, law: LawOn) -> Ground | None:
    """One change of the same items at a time."""
    if not facts.running:
        return None
    fact = _("Another change of this entity is running: %(number)s.") % {"number": facts.running}
    return Ground(fact, art(law, 24), _("Wait for it, or withdraw it first."), "subject")


def meanwhile(facts: ChangeFacts, law: LawOn) -> Ground | None:
    """What shall change still stands as it stood when the change was applied for."""
    ours = set(changed(facts.before, facts.after))
    theirs = set(changed(facts.before, facts.standing))
    if not ours & theirs:
        return None
    return Ground(
        _("The register has changed since this was applied for."),
        art(law, 24),
        _("Refuse, and have the applicant apply again on what stands there now."),
    )


def onto(standing: Items, before: Items, after: Items) -> Items:
    """What changes, put onto what stands there now."""
    return standing.model_copy(update={name: getattr(after, name) for name in changed(before, after)})


def increase(before: Items, after: Items, law: LawOn) -> Ground | None:
    """Capital is lowered by a procedure of its own, after an announcement (Company Law, art. 224)."""
    if before.capital is None or after.capital is None or after.capital >= before.capital:
        return None
    return Ground(
        _("The capital would become lower."),
        art(law, 224, COMPANY_LAW),
        _("Apply for a reduction of capital: creditors must be told first."),
        "capital",
    )


def within(before: Items, after: Items, law: LawOn) -> Ground | None:
    """A domicile in another county is a relocation, by which the file moves too (Regulation, art. 27)."""
    if before.domicile.division[:6] == after.domicile.division[:6]:
        return None
    return Ground(
        _("The new domicile lies in another county."),
        art(law, 27),
        _("Apply for a relocation: the authority there takes over your file."),
        "division",
    )


def reduction(before: Items, after: Items, covers_losses: bool, notified_on: date | None, decided: date | None,
              law: LawOn) -> Iterable[Ground | None]:  # fmt: skip
    """A reduction: lower than before, decided, creditors told within ten days (Company Law, arts. 224-225)."""
    if before.capital is None or after.capital is None or after.capital >= before.capital:
        fact = _("The capital would not become lower.")
        yield Ground(fact, art(law, 224, COMPANY_LAW), _("Write the capital after the reduction."), "capital")
    if decided is None:
        fact = _("The day of the resolution is missing: the time to tell creditors counts from it.")
        yield Ground(fact, art(law, 224, COMPANY_LAW), _("Write the day of the resolution."), "decided_on")
    elif not covers_losses:
        days = law.limit("registry.capital_reduction_creditor_notice").amount
        if notified_on is None or (notified_on - decided).days > days or notified_on < decided:
            yield Ground(
                _("Creditors are notified within %(days)d days of the resolution.") % {"days": days},
                art(law, 224, COMPANY_LAW),
                _("Write the day on which they were notified; where it was later, resolve again."),
                "notified_on",
            )


def open_demands(count: int, law: LawOn) -> Ground | None:
    """Creditors who asked to be paid or secured have been (Company Law, arts. 220, 222, 224)."""
    if not count:
        return None
    return Ground(
        _("%(count)d demands of creditors are not settled.") % {"count": count},
        art(law, 36, RULES),
        _("Pay or secure them, and record it here."),
    )
