"""规划实施报告: annual monitoring, mid-term and final evaluation, made from the figures, put into words by people, signed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

KINDS = [
    ("annual", _("Annual monitoring report")),
    ("midterm", _("Mid-term evaluation")),
    ("final", _("Final evaluation")),
]


class PlanReport(Procedure):
    """规划年度监测、中期评估、总结评估: figures frozen when it is drafted, each text to be edited, signed by another person."""

    label = _("Report on a plan")
    number_pattern = "{authority}规评〔{year}〕{serial}号"

    drafted = State(_("Being written"), limit="planning.report_draft")
    evaluated = State(_("With the outside evaluator"), limit="planning.report_opinion", lapses="go_without_opinion")
    submitted = State(_("To be signed"), limit="planning.report_sign")
    issued = Final(_("Issued"))
    discarded = Final(_("Not issued"))

    kind = models.CharField(_("Kind of report"), max_length=8, choices=KINDS)
    plan_key = models.CharField(_("Plan"), max_length=60, db_collation="C", db_index=True)
    plan_title = models.CharField(_("Plan"), max_length=120)
    year = models.SmallIntegerField(_("Year"))
    as_of = models.DateField(_("Figures as of"))
    figures = models.JSONField(default=list)  # how each target stood on that day, as rules.reporting froze it
    works = models.JSONField(default=list)  # how each task stood
    sections = models.JSONField(default=list)  # key, title, text, and who wrote it last; empty where the machine did
    evaluator = models.CharField(_("Outside evaluator"), max_length=200, blank=True)
    opinion = models.CharField(_("Opinion of the outside evaluator"), max_length=3000, blank=True)
    score = models.SmallIntegerField(_("Score of the outside evaluator"), null=True)
    assessed_on = models.DateField(null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        edited = sum(bool(one["by"]) for one in self.sections)
        rows: list[tuple[Any, Any]] = [
            (_("Plan"), self.plan_title),
            (_("Kind of report"), self.get_kind_display()),
            (_("Figures as of"), self.as_of),
            (_("Targets"), str(len(self.figures))),
            (_("Tasks"), str(len(self.works))),
            (_("Texts, written by people"), f"{len(self.sections)} / {edited}"),
            (_("Outside evaluator"), self.evaluator),
            (_("Score of the outside evaluator"), "" if self.score is None else f"{self.score} / 100"),
            (_("Opinion of the outside evaluator"), self.opinion),
        ]
        return [(label, value) for label, value in rows if value]
