"""The frozen list of a campaign: who is on it, who answers for it, and what officers say where no check tells it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.models.fields import code_field

OUTCOMES = [
    ("clean", _("Looked at, nothing found")),
    ("found", _("Problem found, to be mended")),
    ("mended", _("Problem found and mended")),
    ("cased", _("Problem found, case opened")),
    ("absent", _("Not there any more")),
]


class CampaignSubject(models.Model):
    """专项行动对象: one line of the list as it was frozen. Checks and cases tell the outcome; `said` holds what no check tells."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="campaign_subjects")
    position = models.IntegerField()
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    ident = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=200)
    place = code_field()  # the authority that answers for it
    again = models.BooleanField(default=False)  # chosen for the look-back
    said = models.JSONField(default=dict)  # round → outcome, note, evidence, mend_by, case, act

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "subject"], name="campaign_subject_once")]
        indexes = [models.Index(fields=["proceeding", "place", "position"], name="campaign_subject_place")]

    def __str__(self) -> str:
        return self.name
