"""数据共享: another body applies for columns of a resource for a purpose; its owner decides, and every use is on record."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.datacentre.models.sharing import KINDS, WAYS
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.procedure import Final, Procedure, State

GROUNDS = [
    ("purpose", _("The purpose is not a duty of the applicant, or is not said")),
    ("minimal", _("More is asked than the purpose needs")),
    ("closed", _("The data may not be shared under a law")),
    ("public", _("The data are public already")),
    ("other", _("Another ground")),
]


class DataShare(Procedure):
    """数据共享申请: columns, place, purpose with legal basis, form and last day; nothing beyond them is ever given."""

    label = _("Sharing of data")
    number_pattern = "{authority}数享〔{year}〕{serial}号"

    asked = State(_("Applied for"), limit="datacentre.share_answer")
    granted = State(_("In force"))
    longer = State(_("Longer time asked for"), limit="datacentre.share_answer")
    refused = Final(_("Not shared"))
    withdrawn = Final(_("Application withdrawn"))
    ended = Final(_("Ended"))

    body = models.CharField(_("Applicant"), max_length=120)
    resource = models.CharField(_("Data resource"), max_length=80, db_collation="C", db_index=True)
    resource_title = models.CharField(max_length=200)
    place = code_field()
    columns = ArrayField(models.CharField(max_length=63), default=list)
    plain = ArrayField(models.CharField(max_length=63), default=list)  # personal columns that are given as they are
    purpose = models.CharField(_("Purpose"), max_length=500)
    legal_basis = models.CharField(_("Legal basis"), max_length=200)
    way = models.CharField(_("Way of sharing"), max_length=4, choices=WAYS)
    file_kind = models.CharField(max_length=8, choices=KINDS, blank=True)
    until = models.DateField(_("Until"), null=True)
    wanted_until = models.DateField(null=True)
    ground = models.CharField(_("Ground"), max_length=12, choices=GROUNDS, blank=True)
    checked = models.CharField(_("Examination"), max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        form = f"{self.get_way_display()} {self.get_file_kind_display()}".strip()  # type: ignore[attr-defined]
        rows: list[tuple[Any, Any]] = [
            (_("Applicant"), self.body),
            (_("Data resource"), f"{self.resource_title}（{self.resource}）"),
            (_("Columns"), "、".join(self.columns)),
            (_("Purpose"), self.purpose),
            (_("Legal basis"), self.legal_basis),
            (_("Way of sharing"), form),
            (_("Until"), self.until),
            (_("Longer, until"), self.wanted_until),
            (_("Personal columns in the clear"), "、".join(self.plain)),
            (_("Examination"), self.checked),
            (_("Ground"), dict(GROUNDS).get(self.ground, "")),
        ]
        return [(label, value) for label, value in rows if value]
