"""评价结果跨地区互认、联合奖惩跨省推送: our results to the bureau of another province, answered by receipt."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

OUTCOMES = [
    ("done", _("Recognised")),
    ("considered", _("Considered")),
    ("refused", _("Not recognised")),
    ("failed", _("Could not be delivered")),
]


class ProvinceNotice(Procedure):
    """跨省推送: what stands under a subject, the measures that follow and, for a purpose, its class; owes a receipt."""

    label = _("Notice to another province")
    number_pattern = "{authority}跨省〔{year}〕{serial}号"

    sent = State(_("Sent, receipt awaited"), limit="credit.measure_answer")
    recognised = Final(_("Receipt given"))
    turned_down = Final(_("Not taken"))

    province = models.CharField(max_length=2)
    bureau = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    told = models.JSONField(default=dict)  # what was sent, as it was sent
    outcome = models.CharField(max_length=20, blank=True)
    receipt = models.CharField(max_length=200, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Recipient"), self.bureau), (_("Purpose"), self.purpose)]
        rows += [(_("Credit record"), one["content"]) for one in self.told.get("standing", [])]
        rows += [(_("Joint measure"), one["content"]) for one in self.told.get("measures", [])]
        if self.told.get("grade"):
            rows.append((_("Risk class"), self.told["grade"]))
        if self.outcome:
            rows.append((_("What was done"), f"{dict(OUTCOMES).get(self.outcome, self.outcome)}　{self.receipt}"))
        return rows
