"""裁量基准 of a province or city, as it was imported; and delegations of matters to townships."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models.fields import code_field


class DiscretionBenchmark(models.Model):
    """裁量基准: where the bands part for a cause in a place, from a day on, and the facts that lead there."""

    access = Access.REFERENCE
    placed_by = ("code",)

    code = code_field()  # of the province or city
    cause = models.CharField(_("Cause of action"), max_length=24)
    tier = models.CharField(_("Range"), max_length=40, blank=True)
    light_top = models.SmallIntegerField(_("Light up to, percent"))
    heavy_from = models.SmallIntegerField(_("Heavy from, percent"))
    weighing = models.JSONField(default=list)  # [band, fact] of the place's own
    source = models.CharField(_("Document"), max_length=200)
    since = models.DateField(_("Since"))
    until = models.DateField(_("Until"), null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "cause", "tier", "since"], name="benchmark_once")]


class PowerDelegation(models.Model):
    """赋权乡镇街道: a matter of the catalogue handed down to a township, from when to when, under which document."""

    access = Access.REFERENCE
    placed_by = ("code",)

    power = models.CharField(_("Matter"), max_length=24)
    code = code_field(db_index=True)  # of the township
    document = models.CharField(_("Document"), max_length=200)
    since = models.DateField(_("Since"))
    until = models.DateField(_("Until"), null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["power", "code", "since"], name="delegation_once")]
