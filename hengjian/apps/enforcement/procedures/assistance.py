"""案件协查: one authority asks another, outside its line, to look into something for a case."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class Assistance(Procedure):
    """协助调查: received by the authority that was asked, answered in time, the answer back on the case (处罚法 26)."""

    label = _("Request for assistance")
    number_pattern = "{authority}协查〔{year}〕{serial}号"

    asked = State(_("To be taken up"), limit="penalty.assistance")
    taken_up = State(_("Taken up"), limit="penalty.assistance")
    answered = Final(_("Answered"))
    declined = Final(_("Cannot be given"))

    case_id = models.BigIntegerField(db_index=True)
    case_number = models.CharField(max_length=60)
    asker = models.CharField(max_length=80)
    asker_code = models.CharField(max_length=12, db_collation="C")
    what = models.CharField(max_length=1500)
    joint = models.BooleanField(default=False)  # 联合办案: contributions go to the case while it runs
    answer = models.CharField(max_length=2000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        asked = _("Joint handling") if self.joint else _("What is asked")
        rows = [(_("Case"), self.case_number), (_("Who asks"), self.asker), (asked, self.what)]
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows
