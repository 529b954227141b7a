"""Decisions on leaving the register against one's will and on the way back: facts and law in, a finding out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .articles import COMPANY_LAW, ORDER_105, SHENZHEN, art
from .days import plain_end

REVOKED = ("licence_revoked", "ordered_closed", "registration_cancelled")


@dataclass(frozen=True)
class CompulsoryFacts:
    """What a compulsory deregistration rests on."""

    group: str
    status: str
    since: date
    today: date
    running: str = ""
    needs_approval: tuple[str, ...] = ()


def compulsory(facts: CompulsoryFacts, law: LawOn) -> Finding:
    """May the company be announced (Company Law, art. 241; Order 105, art. 3)?"""
    return Finding.of(_against_announcing(facts, law))


def _against_announcing(facts: CompulsoryFacts, law: LawOn) -> Iterable[Ground | None]:
    article = art(law, 241, COMPANY_LAW)
    if facts.group != "company":
        yield Ground(_("Only companies are deregistered compulsorily."), article, "", "subject")
    if facts.status not in REVOKED:
        yield Ground(
            _("Its licence was not revoked, nor was it ordered to close or cancelled."), article, "", "subject"
        )
    ready = plain_end(facts.since, law.limit("registry.compulsory_dereg_wait"))
    if facts.status in REVOKED and facts.today <= ready:
        yield Ground(
            _("Three years have not passed; they end on %(day)s.") % {"day": ready.isoformat()},
            article,
            _("Wait until then."),
            "subject",
        )
    if facts.running:
        yield Ground(
            _("It is already leaving the register: %(number)s.") % {"number": facts.running},
            article,
            _("Let that matter end."),
            "subject",
        )
    if facts.needs_approval:
        yield Ground(
            _("Leaving needs an approval first, because of: %(items)s.") % {"items": "、".join(facts.needs_approval)},
            art(law, 3, ORDER_105),
            "",
            "subject",
        )


def striking_off(
    status: str, unreachable_since: date | None, no_tax_since: date | None, today: date, law: LawOn
) -> Finding:
    """May a notice of striking off be given: unreachable and without tax declarations for two years each?"""
    article = law.cite(SHENZHEN)
    out = [
        Ground(_("Only a firm that still is on the register is struck off."), article, "", "subject")
        if status != "registered"
        else None
    ]
    for since, limit, fact in (
        (unreachable_since, "registry.striking_off_unreachable", _("It has not been unreachable for two years.")),
        (no_tax_since, "registry.striking_off_no_tax", _("It has not been without tax declarations for two years.")),
    ):
        if since is None or plain_end(since, law.limit(limit)) > today:
            out.append(Ground(fact, article, _("Enter the remark, or wait."), "subject"))
    return Finding.of(out)


def restoration(status: str, closed_on: date | None, ground: str, today: date, law: LawOn) -> Finding:
    """May a registration be restored on this ground, and in time (Order 105)?"""
    wanted = {"compulsory": "compulsorily_deregistered", "false_promise": "deregistered"}[ground]
    limit = law.limit(
        "registry.compulsory_dereg_restoration" if ground == "compulsory" else "registry.restoration_false_promise"
    )
    if status != wanted or closed_on is None:
        return Finding.of([Ground(_("It did not leave the register in this way."), limit.cite, "", "subject")])
    last = plain_end(closed_on, limit)
    if today <= last:
        return Finding()
    return Finding.of(
        [
            Ground(
                _("The time for restoring it ended on %(day)s.") % {"day": last.isoformat()},
                limit.cite,
                _("Claim against those who are liable instead."),
                "subject",
            )
        ]
    )
