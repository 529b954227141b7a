"""消费警示: what rises, said to everybody with its evidence; drafted, reviewed by another, published, withdrawn or run out."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

GRADES = [("hint", _("Hint")), ("caution", _("Caution")), ("danger", _("Danger"))]


class ConsumptionWarning(Procedure):
    """消费警示、消费提示 (消保法 33, 37)."""

    label = _("Consumption warning")
    number_pattern = "{authority}消警〔{year}〕{serial}号"

    drafted = State(_("Draft"))
    reviewed = State(_("Under review"), limit="consumer.warning_review")
    published = State(_("Published"), limit="consumer.warning_validity", lapses="expire_warning", waits=True)
    withdrawn = Final(_("Withdrawn"))
    expired = Final(_("Run out"))
    discarded = Final(_("Not published"))

    grade = models.CharField(_("Weight"), max_length=10, choices=GRADES)
    headline = models.CharField(_("Headline"), max_length=120)
    what = models.CharField(_("What consumers should know"), max_length=2000)
    advice = models.CharField(_("What to do"), max_length=1000)
    category = models.CharField(_("Category"), max_length=8, blank=True, db_collation="C")
    grounds = models.JSONField(default=dict)  # counts the warning rests on, as they were when it was drafted
    published_act = models.BigIntegerField(null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Grade of the warning"), self.get_grade_display()),
            (_("Headline"), self.headline),
            (_("What consumers should know"), self.what),
            (_("What to do"), self.advice),
        ]
        return [*rows, (_("Rests on"), self.grounds["told"])] if self.grounds else rows
