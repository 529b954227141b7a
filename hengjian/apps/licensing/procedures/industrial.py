"""工业产品生产许可: no test before the issue, a visit after it, one certificate for all products of a firm."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.licensing.catalogue import choices
from hengjian.kernel.procedure import Final, State

from .about import AboutItem


class IndustrialLicence(AboutItem):
    """工业产品生产许可证: decided on documents; the premises are visited after the issue (Industrial Permit Regulation)."""

    label = _("Industrial production permit")
    number_pattern = "{authority}工许〔{year}〕{serial}号"

    received = State(_("Completeness is checked"), limit="licensing.supplement_notice", lapses="deem_accepted")
    correction = State(_("Applicant completes the materials"))
    examination = State(_("Examination of documents"), limit="licensing.industrial_decision")
    granted = Final(_("Granted"))
    refused = Final(_("Not granted"))
    withdrawn = Final(_("Withdrawn"))

    products = ArrayField(models.CharField(max_length=60), default=list)
    received_at = models.DateTimeField(null=True)
    asked_for = ArrayField(models.CharField(max_length=30), default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        names = dict(choices("industrial_products"))
        return [*super().facts(), (_("Products"), "、".join(names.get(p, p) for p in self.products))]
