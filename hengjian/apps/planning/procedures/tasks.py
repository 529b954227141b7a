"""规划任务: what a plan's text orders, with who answers for it, its milestones, what it waits for and what it costs."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.rules.tasks import Step
from hengjian.kernel.procedure import Final, Procedure, State


def yuan(fen: int) -> str:
    """12,500.00 from 1250000."""
    return f"{Decimal(fen) / 100:,.2f}"


class PlanTask(Procedure):
    """规划任务分工: set by the planner, carried out and reported by the responsible authority, confirmed by another person."""

    label = _("Task of a plan")
    number_pattern = "{authority}规任〔{year}〕{serial}号"

    running = State(_("Under way"))
    claimed = State(_("Said to be done"), limit="planning.task_confirm")
    done = Final(_("Done"))
    dropped = Final(_("Dropped"))

    plan_key = models.CharField(_("Plan"), max_length=60, db_collation="C", db_index=True)
    chapter = models.CharField(_("Chapter"), max_length=60)
    place = models.CharField(_("Place in the text"), max_length=80, blank=True)
    what = models.CharField(_("What is to be done"), max_length=1000)
    partners: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=60), default=list)
    starts_on = models.DateField(_("From"), null=True)
    ends_on = models.DateField(_("Until"), null=True, db_index=True)
    next_due = models.DateField(null=True, db_index=True)  # of the first milestone not reached, or the end
    milestones = models.JSONField(default=list)  # title, due, and the day on which it was reached, if it was
    waits_for: "models.Field[Any, Any]" = ArrayField(models.BigIntegerField(), default=list)  # tasks that come before
    budget = models.BigIntegerField(null=True)  # fen
    spent = models.BigIntegerField(default=0)  # fen
    progress = models.SmallIntegerField(_("Progress in per cent"), default=0)
    told = models.CharField(_("Progress"), max_length=1000, blank=True)
    told_on = models.DateField(_("Reported on"), null=True)
    score = models.SmallIntegerField(_("Performance score"), null=True)
    opinion = models.CharField(_("Opinion"), max_length=1000, blank=True)

    @property
    def steps(self) -> list[Step]:
        """The milestones in their order."""
        return [
            Step(one["title"], date.fromisoformat(one["due"]), date.fromisoformat(one["done"]) if one["done"] else None)
            for one in self.milestones
        ]

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Chapter"), self.chapter),
            (_("Place in the text"), self.place),
            (_("What is to be done"), self.what),
            (_("Also responsible"), "、".join(self.partners)),
            (_("Period"), f"{self.starts_on} — {self.ends_on}"),
        ]
        for step in self.steps:
            standing = _("reached on %(day)s") % {"day": step.done_on} if step.done_on else _("not reached yet")
            rows.append((step.title, f"{step.due}　{standing}"))
        if self.waits_for:
            names = PlanTask.objects.filter(pk__in=self.waits_for).values_list("title", flat=True)
            rows.append((_("Waits for"), "、".join(names)))
        if self.budget is not None:
            rows.append((_("Spent, of the budget"), f"{yuan(self.spent)} / {yuan(self.budget)} 元"))
        rows += [(_("Progress in per cent"), f"{self.progress}%"), (_("Progress"), self.told)]
        rows += [(_("Performance score"), self.score), (_("Opinion"), self.opinion)]
        return [(label, value) for label, value in rows if value not in ("", None)]
