"""抽查事项清单的调整: a change of the item list, proposed by one and put in force by another."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.inspection.models import InspectionItem
from hengjian.kernel.procedure import Final, Procedure, State


class ItemChange(Procedure):
    """抽查事项调整: ratios, kind, safety and department of one item; the list before it is kept (国发〔2019〕5号)."""

    label = _("Change of the item list")
    number_pattern = "{authority}事项〔{year}〕{serial}号"

    proposed = State(_("Proposed"))
    in_force = Final(_("In force"))
    dropped = Final(_("Dropped"))

    item = models.ForeignKey(InspectionItem, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    ratios = models.JSONField()
    safety = models.BooleanField()
    department = models.CharField(max_length=60)
    reason = models.CharField(max_length=500)

    def facts(self) -> list[tuple[Any, Any]]:
        ratios = "　".join(f"{grade} {share}%" for grade, share in self.ratios.items())
        return [
            (_("Item"), self.item.name),
            (_("Kind"), dict(InspectionItem._meta.get_field("kind").flatchoices).get(self.kind, self.kind)),
            (_("Ratios by risk class"), ratios),
            (_("Concerns safety"), _("yes") if self.safety else _("no")),
            (_("Competent department"), self.department),
            (_("Reason"), self.reason),
        ]
