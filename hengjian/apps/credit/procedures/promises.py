"""信用承诺: a published promise by template, checked for performance; kept or broken (国办发〔2019〕35号)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.credit.rules import catalogue
from hengjian.kernel.procedure import Final, Procedure, State


class CreditPromise(Procedure):
    """A credit commitment: its template, its public place, the check of its performance."""

    label = _("Credit commitment")
    number_pattern = "{authority}信诺〔{year}〕{serial}号"

    promised = State(_("Published, to be checked"), limit="credit.commitment_check")
    kept = Final(_("Kept"))
    broken = Final(_("Broken"))

    kind = models.CharField(max_length=40)
    content = models.CharField(max_length=1000)
    place = models.CharField(max_length=200, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(_("Kind"), catalogue.words("commitments", self.kind)), (_("Content"), self.content)]
        return [*rows, (_("Where it is shown"), self.place)] if self.place else rows
