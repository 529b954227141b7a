"""处罚到人: the persons of a case beside the business, and what was decided about each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding
from hengjian.kernel.personal import EncryptedTextField, mask_name

AS_WHAT = [
    ("legal_representative", _("Legal representative")),
    ("main_responsible", _("Main person in charge")),
    ("direct_manager", _("Manager directly responsible")),
    ("direct_other", _("Other person directly responsible")),
    ("witness", _("Witness")),
]
TAKEN_OUT = "taken_out"  # entered by mistake; no row of a case is ever deleted


class CaseParty(models.Model):
    """One person of a case: responsible beside the business, or witness. Name and number are kept sealed."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="case_parties")
    role = models.CharField(max_length=24, choices=[*AS_WHAT, (TAKEN_OUT, _("Taken out of the case"))])
    name = EncryptedTextField()
    id_number = EncryptedTextField(blank=True)
    id_print = models.CharField(max_length=64, blank=True, db_index=True)
    duty = models.CharField(max_length=300, blank=True)  # what this person did or left undone
    fine = models.BigIntegerField(default=0)  # fen
    ban = models.CharField(max_length=10, blank=True)  # measure of the list of joint measures
    ban_number = models.CharField(max_length=60, blank=True)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{mask_name(self.name)}（{self.get_role_display()}）"
