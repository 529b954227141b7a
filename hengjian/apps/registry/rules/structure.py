"""Who must stand behind an entity of each kind: shareholders, partners, members, a parent. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Ground
from hengjian.kernel.law import LawOn

from .articles import COMPANY_LAW, RULES, art, basis
from .items import BRANCHES, Items

FIELD = "shares"
ONE_PERSON = "115"


@dataclass(frozen=True)
class Parent:
    """The enterprise to which a branch belongs, as the register has it."""

    name: str
    status: str


def grounds(items: Items, parent: Parent | None, farmers: int, law: LawOn) -> Iterable[Ground | None]:
    """What the law demands of the holders of an entity of this kind."""
    if items.group == "company":
        yield shareholders(items, law)
    if items.group == "partnership":
        yield partners(items, law)
        yield general_partner(items, law)
    if items.group == "cooperative":
        yield members(items, law)
        yield farmer_share(items, farmers, law)
    if items.group in BRANCHES:
        yield belongs(items, parent, law)
        yield branch_name(items, parent, law)


def shareholders(items: Items, law: LawOn) -> Ground | None:
    """One to fifty shareholders of a limited company, up to two hundred promoters (Company Law, arts. 42, 92)."""
    id = "registry.jsc_promoters_most" if items.joint_stock else "registry.llc_shareholders_most"
    most, count = law.value(id).amount, len(items.shares)
    if count > most or not count:
        return Ground(
            _("The company would have %(count)d shareholders; one to %(most)d are allowed.")
            % {"count": count, "most": most},
            basis(law, id),
            _("Correct the list of shareholders, or choose another type of company."),
            FIELD,
        )
    alone = items.type_code.startswith(ONE_PERSON)
    if alone != (count == 1) and items.type_code.startswith("11"):
        return Ground(
            _("The type says a company of one shareholder, the list has %(count)d.") % {"count": count}
            if alone
            else _("The list has one shareholder, the type is for several."),
            art(law, 42, COMPANY_LAW),
            _("Choose the type that fits the list of shareholders."),
            "type_code",
        )
    return None


def partners(items: Items, law: LawOn) -> Ground | None:
    """Two partners or more, at most fifty in a limited partnership (Partnership Law, arts. 14, 61)."""
    least, most = law.value("registry.partners_least").amount, law.value("registry.limited_partners_most").amount
    count, limited = len(items.shares), items.type_code == "4533"
    if count < least:
        return Ground(
            _("A partnership has at least %(least)d partners.") % {"least": least},
            basis(law, "registry.partners_least"),
            _("Add a partner, or found a sole proprietorship."),
            FIELD,
        )
    if limited and count > most:
        return Ground(
            _("A limited partnership has at most %(most)d partners.") % {"most": most},
            basis(law, "registry.limited_partners_most"),
            _("Correct the list of partners."),
            FIELD,
        )
    return None


def general_partner(items: Items, law: LawOn) -> Ground | None:
    """At least one general partner; limited liability only in a limited partnership (Partnership Law, arts. 2, 61)."""
    modes = {s.liability or "unlimited" for s in items.shares}
    limited = items.type_code == "4533"
    if limited and modes != {"limited", "unlimited"}:
        return Ground(
            _("A limited partnership needs a general partner and a limited one."),
            law.cite("partnership_law art. 61"),
            _("Say of each partner how it is liable."),
            FIELD,
        )
    if not limited and "limited" in modes:
        return Ground(
            _("In a general partnership every partner is liable without limit."),
            law.cite("partnership_law art. 2"),
            _("Choose the limited partnership, or correct the liability."),
            FIELD,
        )
    return None


def members(items: Items, law: LawOn) -> Ground | None:
    """Five members or more (Cooperative Law, art. 12)."""
    least = law.value("registry.cooperative_members_least").amount
    if len(items.shares) >= least:
        return None
    return Ground(
        _("A cooperative has at least %(least)d members.") % {"least": least},
        basis(law, "registry.cooperative_members_least"),
        _("Add the members that are missing."),
        FIELD,
    )


def farmer_share(items: Items, farmers: int, law: LawOn) -> Ground | None:
    """At least eighty of a hundred members are farmers (Cooperative Law, art. 20)."""
    share = law.value("registry.cooperative_farmers_least").amount
    if not items.shares or farmers * 100 >= share * len(items.shares):
        return None
    return Ground(
        _("%(farmers)d of %(count)d members are farmers; %(share)d in a hundred must be.")
        % {"farmers": farmers, "count": len(items.shares), "share": share},
        basis(law, "registry.cooperative_farmers_least"),
        _("Mark the members that are farmers, or add some."),
        FIELD,
    )


def belongs(items: Items, parent: Parent | None, law: LawOn) -> Ground | None:
    """A branch belongs to an enterprise that stands in the register (Rules, art. 21)."""
    if items.group == "foreign_branch" or (parent and parent.status == "registered"):
        return None
    return Ground(
        _("No enterprise with this code stands in the register.")
        if parent is None
        else _("%(name)s is no longer registered.") % {"name": parent.name},
        art(law, 21, RULES),
        _("Copy the 18 characters from the licence of the parent."),
        "parent",
    )


def branch_name(items: Items, parent: Parent | None, law: LawOn) -> Ground | None:
    """A branch is called after its parent (Name Regulation, art. 13)."""
    if items.group == "foreign_branch" or parent is None or items.name.startswith(parent.name):
        return None
    return Ground(
        _("The name of a branch begins with the name of its parent, %(name)s.") % {"name": parent.name},
        art(law, 13, "enterprise_name_regulation"),
        _("Put the whole name of the parent in front."),
        "name",
    )
