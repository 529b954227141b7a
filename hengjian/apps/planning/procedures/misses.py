"""A binding target that was missed: why, what will be done, until it is reached. Our own rule; it can be switched off."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.models import PlanTarget
from hengjian.kernel.procedure import Final, Procedure, State


class TargetMiss(Procedure):
    """约束性指标未达标督办: opened by the machine, supervised from its first day."""

    label = _("Binding target missed")
    number_pattern = "{authority}规督〔{year}〕{serial}号"

    asked = State(_("Explanation asked"), limit="planning.miss_explain")
    mending = State(_("Measures under way"), limit="planning.miss_measures")
    reached = Final(_("Reached"))
    excused = Final(_("Not pursued"))

    target = models.ForeignKey(PlanTarget, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(_("Day"))
    value = models.DecimalField(_("Value of the indicator"), max_digits=20, decimal_places=6)
    why = models.CharField(_("Why it was missed"), max_length=1000, blank=True)
    measures = models.CharField(_("What will be done"), max_length=2000, blank=True)
    reach_by = models.DateField(_("To be reached by"), null=True)
    answered_by = models.CharField(_("Responsible"), max_length=120, blank=True)
    steps = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Indicator"), self.target.name),
            (_("Plan"), self.target.plan.title),
            (_("Target"), f"{self.target.target_text} {self.target.unit}"),
            (_("Value of the indicator"), f"{self.value.normalize():f}（{self.until:%Y-%m-%d}）"),
        ]
        if self.why:
            rows += [
                (_("Why it was missed"), self.why),
                (_("What will be done"), self.measures),
                (_("Responsible"), self.answered_by),
                (_("To be reached by"), self.reach_by),
            ]
        return rows + [(step["day"], step["what"]) for step in self.steps]
