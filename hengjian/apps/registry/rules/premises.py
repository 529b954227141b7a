"""Where an entity is: commitment, one licence and many addresses, one address and many licences. Pure."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Ground
from hengjian.kernel.law import LawOn

from .articles import art, basis
from .items import Items


def grounds(items: Items, authority: str, shared: int, law: LawOn) -> Iterable[Ground | None]:
    """What is held against the places: outside the authority, crowded."""
    yield outside(items, authority, law)
    yield crowded(shared, law)


def outside(items: Items, authority: str, law: LawOn) -> Ground | None:
    """The domicile lies where the authority is; further sites may lie elsewhere in the same county (art. 11)."""
    away = [p.address for p in items.places if not p.division.startswith(authority[:6])]
    if not away:
        return None
    return Ground(
        _("%(places)s lies outside this authority.") % {"places": "、".join(away)},
        art(law, 11),
        _("Apply where the place is; in another county a site needs a branch."),
        "premises",
    )


def crowded(count: int, law: LawOn) -> Ground | None:
    """Many licences at one address are allowed; from some number on an officer looks."""
    if count < law.value("registry.same_address_warn").amount:
        return None
    return Ground(
        _("%(count)d other entities are registered at this address.") % {"count": count},
        basis(law, "registry.same_address_warn"),
        _("Check that the place can be used: a shared office or a cluster registration is lawful."),
        "premises",
        bars=False,
    )
