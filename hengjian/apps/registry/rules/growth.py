"""Who is taken into the nursery of small firms and when it has grown; who may be converted. Pure."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .articles import art

SMALL = frozenset({"micro", "small"})
LEVELS = ("county", "city", "province")
PLANS = "promotion_of_smes_law"
INDIVIDUAL = "individual_business_regulation"


@dataclass(frozen=True)
class NurseryFacts:
    """What decides about a place: the level asked for and held, the size, how long the firm is there, whether it stands."""

    level: str
    held: str
    size: str
    opened_on: date | None
    day: date
    registered: bool
    marked: bool = False


def nursery(facts: NurseryFacts, law: LawOn) -> Finding:
    """A small firm in good standing, a year old, from one level to the next (省、市、县三级小微企业培育库)."""
    basis = law.cite(PLANS)
    years = law.value("registry.nursery_age").amount
    young = facts.opened_on is None or (facts.day - facts.opened_on).days < 365 * years
    below = LEVELS[LEVELS.index(facts.level) - 1] if facts.level != LEVELS[0] else ""
    grounds = [
        Ground(_("The firm is no longer registered."), basis, _("Only a registered firm is nurtured."), "subject")
        if not facts.registered
        else None,
        Ground(_("The register carries a remark against the firm."), basis, _("Have it removed first."), "subject")
        if facts.marked
        else None,
        Ground(_("The firm has not declared a small or micro size."), basis, _("Declare its size first."), "subject")
        if facts.size not in SMALL
        else None,
        Ground(
            _("The firm is younger than %(years)d years.") % {"years": years}, basis, _("Propose it later."), "subject"
        )
        if young
        else None,
        Ground(_("It has a place of this level already."), basis, _("Propose it for the next level."), "level")
        if facts.held == facts.level
        else None,
        Ground(_("The next level takes firms from the one below."), basis, _("Propose it there first."), "level")
        if below and facts.held not in (below, facts.level)
        else None,
    ]
    return Finding.of(grounds)


@dataclass(frozen=True)
class ConversionFacts:
    """What decides whether an individual business goes on as an enterprise."""

    group: str
    status: str
    own: bool
    leaving: str = ""
    operator_takes_part: bool | None = None


def conversion(facts: ConversionFacts, law: LawOn) -> Finding:
    """Its operator may turn an individual business into an enterprise (Individual Business Regulation, art. 13)."""
    basis, field = art(law, 13, INDIVIDUAL), "converts"
    grounds = [
        Ground(_("This is no individual business of your own."), basis, _("Write the code on your licence."), field)
        if facts.group != "individual_business" or not facts.own
        else None,
        Ground(_("The individual business is no longer registered."), basis, _("Found the firm without it."), field)
        if facts.status != "registered"
        else None,
        Ground(
            _("It is being deregistered: %(number)s.") % {"number": facts.leaving}, basis, _("Take that back."), field
        )
        if facts.leaving
        else None,
        Ground(
            _("The operator of the individual business is not among the holders of the firm."),
            basis,
            _("Name the operator as a holder, or change the operator first."),
            field,
        )
        if facts.operator_takes_part is False
        else None,
    ]
    return Finding.of(grounds)
