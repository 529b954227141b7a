"""行刑衔接: a breach that may be a crime goes to the police in time, and comes back in time (移送规定, 国务院令310)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.rules.police import AMOUNTS, thresholds
from hengjian.kernel.models import Proceeding
from hengjian.kernel.procedure import Final, Procedure, State


class PoliceTransfer(Procedure):
    """涉嫌犯罪案件移送: every stage has its clock, on the side of the authority and on the side of the police."""

    label = _("Transfer to the police")
    number_pattern = "{authority}移送〔{year}〕{serial}号"

    proposed = State(_("Head to decide on the transfer"), limit="transfer.decide")
    approved = State(_("To be transferred"), limit="transfer.send")
    with_police = State(_("Police to decide"), limit="transfer.police_decide")
    declined = State(_("Declined by the police"), limit="transfer.ask_again")
    asked_again = State(_("Police to decide again"), limit="transfer.police_again")
    items_due = State(_("Items to be handed over"), limit="transfer.items")
    handed_over = Final(_("Handed over"))
    kept = Final(_("Not transferred"))
    came_back = Final(_("Came back for an administrative decision"))

    about = models.ForeignKey(Proceeding, null=True, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(_("Cause of action"), max_length=24)
    crime = models.CharField(_("Suspected crime"), max_length=24)
    amounts = models.JSONField(default=dict)
    what = models.CharField(_("Facts"), max_length=1500)
    team: "models.Field[Any, Any]" = ArrayField(models.BigIntegerField(), default=list)
    things = models.CharField(_("Items and papers"), max_length=1000, blank=True)
    police = models.CharField(_("Police station"), max_length=120, blank=True)
    receipt = models.CharField(_("Receipt"), max_length=120, blank=True)
    police_no = models.CharField(_("Number of the police"), max_length=80, blank=True)
    reason = models.CharField(_("Reason"), max_length=1000, blank=True)

    @property
    def suspected(self) -> str:
        found = next((t for t in thresholds() if t.id == self.crime), None)
        return f"{found.name}（{found.cite}）" if found else self.crime

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Suspected crime"), self.suspected), (_("Facts"), self.what)]
        rows += [(AMOUNTS[key], value) for key, value in self.amounts.items() if key in AMOUNTS]
        for label, value in (
            (_("Items and papers"), self.things),
            (_("Police station"), self.police),
            (_("Receipt"), self.receipt),
            (_("Number of the police"), self.police_no),
            (_("Reason"), self.reason),
        ):
            rows += [(label, value)] if value else []
        return rows
