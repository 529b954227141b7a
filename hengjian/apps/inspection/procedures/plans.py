"""年度抽查工作计划: drafted, published in advance, adjusted only by a new edition."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class InspectionPlan(Procedure):
    """年度抽查工作计划: an authority's inspection tasks of one year and its yearly cap a business (国发〔2019〕5号; 国办发〔2024〕54号)."""

    label = _("Annual inspection plan")
    number_pattern = "{authority}抽查计划〔{year}〕{serial}号"

    drafted = State(_("Drafted"))
    published = State(_("Published"))
    adjusting = State(_("Being adjusted"))
    closed = Final(_("Closed"))

    year = models.SmallIntegerField()
    cap = models.SmallIntegerField()
    edition = models.SmallIntegerField(default=0)
    tasks = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        lines = "；".join(f"{n}. {task['title']}" for n, task in enumerate(self.tasks, 1) if not task.get("dropped"))
        return [
            (_("Year"), str(self.year)),
            (_("Visits to one enterprise in a year, at most"), str(self.cap)),
            (_("Edition"), str(self.edition)),
            (_("Tasks"), lines or "—"),
        ]
