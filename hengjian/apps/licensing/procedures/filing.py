"""备案: filed on the spot, looked at later, and wrong ones cleaned up."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, State

from .about import AboutItem, AboutPermit


class RecordFiling(AboutItem):
    """备案: what needs no approval any more is put on record on the spot."""

    label = _("Filing for the record")
    number_pattern = "{authority}备〔{year}〕{serial}号"

    submitted = State(_("Submitted"), limit="licensing.on_the_spot")
    recorded = Final(_("On record"))
    incomplete = Final(_("Not put on record"))


class FilingCleanup(AboutPermit):
    """备案清理: a filing that does not meet the standard is corrected in time or struck from the record."""

    label = _("Clean-up of a wrong filing")
    number_pattern = "{authority}备清〔{year}〕{serial}号"

    ordered = State(_("Correction ordered"), limit="licensing.filing_correction", lapses="strike")
    amended = State(_("Correction received"), limit="licensing.on_the_spot")
    corrected = Final(_("Corrected"))
    struck = Final(_("Struck from the record"))
    dropped = Final(_("Filing was right"))

    fault = models.CharField(max_length=500)
    answer = models.CharField(max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [*super().facts(), (_("What is wrong"), self.fault)]
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows
