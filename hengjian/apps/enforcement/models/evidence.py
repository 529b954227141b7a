"""证据: what a piece of evidence is, what it proves and how it was obtained. Bytes and custody are the kernel's evidence."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding

# 行政处罚法 46: eight kinds.
KINDS = [
    ("document", _("Documentary evidence")),
    ("object", _("Physical evidence")),
    ("audiovisual", _("Audio-visual material")),
    ("electronic", _("Electronic data")),
    ("testimony", _("Testimony of a witness")),
    ("party", _("Statement of the party")),
    ("appraisal", _("Appraisal")),
    ("record", _("Record of inspection or of the scene")),
]
PROVES = [
    ("party", _("Who the party is")),
    ("conduct", _("The breach")),
    ("amount", _("Value of the goods or illegal gain")),
    ("harm", _("Harm")),
    ("fault", _("Subjective fault")),
    ("corrected", _("Correction and cooperation")),
    ("procedure", _("Course of the procedure")),
]


class CaseEvidence(models.Model):
    """One numbered piece of evidence of a case; its file, if it has one, lies with its custody in the kernel's evidence."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="case_evidence")
    position = models.SmallIntegerField()
    kind = models.CharField(max_length=12, choices=KINDS)
    name = models.CharField(max_length=120)
    proves = ArrayField(models.CharField(max_length=12, choices=PROVES), default=list)
    says = models.CharField(max_length=500)
    obtained = models.CharField(max_length=300)  # from whom, when, how
    place = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True)
    act_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "position"], name="case_evidence_number_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"

    @property
    def proved(self) -> str:
        """What it proves, in words."""
        words = dict(PROVES)
        return "、".join(str(words[key]) for key in self.proves)
