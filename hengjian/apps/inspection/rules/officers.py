"""Who may carry out a check: at least two, each with a certificate that holds, none recused (行政处罚法 42、43)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn


@dataclass(frozen=True)
class TeamMember:
    """An officer as the rule sees one."""

    officer: int
    name: str
    certificate: str
    until: date | None
    active: bool = True
    recused: bool = False


def team(members: Sequence[TeamMember], day: date, law: LawOn) -> Finding:
    """Are these enough, and may each of them?"""
    least = law.value("checks.officers_min")
    grounds: list[Ground | None] = []
    if len({m.officer for m in members}) < least.amount:
        fact = _("A check needs at least %(count)d officers.") % {"count": least.amount}
        grounds.append(Ground(fact, least.cite, _("Name another officer."), "officers"))
    for one in members:
        if not one.active or one.until is None or one.until < day:
            fact = _("%(name)s has no certificate that holds.") % {"name": one.name}
            grounds.append(Ground(fact, least.cite, _("Have it renewed, or name a colleague."), "officers"))
        if one.recused:
            fact = _("%(name)s is recused.") % {"name": one.name}
            grounds.append(Ground(fact, law.cite("penalty_law art. 43"), _("Name a colleague."), "officers"))
    return Finding.of(grounds)
