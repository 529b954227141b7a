"""消费维权服务站的设立: a station is listed, kept by somebody, and closed; while it stands, complaints may be handed to it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class StationListing(Procedure):
    """One station on the register of the authority."""

    label = _("Consumer service station")
    number_pattern = "{authority}维站〔{year}〕{serial}号"

    standing = State(_("Stands"))
    closed = Final(_("Closed"))

    station = models.ForeignKey("consumer.ServiceStation", null=True, on_delete=models.PROTECT, related_name="+")

    def facts(self) -> list[tuple[Any, Any]]:
        one = self.station
        if one is None:
            return []
        rows = [
            (_("Name"), one.name),
            (_("Address"), one.address),
            (_("Phone"), one.phone),
            (_("Kept by"), str(one.keeper) if one.keeper_id else ""),
        ]
        return [(label, value) for label, value in rows if value]
