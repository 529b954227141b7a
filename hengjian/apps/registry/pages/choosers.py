"""What the forms of the register offer to choose from."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.registry.models import ServiceOrganisation
from hengjian.apps.registry.procedures.growth import offered
from hengjian.kernel.divisions import ancestors
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with


def _organisations(values: Mapping[str, Any], who: Principal | None, about: Any) -> list[tuple[str, str]]:
    """Service organisations that work where somebody's firms are."""
    codes = Subject.objects.filter(pk__in=who.subjects if who else ()).values_list("division_code", flat=True)
    near = {place for code in codes for place in (code[:6], *ancestors(code[:6]))}
    rows = ServiceOrganisation.objects.filter(division_code__in=near, user__isnull=False).order_by("name")
    return [(str(o.pk), o.name) for o in rows]


def _offers(values: Mapping[str, Any], who: Principal | None, about: Any) -> list[tuple[str, str]]:
    """Banks that have made an offer, each with its terms."""
    return [(o["bank"], f"{o['bank']}　{offered(o)}") for o in getattr(about, "offers", [])]


choose_with("service_organisation", _organisations)
choose_with("offering_bank", _offers)
