"""沙盒监管: a new trade or product is tried within limits and under observation, and leaves with a report."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class SandboxTrial(Procedure):
    """沙盒监管: entry on application, limits, observation for a term, exit report."""

    label = _("Sandbox")
    number_pattern = "{authority}沙盒〔{year}〕{serial}号"

    applied = State(_("Entry applied for"), limit="checks.sandbox_decision")
    observed = State(_("Under observation"), limit="checks.sandbox_term", lapses="end_term", waits=True)
    reporting = State(_("Exit report"), limit="checks.sandbox_report")
    left = Final(_("Left, goes into ordinary supervision"))
    stopped = Final(_("Stopped"))
    refused = Final(_("Not admitted"))

    trial = models.CharField(_("What is tried"), max_length=500)
    safeguards = models.CharField(_("Safeguards offered"), max_length=1000)
    limits = models.CharField(_("Limits"), max_length=1000, blank=True)
    observations = models.JSONField(default=list)
    exit_report = models.CharField(max_length=3000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("What is tried"), self.trial), (_("Safeguards offered"), self.safeguards)]
        rows += [(_("Limits"), self.limits)] if self.limits else []
        rows += [(_("Observed"), one["text"]) for one in self.observations]
        return [*rows, (_("Exit report"), self.exit_report)] if self.exit_report else rows
