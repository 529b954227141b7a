"""A new plan period: its table entered or loaded, checked by another, adopted; what is in force is then read by all."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class PlanPeriod(Procedure):
    """规划编制与入库: a plan with its indicator table from draft to adoption (中发〔2018〕44号)."""

    label = _("Plan period")
    number_pattern = "{authority}规划〔{year}〕{serial}号"

    drafted = State(_("Draft"))
    adopted = State(_("In force"))
    dropped = Final(_("Given up"))
    ended = Final(_("Ended"))

    plan_key = models.CharField(max_length=60, db_collation="C")
    plan_title = models.CharField(_("Plan"), max_length=120)
    since = models.SmallIntegerField(_("From year"))
    until = models.SmallIntegerField(_("To year"))
    source = models.CharField(_("Document of the plan"), max_length=120, blank=True)
    lines = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        named = "；".join(f"{n}. {line['name']} {line['target_text']}" for n, line in enumerate(self.lines, 1))
        return [
            (_("Plan"), self.plan_title),
            (_("Period"), f"{self.since}—{self.until}"),
            (_("Document of the plan"), self.source or "—"),
            (_("Indicators"), named or "—"),
        ]
