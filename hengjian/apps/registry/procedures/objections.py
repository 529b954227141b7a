"""Objections of the public to what is announced: states, time limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.personal import EncryptedTextField, mask_phone
from hengjian.kernel.procedure import Final, Procedure, State


class Objection(Procedure):
    """异议: a creditor, another interested person or a department objects to what an announcement says will be done."""

    label = _("Objection to an announcement")
    number_pattern = "{authority}异〔{year}〕{serial}号"

    received = State(_("Received"), limit="registry.objection_check")
    checking = State(_("Check of its form"), limit="registry.objection_check")
    upheld = Final(_("Effective"))
    dismissed = Final(_("Without effect"))

    announcement_id = models.BigIntegerField()
    against = models.ForeignKey(
        "kernel.Proceeding", null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    kind = models.CharField(max_length=60)
    capacity = models.CharField(_("Objects as"), max_length=20)
    reason = models.CharField(_("Objection and its facts"), max_length=1000)
    answer = models.CharField(_("Answer"), max_length=500, blank=True)
    # Of somebody without an account: who, and by what the answer is asked for.
    objector = models.CharField(_("Objection by"), max_length=60, blank=True)
    phone: Any = EncryptedTextField(_("Phone"), blank=True)
    phone_print = models.CharField(max_length=64, blank=True)
    inquiry_code = models.CharField(max_length=24, blank=True, db_collation="C", db_index=True)

    def facts(self) -> list[tuple[Any, Any]]:
        words = dict(CAPACITIES)
        rows = [
            (_("Objects as"), words.get(self.capacity, self.capacity)),
            (_("Objector"), self.objector),
            (_("Phone"), mask_phone(self.phone) if self.phone else ""),
            (_("Objection and its facts"), self.reason),
            (_("Answer"), self.answer),
        ]
        return [row for row in rows if row[1]]


CAPACITIES = [
    ("creditor", _("Creditor")),
    ("interested", _("Other interested person")),
    ("entity", _("The firm itself")),
    ("department", _("Department")),
]
