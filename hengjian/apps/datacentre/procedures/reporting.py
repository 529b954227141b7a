"""Reports to the province, to the national centre and to partners: a schedule, and one delivery a period."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.procedure import Final, Procedure, State

RECIPIENTS = [
    ("report-province", _("Provincial data centre")),
    ("report-nation", _("National data centre of market supervision")),
    ("report-partner", _("Department at the same level")),
]
PERIODS = [("day", _("Daily")), ("week", _("Weekly")), ("month", _("Monthly"))]


class ReportSchedule(Procedure):
    """报送计划: which elements of which table go to whom, how often."""

    label = _("Schedule of reports")
    number_pattern = "{authority}数报〔{year}〕{serial}号"

    drafted = State(pgettext_lazy("schedule", "Draft"))
    running = State(pgettext_lazy("schedule", "In force"))
    ended = Final(pgettext_lazy("schedule", "Ended"))

    table_key = models.CharField(max_length=40, db_collation="C")
    recipient = models.CharField(_("To"), max_length=20, choices=RECIPIENTS)
    period = models.CharField(_("How often"), max_length=6, choices=PERIODS)
    elements = models.JSONField(default=list)
    since = models.DateField(_("From"), null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Table"), self.table_key),
            (_("To"), self.get_recipient_display()),
            (_("How often"), self.get_period_display()),
            (_("Elements"), "、".join(self.elements)),
            (_("From"), self.since),
        ]


class ReportDelivery(Procedure):
    """数据报送: the rows of one period on their way: sent, receipted, or sent back with a list of errors."""

    label = _("Report of data")
    number_pattern = "{authority}数送〔{year}〕{serial}号"

    pending = State(_("To be sent"), limit="datacentre.report_delivery")
    faulty = State(_("Sent back with errors"), limit="datacentre.report_delivery")
    received = Final(_("Receipt given"))
    dropped = Final(pgettext_lazy("delivery", "Not sent"))

    schedule_id = models.BigIntegerField(null=True)
    table_key = models.CharField(max_length=40, db_collation="C")
    recipient = models.CharField(_("To"), max_length=20, choices=RECIPIENTS)
    period = models.CharField(_("Period"), max_length=12)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    attempt = models.SmallIntegerField(default=1)
    rows = models.IntegerField(default=0)
    receipt = models.CharField(_("Receipt"), max_length=80, blank=True)
    errors = models.JSONField(default=list)  # row, element, why
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule_id", "period"], name="report_delivery_once")]

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Table"), self.table_key),
            (_("To"), self.get_recipient_display()),
            (_("Period"), f"{self.since} — {self.until}"),
            (_("Attempt"), str(self.attempt)),
        ]
        rows += [(_("Rows"), str(self.rows))] if self.rows else []
        rows += [(_("Receipt"), self.receipt)] if self.receipt else []
        rows += (
            [(_("Errors"), "；".join(f"{e['row']} {e['element']} {e['why']}" for e in self.errors[:20]))]
            if self.errors
            else []
        )
        return [*rows, (_("Last failure"), self.failure)] if self.failure else rows
