"""Changing the indicator system: one administrator proposes, another puts it in force; then every class is reckoned anew."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit.models import RiskVersion
from hengjian.apps.credit.procedures.risk import RiskRevision
from hengjian.apps.credit.queries.risk_system import system_on
from hengjian.apps.credit.rules.risk_system import BadSystem, System, as_data, changed
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict, Incomplete

from .risk_batch import effect

BASIS = "credit_risk_opinion"


class RiskProposal(Given):
    lines: str = ask(
        gettext_lazy("Changes, one a line"),
        lines=8,
        at_least=3,
        at_most=4000,
        help=gettext_lazy("S01.weight = 8    B06.bands = 4:0, 11:30, *:90    D.from = 38"),
    )
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=5, at_most=500)


class Dropping(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=2, at_most=300)


def _revised(base: System, lines: str, version: str, what: str) -> System:
    try:
        return changed(base, lines.splitlines(), version)
    except BadSystem as error:
        raise Incomplete(what, fact=str(error).splitlines()[0], fields={"lines": str(error)}) from error


def effect_of(base: System, new: System) -> str:
    """How many subjects of the lake would be in each class, now and then; who approves shall know."""
    try:
        before, after = effect(base), effect(new)
    except FileNotFoundError:
        return str(_("not reckoned: no facts are in the lake"))
    return "、".join(f"{grade} {before[grade]}→{after[grade]}" for grade in before)


@act(None, RiskRevision.proposed, by=Role.ADMIN, label=gettext_lazy("Propose other risk indicators"), basis=BASIS)
def propose(row: RiskRevision, given: RiskProposal, on: Occasion) -> None:
    """Propose weights, bands or class bounds; the system with them must hold together."""
    what = _("Nothing was proposed.")
    base = system_on(on.day)
    new = _revised(base, given.lines, base.version, what)
    if as_data(new) == as_data(base):
        raise Incomplete(what, fields={"lines": _("Nothing would be different.")})
    row.title = _("Risk indicators")
    row.lines, row.reason, row.base = given.lines, given.reason, base.version
    row.effect = effect_of(base, new)


@act(
    RiskRevision.proposed,
    RiskRevision.in_force,
    by=Role.ADMIN,
    label=gettext_lazy("Put in force"),
    apart_from="propose",
    irreversible=True,
    basis=BASIS,
)
def put_in_force(row: RiskRevision, given: Nothing, on: Occasion) -> None:
    """From today classes follow from the new version; the old one stays readable."""
    what = _("It was not put in force.")
    base = system_on(on.day)
    if base.version != row.base:
        raise Conflict(
            what,
            fact=_("Another version has been put in force since: %(version)s.") % {"version": base.version},
            remedy=_("Drop this proposal and propose the changes anew."),
        )
    version = f"{on.day:%Y%m%d}-{row.pk}"
    system = _revised(base, row.lines, version, what)
    RiskVersion.objects.create(version=version, since=on.day, body=as_data(system), act_id=on.act_id)
    on.note = version


@act(RiskRevision.proposed, RiskRevision.dropped, by=Role.ADMIN, label=gettext_lazy("Drop"))
def drop(row: RiskRevision, given: Dropping, on: Occasion) -> None:
    """The proposal is not pursued."""
    on.note = given.reason
