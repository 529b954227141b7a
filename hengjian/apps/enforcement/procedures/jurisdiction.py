"""管辖争议: two authorities do not agree whose case it is; they consult, then the common superior designates (处罚法 25)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class JurisdictionDispute(Procedure):
    """管辖争议: in the file of the authority that has the case, seen by the other; each stage has its seven working days."""

    label = _("Dispute over jurisdiction")
    number_pattern = "{authority}管辖〔{year}〕{serial}号"

    consulting = State(_("The two consult"), limit="penalty.jurisdiction_consult")
    asked_above = State(_("Before the common superior"), limit="penalty.jurisdiction_designate")
    agreed_between = Final(_("Agreed between the two"))
    decided_above = Final(_("Designated"))

    case_id = models.BigIntegerField(db_index=True)
    case_number = models.CharField(max_length=60)
    other = models.CharField(max_length=12, db_collation="C")
    other_name = models.CharField(_("The other authority"), max_length=80)
    reason = models.CharField(_("Dispute or reason"), max_length=900)
    other_view = models.CharField(_("View of the other authority"), max_length=900, blank=True)
    falls_to = models.CharField(max_length=12, blank=True)
    falls_to_name = models.CharField(_("In charge"), max_length=80, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Case"), self.case_number),
            (_("The other authority"), self.other_name),
            (_("Dispute or reason"), self.reason),
        ]
        rows += [(_("View of the other authority"), self.other_view)] if self.other_view else []
        return [*rows, (_("In charge"), self.falls_to_name)] if self.falls_to else rows
