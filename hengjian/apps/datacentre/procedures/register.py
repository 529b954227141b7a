"""模型登记: whether a model may be used is said by an officer, with reasons; the newest word counts."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.datacentre.models import ModelStatus
from hengjian.kernel.procedure import Final, Procedure

STATUSES = ModelStatus.STATUSES


class ModelReview(Procedure):
    """模型审查: test and drift were looked at; the model stays in use, is watched, or is taken out of use."""

    label = _("Review of a model")
    number_pattern = "{authority}模审〔{year}〕{serial}号"

    reviewed = Final(_("Reviewed"))

    model = models.CharField(_("Model"), max_length=40, db_collation="C", db_index=True)
    status = models.CharField(_("Status"), max_length=8, choices=STATUSES)
    reason = models.CharField(_("Reason"), max_length=500)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Model"), self.model),
            (_("Status"), dict(STATUSES).get(self.status, "")),
            (_("Reason"), self.reason),
        ]
