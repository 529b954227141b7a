"""延续 and 变更: a permit is renewed before it ends, or changed while it runs (Licensing Law, arts. 49 and 50)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, State

from .about import AboutPermit


class Renewal(AboutPermit):
    """延续: asked for in its window; what is not decided before the permit ends counts as renewed (art. 50)."""

    label = _("Renewal of a permit")
    number_pattern = "{authority}许续〔{year}〕{serial}号"

    asked = State(_("Asked for"), limit="licensing.decision")
    granted = Final(_("Renewed"))
    refused = Final(_("Not renewed"))
    withdrawn = Final(_("Withdrawn"))

    ends_on = models.DateField(null=True)
    changed = models.BooleanField(default=False)

    def facts(self) -> list[tuple[Any, Any]]:
        return [*super().facts(), (_("Conditions changed"), _("yes") if self.changed else _("no"))]


class Alteration(AboutPermit):
    """变更: the holder asks that what the permit says be changed (art. 49)."""

    label = _("Change of a permit")
    number_pattern = "{authority}许变〔{year}〕{serial}号"

    asked = State(_("Asked for"), limit="licensing.decision")
    granted = Final(_("Changed"))
    refused = Final(_("Not changed"))
    withdrawn = Final(_("Withdrawn"))

    content = models.CharField(_("New content"), max_length=500)
    premises = models.CharField(_("New premises"), max_length=200, blank=True)
    reason = models.CharField(_("Reason"), max_length=300)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [*super().facts(), (_("New content"), self.content), (_("Reason"), self.reason)]
        return [*rows, (_("New premises"), self.premises)] if self.premises else rows
