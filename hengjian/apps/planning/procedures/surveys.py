"""满意度调查: questionnaire, frame, a sample nobody could choose, answers without a name, a result with its error."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.procedure import Final, Procedure, State

FRAMES = [("subjects", _("Subjects of the register")), ("people", _("People reached by channel"))]


class Survey(Procedure):
    """满意度调查: its sample is as large as margin and confidence demand, its result says how sure it is."""

    label = _("Survey of satisfaction")
    number_pattern = "{authority}调查〔{year}〕{serial}号"

    drafted = State(_("Questionnaire being written"))
    framed = State(_("Frame fixed, sample to be drawn"))
    fielding = State(_("Open for answers"), limit="planning.survey.field", lapses="close_answers", waits=True)
    counted = State(_("Result to be published"), limit="planning.survey.report")
    published = Final(pgettext_lazy("survey", "Published"))
    dropped = Final(pgettext_lazy("survey", "Dropped"))

    questions = models.JSONField(default=list)  # kind, text, options, whether it is part of satisfaction
    strata = models.JSONField(default=list)  # name, channel, population, invited
    about = models.CharField(_("What is asked about"), max_length=300)
    frame = models.CharField(_("Frame"), max_length=10, choices=FRAMES)
    margin = models.DecimalField(_("Margin of error in per cent"), max_digits=4, decimal_places=1)
    confidence = models.SmallIntegerField(_("Confidence in per cent"))
    expected = models.SmallIntegerField(_("Expected response in per cent"))
    wanted = models.IntegerField(_("Answers needed"), default=0)
    frame_hash = models.CharField(max_length=64, blank=True)
    frozen_by = models.BigIntegerField(null=True)  # the act whose leaf the seed must come after
    root = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("What is asked about"), self.about),
            (_("Frame"), self.get_frame_display()),
            (_("Margin of error"), f"±{self.margin}%，{self.confidence}%"),
        ]
        if self.wanted:
            rows.append((_("Answers needed"), str(self.wanted)))
        for one in self.strata:
            told = _("%(population)d in all, %(asked)d invited") % one
            rows.append((one["name"], told))
        rows += [(_("Hash of the frame"), self.frame_hash)] if self.frame_hash else []
        rows += [(_("Root of the log that decided"), self.root)] if self.root else []
        if self.result:
            rows += [
                (_("Satisfaction"), f"{self.result['satisfaction']} ± {self.result['margin']}"),
                (_("Answers"), str(self.result["answers"])),
                (_("Response rate"), f"{self.result['response']}%"),
            ]
        return rows
