"""States, time limits and columns of the registration procedures."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.personal import EncryptedTextField, mask_id, mask_phone
from hengjian.kernel.procedure import Final, Procedure, State

COMPOSITIONS = [("person", _("Run by a person")), ("family", _("Run by a family"))]


class Establishment(Procedure):
    """设立登记: an individual business is entered in the register (Regulation, arts. 16-19)."""

    label = _("Establishment of an individual business")
    number_pattern = "{authority}登〔{year}〕{serial}号"

    examination = State(_("Automatic examination"), limit="registry.registration_decision")
    review = State(_("Review by an officer"), limit="registry.registration_decision")
    approved = Final(_("Registered"))
    refused = Final(_("Not registered"))
    withdrawn = Final(_("Withdrawn"))

    name = models.CharField(_("Name"), max_length=100)
    trade_name = models.CharField(max_length=80)
    industry = models.CharField(max_length=60, blank=True)
    operator = models.CharField(_("Operator"), max_length=60)
    id_number = EncryptedTextField(_("Identity number"))
    phone = EncryptedTextField(_("Phone"))
    composition = models.CharField(max_length=20, choices=COMPOSITIONS)
    premises = models.CharField(_("Business premises"), max_length=200)
    scope_codes = ArrayField(models.CharField(max_length=20))
    scope = models.TextField(_("Business scope"))
    doubts = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Name"), self.name),
            (_("Operator"), self.operator),
            (_("Identity number"), mask_id(self.id_number)),
            (_("Phone"), mask_phone(self.phone)),
            (_("Composition"), dict(COMPOSITIONS)[self.composition]),
            (_("Business premises"), self.premises),
            (_("Business scope"), self.scope),
        ]


class Deregistration(Procedure):
    """简易注销: an individual business leaves the register unless a department objects (Regulation, art. 33)."""

    label = _("Simplified deregistration")
    number_pattern = "{authority}简注〔{year}〕{serial}号"

    publicity = State(
        _("Publicity, objections open"),
        limit="registry.individual_simple_deregistration",
        lapses="complete",
        waits=True,
    )
    done = Final(_("Deregistered"))
    objected = Final(_("Ended by objection"))
    withdrawn = Final(_("Withdrawn"))

    reason = models.CharField(_("Reason"), max_length=300)
    objection = models.CharField(max_length=500, blank=True)
    objector = models.CharField(max_length=60, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(_("Reason"), self.reason)]
        if self.objection:
            rows += [(_("Objection by"), self.objector), (_("Objection"), self.objection)]
        return rows
