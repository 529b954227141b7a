"""咨询: a question about rights or rules, answered in writing."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

from .filing import Filing


class Enquiry(Filing, Procedure):
    """咨询: asked and answered; may turn out to be a complaint or a report."""

    label = _("Enquiry")
    number_pattern = "{authority}咨〔{year}〕{serial}号"

    asked = State(_("To be answered"), limit="consumer.enquiry.answer")
    answered = Final(_("Answered"))

    reply = models.CharField(_("Answer"), max_length=3000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(label, value) for label, value in self.about() if str(label) != str(_("Against")) or value != "—"]
        return [*rows, *self.filer(), *self.classed(), *([(_("Answer"), self.reply)] if self.reply else [])]
