"""信用记录核查、责任保险、社会责任报告: checks of the records themselves, and what speaks for a subject."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

INSURANCES = [
    ("product_quality", _("Product quality and safety liability")),
    ("food_safety", _("Food safety liability")),
    ("elevator", _("Elevator liability")),
    ("other", _("Other liability insurance")),
]
GROUNDS = [
    ("not_ours", _("It is not about this subject")),
    ("facts", _("The facts are wrong")),
    ("ended", _("It should have ended")),
    ("other", _("Other")),
]


class RecordCheck(Procedure):
    """信用记录核查: a record is said to be wrong; while it is checked it is held back, then it stands or is corrected."""

    label = _("Check of a credit record")
    number_pattern = "{authority}信核〔{year}〕{serial}号"

    checking = State(_("Being checked"), limit="credit.record_check")
    corrected = Final(_("Record corrected"))
    stands = Final(_("The record stands"))

    entry = models.BigIntegerField(null=True)
    entry_title = models.CharField(max_length=200)
    supplier = models.CharField(max_length=80)
    ground = models.CharField(max_length=20, choices=GROUNDS)
    said = models.CharField(max_length=1000)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Credit record"), self.entry_title),
            (_("Supplied by"), self.supplier),
            (_("Ground"), dict(GROUNDS).get(self.ground, self.ground)),
            (_("What is said"), self.said),
        ]


class InsuranceRecord(Procedure):
    """责任保险: a liability insurance of a subject, with insurer, sum and last day."""

    label = _("Liability insurance")
    number_pattern = "{authority}保险〔{year}〕{serial}号"

    recorded = Final(_("Insurance on record"))

    kind = models.CharField(max_length=20, choices=INSURANCES)
    insurer = models.CharField(max_length=80)
    policy = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    since = models.DateField(null=True)
    until = models.DateField(null=True, db_index=True)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Kind"), dict(INSURANCES).get(self.kind, self.kind)),
            (_("Insurer"), self.insurer),
            (_("Sum insured"), self.amount),
            (_("Until"), self.until),
        ]


class SocialReport(Procedure):
    """社会责任报告: what an enterprise publishes of its own will about its responsibility."""

    label = _("Social responsibility report")
    number_pattern = "{authority}责报〔{year}〕{serial}号"

    published = Final(_("Shown to the public"))

    year = models.SmallIntegerField(null=True)
    content = models.CharField(max_length=4000)

    def facts(self) -> list[tuple[Any, Any]]:
        return [(_("Year"), self.year), (_("Content"), self.content)]
