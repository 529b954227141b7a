"""Values that no room computes, reported once a year with their evidence, corrected with a reason."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.models import Plan
from hengjian.kernel.procedure import Final, Procedure, State


class PlanReturn(Procedure):
    """规划指标填报: the values of one place for one plan and year."""

    label = _("Values of a plan")
    number_pattern = "{authority}填报〔{year}〕{serial}号"

    awaited = State(_("Awaited"), limit="planning.value_report")
    reported = State(_("Reported"))
    settled = Final(_("Final"))

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12, db_collation="C")  # the code again, for the key: a column of this table
    since = models.DateField(_("From"))
    until = models.DateField(_("To"))
    late = models.BooleanField(_("Late"), default=False)
    lines = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "until", "place"], name="plan_return_once"),
        ]

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Plan"), self.plan.title),
            (_("Period"), f"{self.since:%Y-%m-%d} — {self.until:%Y-%m-%d}"),
        ]
        if self.state != "awaited":
            rows.append((_("Late"), _("yes") if self.late else _("no")))
        return rows + [(f"{line['ref']} {line['name']}", f"{line['value']} {line['unit']}") for line in self.lines]
