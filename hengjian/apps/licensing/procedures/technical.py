"""技术评审: a dossier is read by reviewers, who may ask, visit and give an opinion before the decision."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, State

from .about import AboutItem

MATTERS = [
    ("registration", _("First registration")),
    ("reregistration", _("Re-registration")),
    ("variation", _("Variation")),
    ("innovation", _("Innovative product, with priority")),
]


class TechnicalReview(AboutItem):
    """技术评审: drugs, devices, special food and cosmetics are judged by experts before the decision."""

    label = _("Registration with technical review")
    number_pattern = "{authority}审〔{year}〕{serial}号"

    received = State(_("Completeness is checked"), limit="licensing.supplement_notice", lapses="deem_accepted")
    correction = State(_("Applicant completes the dossier"))
    appointment = State(_("Reviewers are appointed"), limit="licensing.technical_review")
    review = State(_("Review"), limit="licensing.technical_review")
    questions = State(_("Applicant answers the reviewers"), limit="licensing.technical_review")
    inspection = State(_("Inspection of the system"), limit="licensing.technical_review")
    decision = State(_("Decision"), limit="licensing.decision")
    granted = Final(_("Registered"))
    refused = Final(_("Not registered"))
    withdrawn = Final(_("Withdrawn"))

    matter = models.CharField(_("Matter"), max_length=20, choices=MATTERS)
    received_at = models.DateTimeField(null=True)
    asked_for = ArrayField(models.CharField(max_length=30), default=list)
    reviewers = ArrayField(models.IntegerField(), default=list)
    opinions = models.JSONField(default=list)
    question = models.CharField(max_length=2000, blank=True)
    answer = models.CharField(max_length=2000, blank=True)
    answer_by = models.DateTimeField(null=True)
    inspected = models.CharField(max_length=12, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [*super().facts(), (_("Matter"), dict(MATTERS).get(self.matter, self.matter))]
        if self.reviewers:
            rows.append((_("Reviewers"), len(self.reviewers)))
        if self.opinions:
            rows.append((_("Opinions in favour"), f"{sum(o['agreed'] for o in self.opinions)} / {len(self.opinions)}"))
        if self.question:
            rows += [(_("Questions"), self.question), (_("To be answered by"), self.answer_by)]
        if self.answer:
            rows.append((_("Answer"), self.answer))
        return rows
