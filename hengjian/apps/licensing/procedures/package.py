"""一件事: one form opens several matters, which run side by side and are delivered together."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.licensing.models import LifeEvent
from hengjian.kernel.procedure import Final, State

from .about import AboutItem


class Package(AboutItem):
    """一件事一次办、一业一证: several permits by one form (Licensing Law, arts. 26 and 42 para. 2)."""

    label = _("Package of permits")
    number_pattern = "{authority}套〔{year}〕{serial}号"

    running = State(_("Matters run side by side"), limit="licensing.joint_decision")
    delivered = Final(_("Delivered"))
    failed = Final(_("Nothing was granted"))

    event = models.ForeignKey(LifeEvent, null=True, on_delete=models.PROTECT, related_name="+")
    parts = ArrayField(models.CharField(max_length=12), default=list)
    done = models.JSONField(default=dict)  # part → what came of it

    def facts(self) -> list[tuple[Any, Any]]:
        words = {"granted": _("granted"), "refused": _("not granted")}
        rows: list[tuple[Any, Any]] = [(_("Life event"), self.event), (_("Premises"), self.premises)]
        return [*rows, *((part, words.get(self.done.get(part, ""), _("running"))) for part in self.parts)]
