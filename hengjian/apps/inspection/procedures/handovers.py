"""审批后监管职责移交: nothing falls between approval and supervision."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.inspection.models.items import item_names
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.procedure import Final, Procedure, State


class ItemHandover(Procedure):
    """谁审批谁监管: who supervises what was licensed is offered to the competent department, which acknowledges in time."""

    label = _("Hand-over of supervision")
    number_pattern = "{authority}移交〔{year}〕{serial}号"

    offered = State(_("Offered"), limit="inspection.handover", lapses="go_up")
    overdue = State(_("Gone up"))
    acknowledged = Final(_("Acknowledged"))
    declined = Final(_("Declined"))

    permit_item = models.CharField(max_length=120)
    items = ArrayField(models.CharField(max_length=40))
    receiver = code_field()
    receiver_name = models.CharField(max_length=80)
    note = models.CharField(max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("What was licensed"), self.permit_item),
            (_("Inspection items"), item_names(self.items)),
            (_("Supervised by"), self.receiver_name),
            (_("Note"), self.note or "—"),
        ]
