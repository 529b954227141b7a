"""重点抽查名单: a subject that is drawn more often for a stated time."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class SpecialWatch(Procedure):
    """双随机、一公开重点抽查名单: a subject weighs more in draws until a stated day, for a stated reason."""

    label = _("Special watch")
    number_pattern = "{authority}重点〔{year}〕{serial}号"

    proposed = State(_("Proposed"))
    watched = State(_("Watched"))
    ended = Final(_("Ended"))

    reason = models.CharField(max_length=500)
    until = models.DateField()

    def facts(self) -> list[tuple[Any, Any]]:
        return [(_("Reason"), self.reason), (_("Until"), self.until)]
