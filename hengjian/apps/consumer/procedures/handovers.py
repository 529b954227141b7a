"""公益诉讼线索移送: a cluster of complaints handed to who may sue for all of them, with an evidence pack."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

RECEIVERS = [
    ("association", _("Consumer association")),
    ("provincial_association", _("Provincial consumer association")),
    ("procuratorate", _("People's procuratorate")),
]


class ClusterHandover(Procedure):
    """To the association (消保法 37, 47) or the procuratorate (民事诉讼法 58), with what shows that many are hit."""

    label = _("Hand-over of a cluster")
    number_pattern = "{authority}消移〔{year}〕{serial}号"

    prepared = State(_("To be sent"), limit="consumer.handover_send")
    sent = State(_("Answer awaited"), limit="consumer.handover_answer")
    taken_up = Final(_("Taken up"))
    declined = Final(_("Not taken up"))
    dropped = Final(_("Not sent"))

    receiver_kind = models.CharField(_("Receiver"), max_length=24, choices=RECEIVERS)
    receiver = models.CharField(_("Name of the receiver"), max_length=120)
    ground = models.CharField(_("Why many are hit"), max_length=1500)
    incident_number = models.CharField(_("Joint incident"), max_length=60, blank=True)
    matters = ArrayField(models.BigIntegerField(), default=list)
    pack = models.JSONField(default=list)  # one line a complaint: number, day, category, problem, amount; nobody's name
    answer = models.CharField(_("Answer"), max_length=1500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Receiver"), f"{self.get_receiver_kind_display()}：{self.receiver}"),
            (_("Why many are hit"), self.ground),
            (_("Complaints"), len(self.matters)),
        ]
        rows += [(_("Joint incident"), self.incident_number)] if self.incident_number else []
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows
