"""What every matter about a permit has: the item of the list, what is applied for, the materials and the promise."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.licensing.models import Permit, PermitItem
from hengjian.kernel.procedure import Procedure


class AboutItem(Procedure):
    """A matter about one item of the list."""

    item = models.ForeignKey(PermitItem, null=True, on_delete=models.PROTECT, related_name="+")
    content = models.CharField(_("Content"), max_length=500)
    premises = models.CharField(_("Premises"), max_length=200, blank=True)
    category = models.CharField(max_length=2, blank=True)  # what the permit number says about the trade
    materials = ArrayField(models.CharField(max_length=30), default=list)
    promised_by = models.DateTimeField(null=True)
    package = models.BigIntegerField(null=True, db_index=True)  # the package it is part of

    class Meta:
        abstract = True

    @property
    def wanted(self) -> PermitItem:
        """The item of the list; every filing sets it."""
        assert self.item is not None
        return self.item

    def handed_in(self) -> str:
        """The materials by name."""
        known = {m.key: m.name for m in self.wanted.materials.all()}
        return "、".join(known.get(key, key) for key in self.materials)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Item"), self.wanted.name), (_("Content"), self.content)]
        if self.premises:
            rows.append((_("Premises"), self.premises))
        if self.materials:
            rows.append((_("Materials"), self.handed_in()))
        if self.promised_by:
            rows.append((_("Promised by"), self.promised_by))
        return rows


class AboutPermit(Procedure):
    """A matter about a permit that is held."""

    permit = models.ForeignKey(Permit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def held_permit(self) -> Permit:
        """The permit; every act that opens such a matter sets it."""
        assert self.permit is not None
        return self.permit

    def facts(self) -> list[tuple[Any, Any]]:
        permit = self.held_permit
        return [
            (_("Item"), permit.item.name),
            (_("Permit number"), permit.number),
            (_("Content"), permit.content),
            (_("Valid until"), permit.valid_until or _("no end")),
        ]
