"""What the quality of a resource was on a day, dimension by dimension (GB/T 36344)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access

DIMENSIONS = [
    ("completeness", _("Completeness")),
    ("accuracy", _("Accuracy")),
    ("consistency", _("Consistency")),
    ("timeliness", _("Timeliness")),
    ("uniqueness", _("Uniqueness")),
    ("validity", _("Conformity")),
]


class QualityScore(models.Model):
    """数据质量得分: rows looked at by the checks of one dimension and how many of them broke one, as measured on a day."""

    access = Access.REFERENCE

    resource = models.CharField(max_length=80, db_collation="C")
    on = models.DateField()
    dimension = models.CharField(max_length=12, choices=DIMENSIONS)
    checks = models.IntegerField()
    rows = models.BigIntegerField()
    broken = models.BigIntegerField()
    score = models.DecimalField(max_digits=5, decimal_places=2)  # per cent
    worst = models.CharField(max_length=200, blank=True)  # the check that most rows broke

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "on", "dimension"], name="quality_score_once")]
        indexes = [models.Index(fields=["on"], name="quality_score_day")]
