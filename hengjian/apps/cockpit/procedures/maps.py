"""底图: the approved base map on which figures may be drawn."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.procedure import Final, Procedure, State


class BaseMap(Procedure):
    """底图: a reviewed map with its approval number. A public map needs one (Regulation on Maps); tiles need none."""

    label = _("Base map")
    number_pattern = "{authority}底图〔{year}〕{serial}号"

    in_force = State(pgettext_lazy("map", "In force"))
    withdrawn = Final(pgettext_lazy("map", "Withdrawn"))

    approval = models.CharField(_("Approval number of the map"), max_length=60)
    source = models.CharField(_("Who made the map"), max_length=200)
    sha256 = models.CharField(max_length=64, db_collation="C")
    shapes = models.IntegerField()
    skipped = models.IntegerField(default=0)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Approval number of the map"), self.approval),
            (_("Who made the map"), self.source),
            (_("Outlines taken"), str(self.shapes)),
            (_("Features without a known code or an outline"), str(self.skipped)),
            (_("Hash of the file"), self.sha256),
        ]
