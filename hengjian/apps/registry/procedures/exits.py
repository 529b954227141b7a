"""How entities leave the register: states, time limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class Deregistration(Procedure):
    """简易注销: an individual business leaves the register unless a department objects (Regulation, art. 33)."""

    label = _("Simplified deregistration")
    number_pattern = "{authority}简注〔{year}〕{serial}号"

    publicity = State(
        _("Publicity, objections open"),
        limit="registry.individual_simple_deregistration",
        lapses="complete",
        waits=True,
    )
    done = Final(_("Deregistered"))
    objected = Final(_("Ended by objection"))
    withdrawn = Final(_("Withdrawn"))

    reason = models.CharField(_("Reason"), max_length=300)
    objection = models.CharField(max_length=500, blank=True)
    objector = models.CharField(max_length=60, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(_("Reason"), self.reason)]
        if self.objection:
            rows += [(_("Objection by"), self.objector), (_("Objection"), self.objection)]
        return rows
