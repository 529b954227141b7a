"""Values of targets. Nothing here is ever changed: what is put right is a new row, and the old one stays to be seen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models.fields import code_field

from .plans import PlanTarget


class IndicatorFigure(models.Model):
    """指标数值: what a declared indicator came to for a place and a span, by which formula, when; read by plans and cockpit.

    `kind` says what the span is: a year up to a day, which plans are judged by; whole weeks and months; or one of those that
    move with the day, whose figures `hengjian_prune_figures` takes away after some months, as the rows still tell them.
    """

    YEAR, MOVING, WEEK, MONTH = "year", "moving", "week", "month"

    access = Access.PUBLIC
    placed_by = ("code",)
    append_only = True

    indicator = models.CharField(max_length=80, db_collation="C")
    code = code_field()
    since = models.DateField()
    until = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    numerator = models.DecimalField(max_digits=24, decimal_places=6)
    denominator = models.DecimalField(max_digits=24, decimal_places=6)
    kind = models.CharField(max_length=6, db_collation="C", default=YEAR)
    formula = models.CharField(max_length=16, db_collation="C")  # fingerprint of the formula that gave it
    computed_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["indicator", "code", "until", "computed_at"], name="indicator_figure_latest")]


class ReportedFigure(models.Model):
    """填报数值: what an authority reported for a target, place and period; late or not, and what it corrects and why."""

    access = Access.PUBLIC
    placed_by = ("code",)
    append_only = True

    target = models.ForeignKey(PlanTarget, on_delete=models.PROTECT, related_name="figures")
    code = code_field()
    since = models.DateField()
    until = models.DateField()
    value = models.DecimalField(_("Value of the indicator"), max_digits=20, decimal_places=6)
    numerator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    note = models.CharField(_("Where it is from"), max_length=300, blank=True)
    late = models.BooleanField(default=False)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    evidence = models.CharField(max_length=64, blank=True, db_collation="C")  # hash of the file
    proceeding_id = models.BigIntegerField()
    act_id = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["target", "code", "until", "recorded_at"], name="reported_figure_latest")]
