"""行政许可申请: from the filing to the decision (Licensing Law, arts. 29-45)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, State

from .about import AboutItem


class PermitApplication(AboutItem):
    """行政许可: the authority examines whether the conditions are met (Licensing Law, arts. 29-38)."""

    label = _("Application for a permit")
    number_pattern = "{authority}许受〔{year}〕{serial}号"

    received = State(_("Completeness is checked"), limit="licensing.supplement_notice", lapses="deem_accepted")
    correction = State(_("Applicant completes the materials"))
    examination = State(_("Examination"), limit="licensing.decision")
    visit = State(_("On-site check"), limit="licensing.decision")
    expertise = State(_("Review by experts"), limit="licensing.decision")
    hearing = State(_("Hearing"), limit="licensing.decision")
    granted = Final(_("Granted"))
    refused = Final(_("Not granted"))
    not_accepted = Final(_("Not accepted"))
    withdrawn = Final(_("Withdrawn"))

    received_at = models.DateTimeField(null=True)
    asked_for = ArrayField(models.CharField(max_length=30), default=list)
    owed = ArrayField(models.CharField(max_length=30), default=list)
    owed_by = models.DateTimeField(null=True)
    limit = models.CharField(max_length=80, blank=True)
    prolonged = models.BooleanField(default=False)
    green = models.BooleanField(default=False)
    green_reason = models.CharField(max_length=300, blank=True)
    visited = models.CharField(max_length=12, blank=True)
    finding = models.CharField(max_length=1000, blank=True)

    def limit_in(self, state: State) -> str:
        """The item's own limit to decide, which runs on through check, review and hearing."""
        return (self.limit or state.limit) if state.limit == "licensing.decision" else state.limit

    def facts(self) -> list[tuple[Any, Any]]:
        rows = super().facts()
        known = {m.key: m.name for m in self.wanted.materials.all()}
        if self.owed:
            rows.append((_("Still to be brought"), "、".join(known.get(k, k) for k in self.owed)))
            rows.append((_("To be brought by"), self.owed_by))
        if self.green_reason:
            rows.append((_("Green channel"), self.green_reason))
        if self.finding:
            rows.append((_("Finding of the check"), self.finding))
        return rows
