"""Decisions on ordinary deregistration and creditors' claims: facts and law in, a finding out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.calendar import Calendar
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .articles import COMPANY_LAW, RULES, art
from .days import last_day
from .exits import ALIVE

# Those without a body of assets to liquidate apply at once (Rules, art. 46).
AT_ONCE = ("individual_business", "branch", "foreign_branch")
# Year in brackets, court, word of the kind of case, serial: （2025）豫16破12号之一.
COURT_NUMBER = re.compile(
    r"[（(〔\[]\d{4}[）)〕\]][一-鿿]{1,2}\d{0,4}(破|强清|破申|清申|破终|强清终)\d+号(之[一二三四五六七八九十]+)?"
)


@dataclass(frozen=True)
class Terms:
    """The limits of one kind of entity: to notify creditors, and to claim with and without a notice."""

    notice: str
    notified: str
    unnotified: str


TERMS = {
    "partnership": Terms(
        "registry.partnership_creditor_notice", "registry.partnership_claim_notified", "registry.creditor_claim_unnotified"
    ),
    "sole_proprietorship": Terms(
        "registry.sole_creditor_notice", "registry.sole_claim_notified", "registry.sole_claim_unnotified"
    ),
    "cooperative": Terms(
        "registry.cooperative_creditor_notice", "registry.cooperative_claim_notified", "registry.creditor_claim_unnotified"
    ),
}  # fmt: skip
COMPANY = Terms(
    "registry.liquidation_creditor_notice", "registry.creditor_claim_notified", "registry.creditor_claim_unnotified"
)


def terms_of(group: str) -> Terms:
    """Whose limits apply; those of the company where no law says otherwise."""
    return TERMS.get(group, COMPANY)


def lateness(limit: str, since: date, done: date, law: LawOn, calendar: Calendar) -> str:
    """A remark where something was done after its limit, else nothing. Lateness bars nothing, but is on record."""
    rule = law.limit(limit)
    last = last_day(since, rule, calendar)
    return f"{rule.what.zh}：应于{last}前，实际{done}（{rule.cite.text('zh-hans')}）" if done > last else ""


def claim_until(group: str, notified_on: date | None, announced_on: date, law: LawOn, calendar: Calendar) -> date:
    """The last day to file a claim: thirty days from the notice, or forty-five from the call (Company Law, art. 235)."""
    terms = terms_of(group)
    if notified_on:
        return last_day(notified_on, law.limit(terms.notified), calendar)
    return last_day(announced_on, law.limit(terms.unnotified), calendar)


@dataclass(frozen=True)
class ApplicationFacts:
    """What stands between an entity and its deregistration."""

    status: str
    group: str
    route: str
    open_claims: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    tax_clearance: str = ""
    running: str = ""
    liquidated_on: date | None = None
    today: date | None = None


def application(facts: ApplicationFacts, law: LawOn) -> Finding:
    """May the entity be deregistered (Regulation, arts. 31-32; Rules, arts. 44-46)?"""
    return Finding.of(_standing_in_the_way(facts, law))


def _standing_in_the_way(facts: ApplicationFacts, law: LawOn) -> Iterable[Ground | None]:
    if facts.status not in (*ALIVE, "licence_revoked", "ordered_closed", "struck_off"):
        yield Ground(_("The business is no longer registered."), art(law, 31), _("There is nothing to deregister."))
    if facts.running:
        yield Ground(
            _("Another deregistration of this business is running: %(number)s.") % {"number": facts.running},
            art(law, 31),
            _("Withdraw that one first."),
            "subject",
        )
    if facts.branches:
        yield Ground(
            _("It still has branches: %(names)s.") % {"names": "、".join(facts.branches)},
            art(law, 32),
            _("Deregister the branches first."),
        )
    if facts.open_claims:
        yield Ground(
            _("These claims are open: %(claims)s.") % {"claims": "、".join(facts.open_claims)},
            art(law, 236, COMPANY_LAW),
            _("Settle each, or have a court decide."),
        )
    if facts.route != "court" and not facts.tax_clearance:
        yield Ground(
            _("The tax clearance certificate is missing."),
            art(law, 46, RULES),
            _("Ask the tax authority for it and give its number."),
            "tax_clearance",
        )


def at_once(group: str, law: LawOn) -> Finding:
    """May this kind of entity apply without a liquidation (Rules, art. 46)?"""
    barred = Ground(
        _("This kind of entity is liquidated before it is deregistered."),
        art(law, 32),
        _("Begin with the dissolution."),
        "subject",
    )
    return Finding.of([None if group in AT_ONCE else barred])


def liquidated(group: str, law: LawOn) -> Finding:
    """Is this a kind of entity that is liquidated?"""
    barred = Ground(
        _("This kind of entity has nothing to liquidate; it applies at once."),
        art(law, 46, RULES),
        _("Use the application for individual businesses and branches."),
        "subject",
    )
    return Finding.of([barred if group in AT_ONCE else None])


def ruling(case_number: str, ruled_on: date, today: date, law: LawOn) -> Finding:
    """Is the ruling one that ends a bankruptcy or a compulsory liquidation (Rules, art. 46; Bankruptcy Law, art. 121)?"""
    article = art(law, 121, "bankruptcy_law")
    return Finding.of(
        [
            None
            if COURT_NUMBER.fullmatch(case_number)
            else Ground(
                _("This is no case number of a bankruptcy or compulsory liquidation."),
                article,
                _("Copy it from the ruling, such as （2025）豫16破12号."),
                "case_number",
            ),
            Ground(_("The ruling lies in the future."), article, _("Check the day."), "ruled_on")
            if ruled_on > today
            else None,
        ]
    )
