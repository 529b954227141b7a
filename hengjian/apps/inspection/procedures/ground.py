"""网格、设备、触发规则、监督员: what supervision on the ground rests on is kept by acts, each on record."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure


class GroundSetting(Procedure):
    """基层监管设置: one cell, device, rule or watcher entered, changed or ended, by whom and why."""

    label = _("Setting of the grid, devices and trigger rules")
    number_pattern = "{authority}设置〔{year}〕{serial}号"

    entered = Final(_("Set"))

    about = models.CharField(_("What was set"), max_length=300)
    reason = models.CharField(_("Reason"), max_length=300)

    def facts(self) -> list[tuple[Any, Any]]:
        return [(_("What was set"), self.about), (_("Reason"), self.reason)]
