"""消费风险报告: what complaints of a period say, made from the figures, read and signed by a person, issued as a paper."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class RiskBulletin(Procedure):
    """定期消费风险报告: figures are frozen when it is made."""

    label = _("Consumption risk report")
    number_pattern = "{authority}消险〔{year}〕{serial}号"

    made = State(_("To be signed"), limit="consumer.bulletin_issue")
    issued = Final(_("Issued"))
    discarded = Final(_("Not issued"))

    since = models.DateField(_("From"))
    until = models.DateField(_("Until"))
    figures = models.JSONField(default=dict)
    assessment = models.CharField(_("Assessment"), max_length=2000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Period"), f"{self.since} — {self.until}"),
            (_("Complaints"), self.figures.get("total", 0)),
            (_("As long a time before"), f"{self.figures.get('before', 0)}（{self.figures.get('change', '—')}）"),
        ]
        rows += [
            (_("Rises"), f"{name} {now}（{_('Expected')} {expected}，{times}×）")
            for name, now, expected, times, _chance in self.figures.get("rising", [])
        ]
        for label, key in ((_("Problems"), "problems"), (_("Categories"), "categories"), (_("Places"), "places")):
            rows += (
                [(label, "、".join(f"{name} {n}" for name, n in groups))] if (groups := self.figures.get(key)) else []
            )
        return [*rows, (_("Assessment"), self.assessment)] if self.assessment else rows
