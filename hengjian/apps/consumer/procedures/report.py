"""举报: somebody tells an authority of a breach; verified in time, and the named informant learns what became of it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.consumer.rules import categories
from hengjian.kernel.procedure import Final, Procedure, State

from .filing import Filing

RESULTS = [
    ("filed", _("A case is filed")),
    ("not_filed", _("No case is filed")),
    ("passed_on", _("Passed on to who is in charge")),
]

VERIFY, PROLONGED = "consumer.report.verify", "consumer.report.verify_extended"


class Report(Filing, Procedure):
    """举报: a lead for enforcement; whoever it is about never learns who."""

    label = _("Report of a breach")
    against = _("Reported business")
    number_pattern = "{authority}举〔{year}〕{serial}号"

    received = State(_("To be verified"), limit=VERIFY)
    verifying = State(_("Verified by enforcement"), limit=VERIFY)
    to_tell = State(_("Informant to be told"), limit="consumer.report.tell")
    filed = Final(_("A case is filed"))
    not_filed = Final(_("No case is filed"))
    passed_on = Final(_("Passed on"))

    breach_kind = models.CharField(_("Kind of breach"), max_length=24, blank=True)
    named = models.BooleanField(_("Under one's own name"), default=False)
    inside = models.BooleanField(_("By an insider"), default=False)
    wants_reward = models.BooleanField(_("Asks for a reward"), default=False)
    lead = models.BigIntegerField(null=True)
    result = models.CharField(_("Result"), max_length=12, choices=RESULTS, blank=True)
    result_reason = models.CharField(_("Reason"), max_length=1000, blank=True)
    receiver = models.CharField(max_length=120, blank=True)
    unsealed = models.SmallIntegerField(default=0)  # how often the sealed identity has been opened

    def limit_in(self, state: State) -> str:
        """Who gave no name need not be told: nothing runs then. A verification once prolonged stays so when it is handed on."""
        if state is Report.to_tell and not self.named:
            return ""
        return PROLONGED if state.limit == VERIFY and self.due_limit == PROLONGED else state.limit

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Kind of breach"), self._breach()), *self.about()]
        if self.inside:
            rows.append((_("Filed by"), _("Insider; identity sealed, opened %(n)s times") % {"n": self.unsealed}))
        else:
            rows += self.filer() or [(_("Filed by"), _("Anonymous"))]
        rows += [(_("Asks for a reward"), _("yes"))] if self.wants_reward else []
        rows += self.classed()
        if self.result:
            rows.append((_("Result"), f"{dict(RESULTS)[self.result]}：{self.result_reason}"))
        return [(label, value) for label, value in rows if value]

    def _breach(self) -> str:
        return categories.breaches().get(self.breach_kind, "")
