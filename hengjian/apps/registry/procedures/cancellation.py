"""Cancellation of a registration obtained by fraud: states, time limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.personal import EncryptedJSONField
from hengjian.kernel.procedure import Final, Procedure, State

KEPT = [
    ("public_interest", _("Cancelling would greatly harm the public interest")),
    ("irreversible", _("The former state cannot be restored")),
    ("other", _("Another ground of law")),
    ("unproven", _("The fraud is not proven")),
]
PAUSES = [
    ("civil_dispute", _("A civil dispute about it is open")),
    ("lawsuit", _("It is in litigation or arbitration")),
    ("written_opinion", _("Authorities wrote that an offence is being investigated or duties are open")),
]


class Cancellation(Procedure):
    """撤销登记: a registration obtained by fraud is cancelled backwards (Regulation, arts. 40-42; Rules, arts. 50-58)."""

    label = _("Cancellation of a registration")
    number_pattern = "{authority}撤登〔{year}〕{serial}号"

    received = State(_("Application received"), limit="registry.cancellation_acceptance")
    investigation = State(_("Investigation"), limit="registry.cancellation_investigation")
    extended = State(_("Investigation, extended"), limit="registry.cancellation_investigation_extension", prolongs=True)
    shortened = State(_("Undisputed, shortened"), limit="registry.cancellation_shortened")
    cancelled = Final(_("Registration cancelled"))
    kept = Final(_("Registration not cancelled"))
    refused = Final(_("Not accepted"))
    withdrawn = Final(_("Withdrawn"))

    version_id = models.BigIntegerField()
    registered_on = models.DateField(_("Day of the registration"))
    what = models.CharField(_("Registration in question"), max_length=60)
    story = models.TextField(_("What happened"))
    ex_officio = models.BooleanField(default=False)
    unreachable = models.BooleanField(default=False)
    public_until = models.DateField(_("Public until"), null=True)
    objections = models.JSONField(default=list)
    finding = models.TextField(_("Finding"), blank=True)
    # The persons directly responsible: name and identity number.
    responsible: Any = EncryptedJSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("Registration in question"), self.what),
            (_("Day of the registration"), self.registered_on),
            (_("What happened"), self.story),
            (_("Opened"), _("ex officio") if self.ex_officio else _("on application")),
            (_("Public until"), self.public_until),
            (_("Finding"), self.finding),
            (_("Directly responsible"), "、".join(p["name"] for p in self.responsible)),
        ]
        return [row for row in rows if row[1]] + [(_("Objection"), text) for text in self.objections]
