"""States, time limit and columns of a request about personal data."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

KINDS = [
    ("access", _("See or copy what is held about me")),
    ("correction", _("Correct what is wrong")),
    ("erasure", _("Erase what need not be held any more")),
]


class DataRequest(Procedure):
    """个人信息权利请求: access, correction or erasure; erasing takes two persons (PIPL, arts. 45-47, 50)."""

    label = _("Request about personal data")
    number_pattern = "{authority}个信〔{year}〕{serial}号"

    asked = State(_("Asked"), limit="privacy.request_answer")
    proposed = State(_("Erasure proposed, consent awaited"), limit="privacy.request_answer")
    answered = Final(_("Answered"))
    erased = Final(_("Erased"))
    refused = Final(_("Request refused"))

    kind = models.CharField(_("What is asked"), max_length=20, choices=KINDS)
    matter = models.CharField(_("Number of the matter"), max_length=60, blank=True)
    # The entry of the ledger to be cleared, and why; filled by whoever proposes the erasure.
    entry = models.BigIntegerField(null=True)
    ground = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(_("What is asked"), dict(KINDS).get(self.kind, self.kind)), (_("Number of the matter"), self.matter)]
        if self.why:
            rows.append((_("Reason for erasing"), self.why))
        return [(label, value) for label, value in rows if value]
