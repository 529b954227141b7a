"""Establishment: states, time limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.rules.items import Items
from hengjian.kernel.personal import EncryptedJSONField, EncryptedTextField, mask_id, mask_phone
from hengjian.kernel.procedure import Final, Procedure, State

COMPOSITIONS = [("person", _("Run by a person")), ("family", _("Run by a family"))]


class Establishment(Procedure):
    """设立登记: an entity is entered in the register (Regulation, arts. 16-19). One procedure for all kinds of entities."""

    label = _("Establishment")
    number_pattern = "{authority}登〔{year}〕{serial}号"

    examination = State(_("Automatic examination"), limit="registry.registration_decision")
    review = State(_("Review by an officer"), limit="registry.registration_decision")
    approved = Final(_("Registered"))
    refused = Final(_("Not registered"))
    withdrawn = Final(_("Withdrawn"))

    name = models.CharField(_("Name"), max_length=100)
    group = models.CharField(max_length=30, default="individual_business")
    items = models.JSONField()
    id_number = EncryptedTextField(_("Identity number"))
    phone = EncryptedTextField(_("Phone"))
    # Role, name and identity number of the others named in the filing.
    people = EncryptedJSONField(default=list)
    doubts = models.JSONField(default=list)

    @property
    def proposed(self) -> Items:
        """What would be entered."""
        return Items.model_validate(self.items)

    def facts(self) -> list[tuple[Any, Any]]:
        items = self.proposed
        rows: list[tuple[Any, Any]] = [
            (_("Name"), items.name),
            (_("Legal representative, operator or person in charge"), items.representative),
            (_("Identity number"), mask_id(self.id_number)),
            (_("Phone"), mask_phone(self.phone)),
        ]
        if items.composition:
            rows.append((_("Composition"), dict(COMPOSITIONS)[items.composition]))
        return [*rows, (_("Business premises"), items.domicile.address), (_("Business scope"), items.scope)]
