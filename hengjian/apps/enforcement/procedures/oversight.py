"""挂牌督办: a superior authority lists a case, sets what is to be done by when, and discharges it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

GROUNDS = [
    ("harm", _("Serious harm or danger to many")),
    ("attention", _("Great public attention")),
    ("regions", _("Crosses regions")),
    ("resistance", _("Resistance or interference met")),
    ("delay", _("Delayed without reason")),
    ("assigned", _("Assigned from above")),
]
GROUNDS_ZH = {
    "harm": "危害严重或者影响面广",
    "attention": "社会关注度高",
    "regions": "跨区域",
    "resistance": "查办受到阻力或者干预",
    "delay": "无正当理由久拖不决",
    "assigned": "上级交办",
}


class CaseOversight(Procedure):
    """挂牌督办: beside the case, in the file of the authority that handles it; `superior` alone extends and discharges."""

    label = _("Supervised case")
    number_pattern = "{authority}挂督〔{year}〕{serial}号"

    taken_on = State(_("Listed, a plan is awaited"), limit="penalty.oversight_plan")
    under_way = State(_("Under supervision"))  # until the day that the superior has set
    finished = State(_("Reported as finished"), limit="penalty.oversight_look")
    discharged = Final(_("Discharged"))
    called_off = Final(_("Called off"))

    case_id = models.BigIntegerField(db_index=True)
    case_number = models.CharField(max_length=60)
    superior = models.CharField(max_length=12, db_collation="C", db_index=True)
    superior_name = models.CharField(_("Supervising authority"), max_length=80)
    ground = models.CharField(_("Ground"), max_length=12, choices=GROUNDS)
    reason = models.CharField(_("Reason"), max_length=900)
    demands = models.CharField(_("What is required"), max_length=1500)
    finish_by = models.DateField(_("To be finished by"))
    extended = models.SmallIntegerField(default=0)
    asked_until = models.DateField(null=True)  # the extension that the authority has asked for
    late_since = models.DateField(_("Late since"), null=True)
    last_word = models.CharField(_("Last report"), max_length=2000, blank=True)
    reported_on = models.DateField(_("Last reported on"), null=True)
    reports = models.SmallIntegerField(_("Reports"), default=0)
    published = models.BooleanField(_("Published"), default=False)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Case"), self.case_number),
            (_("Supervising authority"), self.superior_name),
            (_("Ground"), f"{dict(GROUNDS)[self.ground]}：{self.reason}"),
            (_("What is required"), self.demands),
            (_("To be finished by"), self.finish_by),
        ]
        rows += [(_("Extension asked until"), self.asked_until)] if self.asked_until else []
        rows += [(_("Last report"), f"{self.last_word}（{self.reported_on}）")] if self.reported_on else []
        return [*rows, (_("Late since"), self.late_since)] if self.late_since else rows
