"""Establishment: states, time limits and columns; and the re-examination of what the rules alone decided."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.rules.items import Items
from hengjian.kernel.personal import EncryptedJSONField, EncryptedTextField, mask_id, mask_phone
from hengjian.kernel.procedure import Final, Procedure, State

from .showing import COMPOSITIONS, shown


class Establishment(Procedure):
    """设立登记: an entity is entered in the register (Regulation, arts. 16-19). One procedure for all kinds of entities."""

    label = _("Establishment")
    number_pattern = "{authority}登〔{year}〕{serial}号"

    signing = State(_("Identity confirmation"), waits=True)
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
    # Role, name, number and input of everybody named in the filing.
    people: Any = EncryptedJSONField(_("Persons named"), default=list)
    doubts = models.JSONField(default=list)
    # What was said besides the items: materials handed in, facts that call for others, day of a permit, foreign investment.
    filed = models.JSONField(default=dict)

    @property
    def proposed(self) -> Items:
        """What would be entered."""
        return Items.model_validate(self.items)

    def facts(self) -> list[tuple[Any, Any]]:
        own = [(_("Identity number"), mask_id(self.id_number)), (_("Phone"), mask_phone(self.phone))]
        return [*shown(self.proposed), *own]


class Recheck(Procedure):
    """抽查复核: a registration that the rules alone decided is looked at again, because the draw fell on it."""

    label = _("Re-examination by draw")
    number_pattern = "{authority}复〔{year}〕{serial}号"

    drawn = State(_("Drawn for re-examination"), limit="registry.recheck")
    confirmed = Final(_("Found right"))
    faulted = Final(_("Fault found"))

    of = models.BigIntegerField()
    drawn_by = models.CharField(max_length=64)
    fault = models.CharField(max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Registration"), self.title), (_("Draw"), self.drawn_by)]
        return [*rows, (_("Fault"), self.fault)] if self.fault else rows


__all__ = ["COMPOSITIONS", "Establishment", "Recheck"]
