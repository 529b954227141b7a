"""从业人员信用记录: what is known of persons at work in named service trades; never public, and gone after its term."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.personal import EncryptedTextField, mask_id, mask_name
from hengjian.kernel.procedure import Final, Procedure, State

TRADES = [
    ("housekeeping", _("Housekeeping")),
    ("elder_care", _("Care of the elderly")),
    ("child_care", _("Child care")),
    ("training", _("Training outside school")),
    ("tourism", _("Tourism")),
    ("repair", _("Repair of household goods")),
    ("fitness", _("Fitness and beauty")),
    ("live_stream", _("Live-stream selling")),
]
CONDUCTS = [("adverse", _("Adverse")), ("commendable", _("Commendable"))]


class PersonRecord(Procedure):
    """Proposed by one officer, confirmed by another after the person could be heard; kept for its term, then ended.

    Personal information is taken for this purpose only, shown to the officers in charge, masked, and to nobody else
    (Personal Information Protection Law, arts. 6, 13 and 47).
    """

    label = _("Credit record of a person at work")
    number_pattern = "{authority}从业信〔{year}〕{serial}号"

    proposed = State(_("The person may be heard"), limit="credit.person_heard")
    recorded = State(_("On record"), limit="credit.person_term", lapses="expire_person_record", waits=True)
    ended = Final(_("Ended"))
    withdrawn = Final(_("Taken back"))
    dropped = Final(_("Not entered"))

    trade = models.CharField(_("Trade"), max_length=16, choices=TRADES)
    conduct = models.CharField(_("Conduct"), max_length=12, choices=CONDUCTS)
    person = EncryptedTextField()
    id_number = EncryptedTextField()
    id_print = models.CharField(max_length=64, db_index=True)
    source = models.CharField(_("Decision or source"), max_length=120)
    found = models.CharField(_("What was found"), max_length=800)
    heard = models.CharField(_("What the person says"), max_length=800, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("Person"), f"{mask_name(self.person)}　{mask_id(self.id_number)}"),
            (_("Trade"), dict(TRADES)[self.trade]),
            (_("Conduct"), dict(CONDUCTS)[self.conduct]),
            (_("Decision or source"), self.source),
            (_("What was found"), self.found),
        ]
        return [*rows, (_("What the person says"), self.heard)] if self.heard else rows
