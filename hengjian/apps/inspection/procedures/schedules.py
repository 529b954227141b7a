"""全覆盖检查: fixed frequencies of special fields, outside the draw."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.inspection.models import InspectionItem
from hengjian.kernel.procedure import Final, Procedure, State


class CoverageSchedule(Procedure):
    """全覆盖检查计划: every subject of an item is visited so many times a year (drugs, devices, cosmetics, special fields)."""

    label = _("Full-coverage schedule")
    number_pattern = "{authority}全覆盖〔{year}〕{serial}号"

    drafted = State(_("Drafted"))
    running = State(_("Running"))
    closed = Final(_("Closed"))

    item = models.ForeignKey(InspectionItem, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    times = models.SmallIntegerField()
    tag = models.CharField(max_length=40, blank=True)
    word = models.CharField(max_length=40, blank=True)
    places = ArrayField(models.CharField(max_length=12), default=list)
    owed = models.IntegerField(default=0)
    sent = models.IntegerField(default=0)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("Item"), self.item.name),
            (_("Year"), str(self.year)),
            (_("Visits a year"), str(self.times)),
            (_("Subjects"), self.tag or self.word),
        ]
        return [*rows, (_("Visits owed"), str(self.owed)), (_("Officers sent"), str(self.sent))]
