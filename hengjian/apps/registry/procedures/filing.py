"""Filing 备案 of what is not registered but must be known: directors, articles, liaison, members, sites, control."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

from .change import Altering


class Filing(Altering, Procedure):
    """备案: filed matters change (Regulation, arts. 9, 29). The authority records; it does not permit."""

    label = _("Filing")
    number_pattern = "{authority}备〔{year}〕{serial}号"

    examination = State(_("Automatic examination"), limit="registry.registration_decision")
    review = State(_("Review by an officer"), limit="registry.registration_decision")
    recorded = Final(_("Recorded"))
    refused = Final(_("Not registered"))
    withdrawn = Final(_("Withdrawn"))

    kind = models.CharField(max_length=30)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = super().facts()
        owners = self.filed.get("owners", 0)
        return [*rows, (_("Beneficial owners named"), owners)] if owners else rows
