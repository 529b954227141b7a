"""定格: the screen's numbers of a moment, kept as a signed paper."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.models.fields import code_field
from hengjian.kernel.procedure import Final, Procedure


class ScreenSnapshot(Procedure):
    """定格: every figure of the screen with its parts, formula and moment; closed once it is made."""

    label = _("Snapshot of the cockpit")
    number_pattern = "{authority}定格〔{year}〕{serial}号"

    kept = Final(pgettext_lazy("snapshot", "Kept"))

    about_code = code_field()
    since = models.DateField()
    until = models.DateField()
    lines = models.JSONField(
        default=list
    )  # of mappings: id, label, value, unit, numerator, denominator, before, at, formula
    remark = models.CharField(_("Remark"), max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Days"), f"{self.since}—{self.until}")]
        rows += [(_("Remark"), self.remark)] if self.remark else []
        return rows + [(one["label"], f"{one['value']}{one['unit']}") for one in self.lines]
