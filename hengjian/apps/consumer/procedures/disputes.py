"""What may follow a complaint: a review, another body, and a court's confirmation of what was agreed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

BODIES = [
    ("people", _("People's mediation committee")),
    ("trade", _("Trade body")),
    ("association", _("Consumer association")),
    ("arbitration", _("Arbitration commission")),
    ("court", _("Court")),
    ("small_claims", _("Small claims procedure of a court")),
]
OUTCOMES = [("settled", _("Agreement")), ("judged", _("Judgment or award")), ("failed", _("No agreement"))]


class ComplaintReview(Procedure):
    """投诉复核: the person is not content with how a closed complaint was handled; another officer looks."""

    label = _("Review of a complaint")
    number_pattern = "{authority}诉复〔{year}〕{serial}号"

    asked = State(_("Review asked"), limit="consumer.complaint.review")
    upheld = Final(_("Handled rightly"))
    reopened = Final(_("To be handled again"))

    complaint_number = models.CharField(_("Complaint"), max_length=60)
    complaint_id = models.BigIntegerField()
    complaint_why = models.CharField(_("Why a review is asked"), max_length=1000)
    answer = models.CharField(_("Answer"), max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(_("Complaint"), self.complaint_number), (_("Why a review is asked"), self.complaint_why)]
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows


class Referral(Procedure):
    """对接其他解纷途径: a dispute is referred to mediators, arbitrators or a court; the file keeps the outcome."""

    label = _("Referral of a dispute")
    number_pattern = "{authority}诉转〔{year}〕{serial}号"

    referred = State(_("Answer awaited"), limit="consumer.complaint.refer")
    taken = State(_("Taken by the body"))
    done = Final(_("Outcome on file"))
    sent_back = Final(_("Not taken"))

    complaint_number = models.CharField(_("Complaint"), max_length=60)
    complaint_id = models.BigIntegerField()
    body = models.CharField(_("Body"), max_length=16, choices=BODIES)
    body_name = models.CharField(_("Name of the body"), max_length=120)
    outcome = models.CharField(_("Outcome"), max_length=12, choices=OUTCOMES, blank=True)
    outcome_note = models.CharField(max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Complaint"), self.complaint_number),
            (_("Body"), f"{dict(BODIES)[self.body]} {self.body_name}"),
        ]
        return [*rows, (_("Outcome"), f"{dict(OUTCOMES)[self.outcome]} {self.outcome_note}")] if self.outcome else rows


class CourtConfirmation(Procedure):
    """司法确认: both sides ask a court within thirty days to confirm their agreement (Civil Procedure Law art. 205)."""

    label = _("Judicial confirmation")
    number_pattern = "{authority}司确〔{year}〕{serial}号"

    prepared = State(_("To be handed to the court"), limit="consumer.complaint.confirm_court", lapses="time_runs_out")
    at_court = State(_("With the court"))
    confirmed = Final(_("Confirmed by the court"))
    not_confirmed = Final(_("Not confirmed"))
    missed = Final(_("Thirty days have passed"))

    complaint_number = models.CharField(_("Complaint"), max_length=60)
    complaint_id = models.BigIntegerField()
    court = models.CharField(_("Court"), max_length=120)
    court_number = models.CharField(_("Number of the court"), max_length=80, blank=True)
    agreed_on = models.DateField(_("Day of the agreement"))

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Complaint"), self.complaint_number),
            (_("Court"), self.court),
            (_("Day of the agreement"), self.agreed_on),
        ]
        return [*rows, (_("Number of the court"), self.court_number)] if self.court_number else rows
