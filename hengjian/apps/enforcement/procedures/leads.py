"""线索: what may be a breach, from wherever it comes, verified in time and sent where it belongs (程序规定 18)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.models import Routed
from hengjian.apps.enforcement.rules.causes import FIELDS
from hengjian.kernel.procedure import Final, Procedure, State

SOURCES = [
    ("check", _("Site check")),
    ("correction", _("Order to correct not met")),
    ("complaint", _("Complaint or report")),
    ("device", _("Camera, drone or sensor")),
    ("watcher", _("Social supervisor")),
    ("whistle", _("Whistle of an office")),
    ("tip", _("Somebody reports")),
    ("department", _("Another department")),
    ("trigger", _("Trigger rule")),
    ("office", _("Found by the office")),
]
CAUSES = [
    ("no_annual_report", _("Annual report not filed")),
    ("no_instant_info", _("Information not published")),
    ("false_information", _("False information published")),
    ("unreachable_domicile", _("Cannot be reached at the registered premises")),
    ("obstruction", _("Obstructs a check")),
    ("not_corrected", _("Not corrected in time")),
    ("breach", _("Breach found")),
    ("other", _("Other")),
]


class Lead(Routed, Procedure):
    """线索: verified within fifteen working days; inspection, case, guidance, transfer or dismissal."""

    label = _("Lead")
    number_pattern = "{authority}线索〔{year}〕{serial}号"

    received = State(_("To be verified"), limit="enforcement.lead_triage")
    sent_to_check = Final(_("Sent to a check"))
    case_due = Final(_("Case to be filed"))
    guided = Final(_("Settled by guidance"))
    passed_on = Final(_("Passed on"))
    dismissed = Final(_("Dismissed"))

    source = models.CharField(_("Source"), max_length=12, choices=SOURCES)
    source_number = models.CharField(max_length=80, blank=True)
    source_proceeding = models.BigIntegerField(null=True)
    cause = models.CharField(_("Cause"), max_length=24, choices=CAUSES, blank=True)
    field = models.CharField(_("Field"), max_length=20, choices=FIELDS, blank=True)
    what = models.CharField(_("What was found"), max_length=1500)
    place = models.CharField(_("Place"), max_length=200, blank=True)
    items = ArrayField(models.CharField(max_length=40), default=list)
    decision = models.CharField(max_length=1000, blank=True)
    receiver = models.CharField(max_length=120, blank=True)
    check_number = models.CharField(max_length=60, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Source"), f"{dict(SOURCES).get(self.source, self.source)} {self.source_number}".strip()),
            (_("What the lead says"), self.what),
        ]
        rows += [(_("Cause"), dict(CAUSES)[self.cause])] if self.cause else []
        rows += [(_("Field"), dict(FIELDS)[self.field])] if self.field else []
        rows += [(_("Team"), self.routed_to.name)] if self.routed_to else []
        rows += [(_("Place"), self.place)] if self.place else []
        rows += [(_("Passed on to"), self.receiver)] if self.receiver else []
        rows += [(_("Site check"), self.check_number)] if self.check_number else []
        return [*rows, (_("Decision"), self.decision)] if self.decision else rows
