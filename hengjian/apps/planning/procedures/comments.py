"""What anybody says about a plan, and what the office answers. Both are published together."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.models import Plan
from hengjian.kernel.procedure import Final, Procedure, State


class PlanComment(Procedure):
    """对规划的意见: from anybody, with or without an account; no name is asked."""

    label = _("Comment on a plan")
    number_pattern = "{authority}规意〔{year}〕{serial}号"

    made = State(_("Waits for an answer"), limit="planning.comment_answer")
    answered = Final(_("Answered"))
    aside = Final(_("Set aside"))

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("Comment"), max_length=1000)
    answer = models.CharField(_("Answer"), max_length=2000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Plan"), self.plan.title), (_("Comment"), self.words)]
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows
