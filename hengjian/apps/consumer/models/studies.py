"""Samples and visits of comparative studies: one row a brand or business."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject

VERDICTS = [
    ("good", _("Above the rest")),
    ("plain", _("As expected")),
    ("poor", _("Below the rest")),
    ("fails", _("Fails the standard")),
]


class StudySample(models.Model):
    """What was bought or visited, what was measured, what its maker replied."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="study_samples")
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="+")
    brand = models.CharField(_("Brand or business"), max_length=120)
    model = models.CharField(_("Model or batch"), max_length=120, blank=True)
    bought_at = models.CharField(_("Bought or visited at"), max_length=200, blank=True)
    price = models.BigIntegerField(_("Price in fen"), null=True)
    result = models.CharField(_("Result"), max_length=1000, blank=True)
    verdict = models.CharField(_("Verdict"), max_length=6, choices=VERDICTS, blank=True)
    reply = models.CharField(_("Reply"), max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "brand", "model"], name="study_sample_once")]

    @property
    def told(self) -> str:
        """Result and verdict in one line."""
        return f"{self.result}（{self.get_verdict_display()}）" if self.result else ""
