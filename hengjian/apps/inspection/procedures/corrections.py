"""责令改正: an order to put right what a check has found, with its term, report and second look (行政处罚法 28)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.inspection.rules.catalogue import KIND_NAMES
from hengjian.kernel.procedure import Final, Procedure, State

EQUIPMENT = "equipment-"  # how the codes of the items about special equipment begin


class CorrectionOrder(Procedure):
    """责令改正: what is to be put right, by when, and whether it was."""

    label = _("Order to correct")
    number_pattern = "{authority}责改〔{year}〕{serial}号"

    ordered = State(_("To be corrected"), limit="checks.correction_15", lapses="lapse_correction")
    reported = State(_("Correction reported"), limit="checks.recheck")
    second_look = State(_("Second look under way"), limit="checks.carry_out")
    overdue = State(_("Not corrected in time"))
    corrected = Final(_("Corrected"))
    not_corrected = Final(_("Not corrected, passed on"))
    lifted = Final(_("Order lifted"))

    check_id = models.BigIntegerField(null=True, db_index=True)
    check_number = models.CharField(max_length=60, blank=True)
    kind = models.CharField(_("Kind"), max_length=24)
    term = models.CharField(max_length=80, blank=True)  # the law's id of the time to correct
    faults = ArrayField(models.CharField(max_length=600), default=list)
    items = ArrayField(models.CharField(max_length=40), default=list)
    reported_text = models.CharField(max_length=2000, blank=True)
    overdue_since = models.DateTimeField(null=True)

    def limit_in(self, state: State) -> str:
        """The time ordered; for special equipment the second look has a time of its own (总局令第57号)."""
        if state is CorrectionOrder.ordered:
            return self.term
        equipment = any(code.startswith(EQUIPMENT) for code in self.items)
        return "checks.recheck_equipment" if state is CorrectionOrder.reported and equipment else state.limit

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Kind"), self.kind_name), (_("Site check"), self.check_number or "—")]
        rows += [(_("Fault"), fault) for fault in self.faults]
        return [*rows, (_("Report of the correction"), self.reported_text)] if self.reported_text else rows

    @property
    def kind_name(self) -> str:
        """The kind in Chinese, as the paper prints it."""
        return KIND_NAMES.get(self.kind, self.kind)
