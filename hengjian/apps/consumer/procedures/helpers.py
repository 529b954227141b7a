"""调解协助人员: experts, lawyers and volunteers who may be asked to help in mediations, and from whom they are barred."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.consumer.models.helpers import KINDS
from hengjian.kernel.models import User
from hengjian.kernel.procedure import Final, Procedure, State


class HelperAppointment(Procedure):
    """聘任: a helper stands on the register of the authority for a term."""

    label = _("Helper of mediations")
    number_pattern = "{authority}调协〔{year}〕{serial}号"

    appointed = State(_("Appointed"), limit="consumer.helper.term", waits=True, lapses="end_appointment")
    dismissed = Final(_("Dismissed"))
    term_over = Final(_("Term is over"))

    name = models.CharField(_("Name"), max_length=60)
    kind = models.CharField(_("Kind of helper"), max_length=10, choices=KINDS)
    unit = models.CharField(_("Employer"), max_length=120)
    speciality = models.CharField(_("What they know"), max_length=200)
    account = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    barred_from: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=120), default=list)

    def barred(self, business: str) -> bool:
        """Does a relation to the business bar the helper?"""
        return bool(business) and business in (*self.barred_from, self.unit)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("Kind of helper"), self.get_kind_display()),
            (_("Name"), self.name),
            (_("Employer"), self.unit),
            (_("What they know"), self.speciality),
            (_("Account"), str(self.account) if self.account_id else ""),
            (_("Barred from matters of"), "、".join(self.barred_from)),
        ]
        return [(label, value) for label, value in rows if value]
