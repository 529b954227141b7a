"""数据纠错: anybody says which record is wrong and why; its owner checks, corrects or keeps it, and answers."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class DataCorrection(Procedure):
    """数据纠错: from the page of a subject, of open data, or from an officer; no name is asked of anybody."""

    label = _("Correction of data")
    number_pattern = "{authority}数纠〔{year}〕{serial}号"

    received = State(_("To be checked"), limit="datacentre.correction")
    corrected = Final(_("Data corrected"))
    kept = Final(_("Data are right"))
    aside = Final(_("Not about data"))

    resource = models.CharField(_("Dataset"), max_length=80, db_collation="C", db_index=True)
    resource_title = models.CharField(max_length=200)
    record = models.CharField(_("Which record"), max_length=200)
    disclosure = models.BigIntegerField(null=True)
    field = models.CharField(_("Which field"), max_length=80, blank=True)
    wrong = models.CharField(_("What the record says"), max_length=300, blank=True)
    right = models.CharField(_("What it should say"), max_length=300, blank=True)
    why = models.CharField(_("Why it is wrong"), max_length=1000)
    answer = models.CharField(_("Answer"), max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Dataset"), self.resource_title),
            (_("Which record"), self.record),
            (_("Which field"), self.field),
            (_("What the record says"), self.wrong),
            (_("What it should say"), self.right),
            (_("Why it is wrong"), self.why),
            (_("Answer"), self.answer),
        ]
        return [(label, value) for label, value in rows if value]
