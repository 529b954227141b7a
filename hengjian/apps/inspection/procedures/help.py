"""帮扶: a visit that helps and cannot punish: diagnosis, advice, second look (包容审慎, 国办发〔2024〕54号)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class HelpVisit(Procedure):
    """帮扶问诊: asked for by the business or offered by an office; nothing found here is held against it."""

    label = _("Help visit")
    number_pattern = "{authority}帮扶〔{year}〕{serial}号"

    asked = State(_("Asked for"), limit="checks.carry_out")
    advised = State(_("Advice given"), limit="checks.help_second_look", lapses="end_help", waits=True)
    helped = Final(_("Put right"))
    ended = Final(_("Ended"))
    declined = Final(_("Declined"))

    about = models.CharField(_("What it is about"), max_length=500)
    diagnosis = models.CharField(_("Diagnosis"), max_length=2000, blank=True)
    advice = models.CharField(_("Advice"), max_length=2000, blank=True)
    outcome = models.CharField(max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("What it is about"), self.about)]
        rows += [(_("Diagnosis"), self.diagnosis), (_("Advice"), self.advice)] if self.advice else []
        return [*rows, (_("Second look"), self.outcome)] if self.outcome else rows
