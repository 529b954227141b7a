"""告知承诺 and the check that follows a permit which was given at once (国办发〔2020〕42号)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, State

from .about import AboutItem, AboutPermit


class Commitment(AboutItem):
    """告知承诺: told the conditions, the applicant promises to meet them and is given the permit at once."""

    label = _("Permit by informed commitment")
    number_pattern = "{authority}许诺〔{year}〕{serial}号"

    promised = State(_("Commitment received"), limit="licensing.on_the_spot")
    granted = Final(_("Granted by commitment"))
    refused = Final(_("Sent to the ordinary procedure"))

    def facts(self) -> list[tuple[Any, Any]]:
        return [*super().facts(), (_("Conditions promised"), "；".join(self.wanted.conditions))]


class PostCheck(AboutPermit):
    """事后核查: does the holder meet what was promised? If not: correction, then withdrawal of the permit."""

    label = _("Check after the grant")
    number_pattern = "{authority}许查〔{year}〕{serial}号"

    due_check = State(_("Check due"), limit="licensing.post_check")
    correcting = State(_("Correction ordered"), limit="licensing.commitment_correction", lapses="correction_lapsed")
    recheck = State(_("Correction reported"), limit="licensing.on_the_spot")
    breach = State(_("Commitment not met"), limit="licensing.decision")
    confirmed = Final(_("Commitment met"))
    withdrawn = Final(_("Permit withdrawn"))
    superseded = Final(_("No longer needed"))

    limit = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=20, default="commitment")
    faults = models.CharField(max_length=1000, blank=True)
    reported = models.CharField(max_length=1000, blank=True)

    def limit_in(self, state: State) -> str:
        """The item's own time to check."""
        return (self.limit or state.limit) if state.name == "due_check" else state.limit

    def facts(self) -> list[tuple[Any, Any]]:
        rows = super().facts()
        rows.append((_("Conditions to check"), "；".join(self.held_permit.item.conditions)))
        if self.faults:
            rows.append((_("Not met"), self.faults))
        if self.reported:
            rows.append((_("Correction reported"), self.reported))
        return rows
