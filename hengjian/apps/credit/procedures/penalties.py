"""处罚信息归集与公示: a decision of another body or on paper, published with its term (Order 45; NDRC Order 36)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.credit.rules.penalties import FIELDS, KINDS, SEVERITIES
from hengjian.kernel.procedure import Final, Procedure, State


class RecordedPenalty(Procedure):
    """行政处罚信息: recorded, published, withdrawn when the decision falls, no longer shown when its term is over."""

    label = _("Penalty recorded")
    number_pattern = "{authority}罚信〔{year}〕{serial}号"

    recorded = State(_("To be published"), limit="credit.penalty_publish")
    published = State(_("Shown to the public"), limit="credit.penalty_long", lapses="end_term", waits=True)
    changed = State(_("To be withdrawn"), limit="credit.penalty_withdraw")
    hidden = State(_("Publication stopped early"), limit="credit.repair_kept", lapses="close_record", waits=True)
    ended = Final(_("Publication over"))
    withdrawn = Final(_("Withdrawn from the public"))
    not_published = Final(_("Not published"))

    decision_no = models.CharField(_("Decision number"), max_length=80)
    decided_by = models.CharField(_("Body that decided"), max_length=80)
    decided_on = models.DateField(_("Decided on"), null=True)
    kinds: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=20), default=list)
    fine = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    field = models.CharField(max_length=30, choices=FIELDS, default="other")
    severity = models.CharField(max_length=10, choices=SEVERITIES, default="general")
    market = models.BooleanField(default=True)
    simple = models.BooleanField(default=False)
    violation = models.CharField(max_length=500)
    article = models.CharField(max_length=200)
    term = models.CharField(max_length=40, blank=True)
    performed = models.BooleanField(default=False)
    perform_by = models.DateField(null=True)  # until then nothing is overdue
    summary = models.TextField(blank=True)  # the decision as it is shown, personal data masked

    def limit_in(self, state: State) -> str:
        """The term of the publication depends on kind, severity and who decided."""
        return (self.term or state.limit) if state.name == "published" else state.limit

    def facts(self) -> list[tuple[Any, Any]]:
        words = dict(KINDS)
        return [
            (_("Decision number"), self.decision_no),
            (_("Body that decided"), self.decided_by),
            (_("Decided on"), self.decided_on),
            (_("Violation"), self.violation),
            (_("Article"), self.article),
            (_("Kind of penalty"), "、".join(str(words.get(k, k)) for k in self.kinds)),
            (_("Fine and confiscation"), self.fine),
            (_("Duties performed"), _("yes") if self.performed else _("no")),
        ]
