"""What a firm does with its licence: copies of it, and letting others see it."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

RELEASED = {
    "licence": _("Business licence"),
    "papers": _("All other valid licences and papers"),
    "record": _("Public record of the firm"),
}


class LicenceUse(Procedure):
    """授权用照: a firm lets a third party see its licence, for a purpose and a time; revocable, every look recorded."""

    label = _("Release of licences")
    number_pattern = "{authority}用照〔{year}〕{serial}号"

    in_force = State(_("May be looked at"))
    revoked = Final(_("Revoked"))
    ended = Final(_("Ended by time"))

    recipient = models.CharField(_("Released to"), max_length=80)
    purpose = models.CharField(_("Purpose"), max_length=200)
    released = ArrayField(models.CharField(max_length=20), default=list)
    access_code = models.CharField(max_length=24, unique=True, db_collation="C")
    until = models.DateTimeField(_("Until"))
    looks = models.IntegerField(_("Looks"), default=0)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Released to"), self.recipient),
            (_("Purpose"), self.purpose),
            (_("What may be seen"), "、".join(str(RELEASED[k]) for k in self.released)),
            (_("Until"), self.until),
            (_("Looks"), str(self.looks)),
        ]


class LicenceCopy(Procedure):
    """执照副本: copies of the licence, one number each; a lost one is declared void in public (Regulation, art. 37)."""

    label = _("Copies of the licence")
    number_pattern = "{authority}副〔{year}〕{serial}号"

    making = State(_("Being issued"))
    issued = Final(_("Issued"))

    lost = models.CharField(max_length=60, blank=True)
    count = models.SmallIntegerField(default=1)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Number of copies"), str(self.count))]
        return [*rows, (_("Lost licence"), self.lost)] if self.lost else rows
