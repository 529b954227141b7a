"""What was measured of the models in use, and what officers said of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models.fields import code_field


class ModelMeasure(models.Model):
    """模型测量: one figure of a model on a day, such as precision on a test or the population stability index."""

    access = Access.REFERENCE

    model = models.CharField(max_length=40, db_collation="C")
    what = models.CharField(max_length=40, db_collation="C")
    on = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=4)
    rows = models.BigIntegerField()
    told = models.JSONField(default=dict)  # what it was reckoned from

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "what", "on"], name="model_measure_once")]


class ModelStatus(models.Model):
    """模型状态: what a review said of a model. The newest counts; everybody may know it."""

    access = Access.PUBLIC
    placed_by = ("code",)
    append_only = True

    STATUSES = [
        ("in_use", _("in use")),
        ("watched", _("in use, watched")),
        ("stopped", _("out of use")),
    ]

    model = models.CharField(max_length=40, db_collation="C")
    status = models.CharField(max_length=8, choices=STATUSES)
    reason = models.CharField(max_length=500)
    code = code_field()
    on = models.DateField()
    review = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["model", "-id"], name="model_status_newest")]
