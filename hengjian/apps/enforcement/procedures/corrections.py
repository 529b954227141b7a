"""错案纠正: a decided case that may be wrong is examined; who did the duties of the list does not answer for it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.models import Proceeding
from hengjian.kernel.procedure import Final, Procedure, State

RESPONSIBILITY = [
    ("exempt", _("Duties were done: nobody answers for it")),
    ("tolerated", _("Error in good faith: tolerated")),
    ("answer", _("A duty was left out: answered for")),
]
FOUND_BY = [
    ("self", _("Own review")),
    ("superior", _("Superior authority")),
    ("party", _("The party")),
    ("review", _("Reconsideration or court")),
    ("files", _("Review of files")),
]


class WrongCase(Procedure):
    """错案纠正: opened on a decided matter, with the list of duties read from the ledger, corrected or left standing."""

    label = _("Wrong case")
    number_pattern = "{authority}纠错〔{year}〕{serial}号"

    examining = State(_("Being examined"), limit="correction.check")
    corrected = Final(_("Corrected"))
    stands = Final(_("Decision stands"))

    about = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="+")
    found_by = models.CharField(_("Found by"), max_length=10, choices=FOUND_BY)
    what = models.CharField(_("What may be wrong"), max_length=1500)
    duties = models.JSONField(default=list)  # as the ledger showed them when the matter was opened
    responsibility = models.CharField(_("Responsibility"), max_length=10, choices=RESPONSIBILITY, blank=True)
    finding = models.CharField(_("Finding"), max_length=1500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Matter"), f"{self.about.title} {self.about.number}"),
            (_("Found by"), dict(FOUND_BY)[self.found_by]),
            (_("What may be wrong"), self.what),
        ]
        for duty in self.duties:
            rows.append((duty["label"], duty["said"]))
        rows += [(_("Finding"), self.finding)] if self.finding else []
        return (
            [*rows, (_("Responsibility"), dict(RESPONSIBILITY)[self.responsibility])] if self.responsibility else rows
        )
