"""May this be filed, and what is missing? Nothing outside the list can be demanded (Licensing Law, arts. 31 and 32)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .numbers import category_fits
from .words import art


@dataclass(frozen=True)
class Material:
    """What the list says of one material."""

    key: str
    name: str
    may_be_missing: bool = False
    optional: bool = False
    shared: bool = False


@dataclass(frozen=True)
class FilingFacts:
    """What the gate of every filing looks at."""

    listed: bool = True
    own: bool = True
    department: str = ""
    route: str = "application"
    wanted_route: str = "application"
    guide: bool = True
    registered: bool = True
    held: str = ""  # number of the same permit, if it is held already
    running: str = ""  # number of the same matter, if it is running already
    banned_until: str = ""
    numbering: str = ""
    category: str = ""
    unknown: tuple[str, ...] = ()
    by_commitment: bool = False
    breaches: tuple[str, ...] = field(default=())


ROUTES = {
    "application": _("ordinary application"),
    "filing": _("filing for the record"),
    "industrial": _("industrial production permit"),
    "technical": _("registration with technical review"),
    "exemption": _("exemption from compulsory certification"),
    "package": _("package of permits"),
    "none": _("nothing: the approval is abolished"),
}


def outside(facts: FilingFacts, law: LawOn) -> list[Ground | None]:
    """Grounds that lie in the list: not on it, another department's, abolished, another route, not published."""
    list_article = art(law, "business_environment_regulation art. 40")
    return [
        Ground(_("This is not on the list of permits."), list_article, _("Nothing needs to be applied for."), "item")
        if not facts.listed
        else None,
        Ground(
            _("This permit is given by another department: %(name)s.") % {"name": facts.department},
            list_article,
            _("Apply there."),
            "item",
        )
        if facts.listed and not facts.own
        else None,
        Ground(
            _("This item takes another way: %(route)s.") % {"route": ROUTES.get(facts.route, facts.route)},
            art(law, "permit_reform_notice"),
            _("Open its service guide and start there."),
            "item",
        )
        if facts.listed and facts.own and facts.route != facts.wanted_route
        else None,
        Ground(
            _("The service guide of this matter has not been published here."),
            art(law, "licensing_law art. 30"),
            _("Ask the authority to publish it; until then the matter cannot be filed."),
            "item",
        )
        if facts.listed and facts.own and not facts.guide
        else None,
        Ground(
            _("These materials are not on the list: %(keys)s.") % {"keys": "、".join(facts.unknown)},
            art(law, "licensing_law art. 31"),
            _("Hand in only what the service guide names."),
            "materials",
        )
        if facts.unknown
        else None,
    ]


def applicant(facts: FilingFacts, law: LawOn) -> list[Ground | None]:
    """Grounds that lie in the applicant and in what is already there."""
    return [
        Ground(
            _("The business is no longer registered."),
            art(law, "licensing_law art. 29"),
            _("Choose another."),
            "subject",
        )
        if not facts.registered
        else None,
        Ground(
            _("This permit is already held: %(number)s.") % {"number": facts.held},
            art(law, "licensing_law art. 49"),
            _("Apply for a change or a renewal instead."),
            "item",
        )
        if facts.held
        else None,
        Ground(
            _("The same matter is already running: %(number)s.") % {"number": facts.running},
            art(law, "licensing_law art. 32"),
            _("Wait for it, or withdraw it."),
            "item",
        )
        if facts.running
        else None,
        Ground(
            _("Until %(day)s nothing of this kind may be applied for again.") % {"day": facts.banned_until},
            art(law, "licensing_law art. 79"),
            _("Apply after that day."),
            "item",
        )
        if facts.banned_until
        else None,
    ]


def of_this_kind(facts: FilingFacts, law: LawOn) -> list[Ground | None]:
    """Grounds that lie in the way chosen: a commitment after a broken one, a number without its category."""
    return [
        Ground(
            _("The record stands against a commitment: %(what)s.") % {"what": "、".join(facts.breaches)},
            art(law, "commitment_guidance"),
            _("Apply in the ordinary way, or have the record repaired first."),
            "promise",
        )
        if facts.by_commitment and facts.breaches
        else None,
        Ground(
            _("The number of this permit needs the category of the trade."),
            art(law, "licensing_law art. 31"),
            _("Food production: two digits, 01 to 31. Food operation: 1 sales, 2 catering, 3 canteen."),
            "category",
        )
        if not category_fits(facts.numbering, facts.category)
        else None,
    ]


def filing(facts: FilingFacts, law: LawOn) -> Finding:
    """May the matter be filed here by this applicant?"""
    return Finding.of([*outside(facts, law), *applicant(facts, law), *of_this_kind(facts, law)])


@dataclass(frozen=True)
class Completeness:
    """What is missing, and which of it may be brought later."""

    missing: tuple[Material, ...]

    @property
    def hard(self) -> tuple[Material, ...]:
        return tuple(m for m in self.missing if not m.may_be_missing)

    @property
    def tolerable(self) -> tuple[Material, ...]:
        return tuple(m for m in self.missing if m.may_be_missing)


def completeness(listed: Iterable[Material], given: Iterable[str]) -> Completeness:
    """Compare what was handed in with the list; shared and optional materials are never missing."""
    have = set(given)
    return Completeness(tuple(m for m in listed if m.key not in have and not m.shared and not m.optional))


def unlisted(listed: Iterable[Material], keys: Iterable[str]) -> tuple[str, ...]:
    """Materials named that the list does not have."""
    known = {m.key for m in listed}
    return tuple(k for k in keys if k not in known)


def correction(listed: Iterable[Material], demanded: list[str], before: list[str], law: LawOn) -> Finding:
    """May these materials be demanded? Only what is listed and not shared, and all of it at once (art. 32)."""
    materials = {m.key: m for m in listed}
    strange = [k for k in demanded if k not in materials]
    fetched = [materials[k].name for k in demanded if k in materials and materials[k].shared]
    late = [materials[k].name for k in demanded if k in materials and before and k not in before]
    return Finding.of(
        [
            Ground(
                _("These materials are not on the list: %(keys)s.") % {"keys": "、".join(strange)},
                art(law, "licensing_law art. 31"),
                _("Demand nothing beyond the list."),
                "missing",
            )
            if strange
            else None,
            Ground(
                _("These are fetched from the register: %(names)s.") % {"names": "、".join(fetched)},
                art(law, "licensing_law art. 31"),
                _("Look them up; they are asked of nobody."),
                "missing",
            )
            if fetched
            else None,
            Ground(
                _("These were not named the first time: %(names)s.") % {"names": "、".join(late)},
                art(law, "licensing_law art. 32"),
                _("All that is missing is told at once; accept, and allow for what may be brought later."),
                "missing",
            )
            if late
            else None,
            Ground(
                _("Nothing was named that is missing."),
                art(law, "licensing_law art. 32"),
                _("Mark every material that is missing."),
                "missing",
            )
            if not demanded
            else None,
        ]
    )


def acceptance(found: Completeness, law: LawOn, *, tolerant: bool) -> Finding:
    """May it be accepted? What must not be missing bars; what may be missing bars without tolerance."""
    barring = found.hard if tolerant else found.missing
    return Finding.of(
        [
            Ground(
                _("Still missing: %(names)s.") % {"names": "、".join(m.name for m in barring)},
                art(law, "licensing_law art. 32"),
                _("Tell the applicant all that is missing, at once."),
                "tolerate",
            )
            if barring
            else None
        ]
    )
