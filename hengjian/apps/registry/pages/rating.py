"""The invitation to rate, below every closed matter of a party."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hengjian.apps.registry.procedures import Rating
from hengjian.kernel.procedure import Procedure
from hengjian.web.access import Request
from hengjian.web.proceeding import invite


@invite
def to_rate(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """Rate it, if one is the party of a closed matter, unless it has been rated or is a rating itself."""
    if row.closed_at is None or request.principal.kind != "party":
        return None
    if isinstance(row, Rating) or Rating.objects.filter(rated_id=row.pk).exists():
        return None
    return _("Rate how this was handled"), f"/start/{Rating.key}/rate/?{urlencode({'matter': row.number})}"
