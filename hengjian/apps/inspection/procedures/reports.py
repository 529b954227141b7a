"""社会监督员、村级信息员: what people with a light account see and report, each answered by a clock."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class FieldReport(Procedure):
    """信息员报告: what somebody has seen, where, with a picture; the office answers in time."""

    label = _("Report from the ground")
    number_pattern = "{authority}信〔{year}〕{serial}号"

    sent = State(_("To be answered"), limit="checks.field_report_answer")
    answered = Final(_("Answered"))
    followed = Final(_("Answered, pursued as a lead"))

    seen = models.CharField(_("What was seen"), max_length=1000)
    place = models.CharField(_("Where"), max_length=200)
    answer = models.CharField(max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("What was seen"), self.seen), (_("Where"), self.place)]
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows
