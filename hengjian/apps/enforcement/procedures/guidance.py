"""柔性执法: guidance, reminder, talk, warning, promise of compliance, each with its effect; and reminders to many at once."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

SOFT_KINDS = [
    ("guidance", _("Guidance")),
    ("reminder", _("Reminder")),
    ("advice", _("Administrative advice")),
    ("talk", _("Talk")),
    ("warning", _("Warning letter")),
]
ORIGINS = [
    ("warnings", _("Firms whose risk rose")),
    ("leads", _("Firms with a lead in the last ninety days")),
    ("codes", _("Firms named by their codes")),
]


class SoftMeasure(Procedure):
    """柔性措施: said to a firm, acknowledged, promised, and looked at again: did it help?"""

    label = _("Soft measure")
    number_pattern = "{authority}柔〔{year}〕{serial}号"

    said = State(_("To be acknowledged"), limit="soft.receipt")
    watched = State(_("Effect to be followed up"), limit="soft.promise")
    effective = Final(_("It helped"))
    ineffective = Final(_("It did not help"))

    kind = models.CharField(_("Kind"), max_length=10, choices=SOFT_KINDS)
    what = models.CharField(_("What was found"), max_length=1000)
    demand = models.CharField(_("What should be done"), max_length=1000)
    talked_with = models.CharField(_("Who was spoken to"), max_length=120, blank=True)
    record = models.CharField(_("Record of the talk"), max_length=3000, blank=True)
    promise = models.CharField(_("Promise of compliance"), max_length=1000, blank=True)
    followed_up = models.CharField(_("Follow-up"), max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Kind"), dict(SOFT_KINDS)[self.kind]),
            (_("What was found"), self.what),
            (_("What should be done"), self.demand),
        ]
        for label, value in (
            (_("Who was spoken to"), self.talked_with),
            (_("Record of the talk"), self.record),
            (_("Promise of compliance"), self.promise),
            (_("Follow-up"), self.followed_up),
        ):
            rows += [(label, value)] if value else []
        return rows


class BulkReminder(Procedure):
    """批量提醒: one reminder to all firms that a signal concerns, with receipts, and the change measured afterwards."""

    label = _("Reminder to many firms")
    number_pattern = "{authority}提醒〔{year}〕{serial}号"

    chosen = State(_("To be sent"))
    sent = State(_("Effect awaited"), limit="soft.measured_after", lapses="measure_change", waits=True)
    measured = Final(_("Effect measured"))

    origin = models.CharField(_("Whom"), max_length=10, choices=ORIGINS)
    text = models.CharField(_("Reminder"), max_length=1500)
    subjects: "models.Field[Any, Any]" = ArrayField(models.BigIntegerField(), default=list)
    firms = models.IntegerField(_("Firms reminded"), default=0)
    result = models.JSONField(default=dict)  # leads before and after, of these firms and of all others in range

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Whom"), dict(ORIGINS)[self.origin]),
            (_("Reminder"), self.text),
            (_("Firms reminded"), self.firms),
        ]
        words = {
            "before": _("Leads before, of these firms"),
            "after": _("Leads after, of these firms"),
            "others_before": _("Leads before, of all others"),
            "others_after": _("Leads after, of all others"),
            "received": _("Receipts"),
        }
        return rows + [(label, self.result[key]) for key, label in words.items() if key in self.result]
