"""投诉: a consumer asks an authority to mediate a dispute with a business (Order 20; Order 121 from 2026-04-15)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.consumer.rules.abuse import CRITERIA
from hengjian.apps.consumer.rules.punitive import GROUNDS as PUNITIVE
from hengjian.kernel.procedure import Final, Procedure, State

from .filing import Filing, yuan

WISHES = [
    ("refund", _("Refund")),
    ("replace", _("Replacement")),
    ("repair", _("Repair")),
    ("compensate", _("Compensation")),
    ("perform", _("Keep the contract")),
    ("apologise", _("Apology")),
    ("other", _("Something else")),
]


FAULTS = [
    ("goods", _("With the goods or service")),
    ("use", _("With how they were used")),
    ("open", _("Could not be shown")),
]


class Complaint(Filing, Procedure):
    """投诉: accepted or refused in time, mediated, ended; each side is told, and an end never hides a breach."""

    label = _("Complaint")
    number_pattern = "{authority}投〔{year}〕{serial}号"

    received = State(_("Awaiting acceptance"), limit="consumer.complaint.accept")
    at_station = State(_("With the service station"), limit="consumer.complaint.station", lapses="station_runs_out")
    identity_asked = State(
        _("Proof of identity awaited"), limit="consumer.complaint.identity", lapses="identity_runs_out"
    )
    disputed = State(_("Competence disputed"), limit="consumer.complaint.competence")
    mediation = State(_("In mediation"), limit="consumer.complaint.mediate", lapses="lapse")
    agreement = State(_("Agreement to be signed"), limit="consumer.complaint.mediate", lapses="lapse")
    lead_awaited = State(_("Mediation over, the lead is still open"))
    settled = Final(_("Settled by agreement"))
    withdrawn = Final(_("Complaint withdrawn"))
    ended = Final(_("Mediation terminated"))
    lapsed = Final(_("Mediation ended by time"))
    refused = Final(_("Not accepted"))

    wish = models.CharField(_("What is asked"), max_length=12, choices=WISHES, blank=True)
    known_on = models.DateField(_("When the person knew"), null=True)
    consents = models.BooleanField(_("Result may be published"), default=False)
    delegable = models.BooleanField(_("Mediation may be delegated"), default=False)
    identity_missing = models.BooleanField(default=False)
    station = models.ForeignKey("consumer.ServiceStation", null=True, on_delete=models.PROTECT, related_name="+")
    first_asked = models.CharField(_("First asked to answer"), max_length=120, blank=True)
    advanced = models.BigIntegerField(null=True)  # fen paid in advance by whoever was first asked
    disputed_with = models.CharField(max_length=12, blank=True)
    mediator = models.CharField(_("Mediator"), max_length=60, blank=True)
    meeting = models.CharField(_("Mediation meeting"), max_length=300, blank=True)
    mediator_doubt = models.CharField(max_length=500, blank=True)
    appraisal = models.CharField(_("Appraisal"), max_length=300, blank=True)
    fault = models.CharField(_("Who the fault lies with"), max_length=8, choices=FAULTS, blank=True)
    replies = models.JSONField(default=list)  # what the business said: when, text
    breach = models.CharField(_("Signs of a breach"), max_length=1000, blank=True)
    breach_lead = models.BigIntegerField(null=True)
    terms = models.CharField(_("Terms of the agreement"), max_length=2000, blank=True)
    agreed_on = models.DateField(
        _("Day of the agreement"), null=True
    )  # both have signed; thirty days for a court run from it
    perform_by = models.DateField(null=True)
    settled_amount = models.BigIntegerField(null=True)  # fen
    signed = ArrayField(models.CharField(max_length=12), default=list)  # consumer, business
    punitive = models.CharField(_("Ground of punitive damages"), max_length=12, choices=PUNITIVE, blank=True)
    punitive_article = models.CharField(max_length=120, blank=True)
    punitive_amount = models.BigIntegerField(null=True)  # fen, as the law reckons it from what is known
    ended_as = models.CharField(max_length=12, blank=True)
    ground = models.CharField(_("Ground"), max_length=20, blank=True)
    ground_article = models.CharField(max_length=120, blank=True)
    reason = models.CharField(_("Reason"), max_length=1000, blank=True)
    abuse = models.CharField(max_length=20, choices=CRITERIA, blank=True)
    again_of = models.CharField(max_length=60, blank=True)  # the number of the complaint that is handled again
    stars = models.SmallIntegerField(_("Rating"), null=True)
    rated_words = models.CharField(max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        words = dict(WISHES)
        rows: list[tuple[Any, Any]] = [*self.about(), (_("What is asked"), words.get(self.wish, ""))]
        rows += [*self.filer(), *self.classed()]
        rows += [
            (_("Handled again"), self.again_of),
            (_("First asked to answer"), self.first_asked),
            (_("Paid in advance"), self.advanced and f"{yuan(self.advanced)} 元"),
            (_("Mediator"), self.mediator),
            (_("Mediation meeting"), self.meeting),
            (_("Appraisal"), self.appraisal),
            (_("Who the fault lies with"), self.get_fault_display()),
            *((f"{one.get_kind_display()} {one.name}（{one.unit}）", one.told) for one in self._helpers()),
            (_("Punitive damages"), self._punitive()),
            (_("Answer of the business"), self.replies[-1]["text"] if self.replies else ""),
            (_("Terms of the agreement"), self.terms),
            (_("Amount"), self.settled_amount and f"{yuan(self.settled_amount)} 元"),
            (_("To be performed by"), self.perform_by),
            (_("Signed by"), "、".join(str(SIDES[side]) for side in self.signed)),
            (_("Ground"), " ".join(filter(None, (self.ground_article, self.reason)))),
            (_("Found by an officer"), self.get_abuse_display()),
        ]
        return [(label, value) for label, value in rows if value]

    def to_sign(self) -> list[tuple[Any, Any]]:
        """What whoever signs now agrees to."""
        if self.state != Complaint.agreement.name:
            return []
        rows = [
            (_("Terms of the agreement"), self.terms),
            (_("Amount"), self.settled_amount and f"{yuan(self.settled_amount)} 元"),
            (_("To be performed by"), self.perform_by),
        ]
        return [(label, value) for label, value in rows if value]

    def _helpers(self) -> list[Any]:
        """Only where there was a mediation, so that a list of new complaints costs nothing."""
        return list(self.helper_tasks.order_by("pk")) if self.mediator else []

    def _punitive(self) -> str:
        if self.punitive_amount is None:
            return ""
        return f"{self.get_punitive_display()}，{yuan(self.punitive_amount)} 元（{self.punitive_article}）"


SIDES = {"consumer": _("Consumer"), "business": _("Business")}
