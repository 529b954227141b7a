"""Dormancy: states, time limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class Dormancy(Procedure):
    """歇业备案: an entity in difficulties rests, at most three years in all (Regulation, art. 30; Rules, arts. 40-43).

    The end that was filed stands in `until`: a date of the entity's own, not a time limit counted from an event. The
    worker looks at it on the morning after.
    """

    label = _("Dormancy")
    number_pattern = "{authority}歇备〔{year}〕{serial}号"

    examination = State(_("Automatic examination"), limit="registry.registration_decision")
    dormant = State(_("Resting"), waits=True)
    unpublished = State(
        _("Business found resumed, to be published"), limit="registry.dormancy_end_publicity", lapses="note_failure"
    )
    resuming = State(_("Resumption published"))
    resumed = Final(_("Resumed"))
    failed = Final(_("Resumed without publication"))
    refused = Final(_("Not filed"))
    gone = Final(_("Left the register"))

    cause = models.CharField(_("Cause"), max_length=60)
    since = models.DateField(_("Resting from"))
    until = models.DateField(_("Resting until"))
    service_address = models.CharField(_("Address for service"), max_length=200)
    replaces_domicile = models.BooleanField(default=False)
    resumed_on = models.DateField(_("Resumed on"), null=True)
    late_days = models.IntegerField(default=0)
    doubts = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Cause"), self.cause),
            (_("Resting from"), self.since),
            (_("Resting until"), self.until),
            (_("Address for service"), self.service_address),
        ]
        if self.replaces_domicile:
            rows.append((_("In place of the domicile"), _("yes")))
        if self.resumed_on:
            rows.append((_("Resumed on"), self.resumed_on))
        if self.late_days:
            rows.append((_("Published late by days"), self.late_days))
        return rows + [(_("Bar"), f"{d['fact']}（{d['article']}）") for d in self.doubts]
