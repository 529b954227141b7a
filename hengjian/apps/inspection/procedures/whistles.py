"""基层吹哨、部门响应: an office calls departments, each answers by a clock, what is not answered goes up."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class Whistle(Procedure):
    """吹哨: what an office cannot settle alone, and which departments it calls."""

    label = _("Whistle of an office")
    number_pattern = "{authority}哨〔{year}〕{serial}号"

    blown = State(_("Answers awaited"), limit="checks.whistle_answer", lapses="escalate")
    escalated = State(_("Gone up"), limit="checks.whistle_escalated")
    settled = Final(_("Settled"))
    withdrawn = Final(_("Taken back"))

    about = models.CharField(_("What it is about"), max_length=1000)
    place = models.CharField(_("Where"), max_length=200, blank=True)
    called = models.JSONField(default=list)  # department, its answer, by whom, when

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("What it is about"), self.about)]
        rows += [(_("Where"), self.place)] if self.place else []
        return rows + [(one["department"], one.get("answer") or _("no answer yet")) for one in self.called]

    @property
    def silent(self) -> list[str]:
        """Departments that have not answered."""
        return [one["department"] for one in self.called if not one.get("answer")]
